package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import java.util.List;
import java.util.Optional;

/**
 * A collection of items for one certification. All texts are {@linkplain
 * dev.presgen.orchestrator.workflows.assessment.DisplayedText#clean clean}.
 *
 * @param name what requests call it
 * @param certification empty where the format has no place for it
 * @param notice who wrote the items and under which terms they may be used; may be empty
 * @param items 1 to 5,000, in the author's order
 */
public record ItemBank(
    String name, String title, Optional<Exam> certification, String notice, List<Item> items) {

  public static final int MOST_ITEMS = 5000;

  public ItemBank {
    items = List.copyOf(items);
  }

  /** The certification that the items are for. */
  public record Exam(String name, String version, String provider) {}

  /** The domains, in the order in which the items first name them. */
  public List<String> domains() {
    return items.stream().map(Item::domain).distinct().toList();
  }

  /** The skills of a domain, in the order in which the items first name them. */
  public List<String> skills(String domain) {
    return items.stream()
        .filter(item -> item.domain().equals(domain))
        .map(Item::skill)
        .distinct()
        .toList();
  }

  /** The items of a domain; of all its skills when none is named. */
  public List<Item> items(String domain, List<String> skills) {
    return items.stream()
        .filter(item -> item.domain().equals(domain))
        .filter(item -> skills.isEmpty() || skills.contains(item.skill()))
        .toList();
  }
}
