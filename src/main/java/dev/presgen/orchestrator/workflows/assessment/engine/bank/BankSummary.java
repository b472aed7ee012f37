package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a bank holds, without its questions.
 *
 * @param items how many there are in all
 * @param domains in the bank's order
 * @param skills in the bank's order
 * @param levels in the order of the taxonomy; items without a level count under {@code unspecified}
 */
public record BankSummary(
    String name,
    String title,
    Optional<ItemBank.Exam> certification,
    String notice,
    int items,
    List<Count> domains,
    List<SkillCount> skills,
    List<Count> levels) {

  public BankSummary {
    domains = List.copyOf(domains);
    skills = List.copyOf(skills);
    levels = List.copyOf(levels);
  }

  /** How many items a domain or level has. */
  public record Count(String name, int items) {}

  /** How many items a skill has. */
  public record SkillCount(String domain, String name, int items) {}

  private static final String UNSPECIFIED = "unspecified";

  /** Where a skill belongs: two domains may call a skill the same. */
  private record Skill(String domain, String name) {}

  public static BankSummary of(ItemBank bank) {
    Map<Integer, Count> byLevel = new TreeMap<>();
    counts(bank, Item::level)
        .forEach((level, items) -> byLevel.put(
            level.map(Enum::ordinal).orElse(Integer.MAX_VALUE),
            new Count(
                level.map(l -> l.name().toLowerCase(Locale.ROOT)).orElse(UNSPECIFIED), items)));
    List<Count> domains = new ArrayList<>();
    counts(bank, Item::domain).forEach((domain, items) -> domains.add(new Count(domain, items)));
    List<SkillCount> skills = new ArrayList<>();
    counts(bank, item -> new Skill(item.domain(), item.skill()))
        .forEach((skill, items) -> skills.add(new SkillCount(skill.domain(), skill.name(), items)));
    return new BankSummary(
        bank.name(),
        bank.title(),
        bank.certification(),
        bank.notice(),
        bank.items().size(),
        domains,
        skills,
        List.copyOf(byLevel.values()));
  }

  private static <K> Map<K, Integer> counts(ItemBank bank, Function<Item, K> key) {
    Map<K, Integer> counts = new LinkedHashMap<>();
    bank.items().forEach(item -> counts.merge(key.apply(item), 1, Integer::sum));
    return counts;
  }
}
