package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the bundled bank must be good enough for: a whole exam's worth of honest questions. */
class BundledBankTest {

  private static final ItemBank BANK =
      new ItemBanks(new StoredInMemory(), Path.of("missing")).find(ItemBanks.BUNDLED).orElseThrow();

  private static List<Item> withOneKey() {
    return BANK.items()
        .stream()
        .filter(item -> item.options().stream().filter(Item.Option::right).count() == 1)
        .toList();
  }

  private static int key(Item item) {
    return item.options().stream().map(Item.Option::right).toList().indexOf(true);
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
  }

  @Test
  void it_has_questions_enough_for_every_domain_by_weight() {
    assertThat(BANK.items()).hasSizeGreaterThanOrEqualTo(60);
    var weights =
        Map.of(
            "Design Secure Architectures", 30,
            "Design Resilient Architectures", 26,
            "Design High-Performing Architectures", 24,
            "Design Cost-Optimized Architectures", 20);
    assertThat(BANK.domains()).containsExactlyInAnyOrderElementsOf(weights.keySet());
    weights.forEach(
        (domain, weight) -> assertThat(BANK.items(domain, List.of()).size())
            .as(domain)
            .isGreaterThanOrEqualTo(65 * weight / 100));
  }

  @Test
  void every_item_has_a_level_and_every_skill_every_difficulty() {
    assertThat(BANK.items()).allSatisfy(item -> assertThat(item.level()).isPresent());
    for (String domain : BANK.domains()) {
      for (String skill : BANK.skills(domain)) {
        assertThat(BANK.items(domain, List.of(skill)))
            .extracting(item -> item.difficulty().orElseThrow())
            .as(skill)
            .contains(Difficulty.values());
      }
    }
  }

  @Test
  void every_option_is_explained_without_naming_its_place() {
    for (Item item : BANK.items()) {
      for (Item.Option option : item.options()) {
        assertThat(words(option.rationale())).as(item.id()).hasSizeBetween(10, 80);
        assertThat(option.rationale())
            .as(item.id())
            .doesNotContainPattern("(?i)\\b(option|answer|choice)s? [A-F1-6]\\b")
            .doesNotContainPattern("(?i)\\b(first|second|third|last) (option|answer|choice)\\b");
      }
    }
  }

  @Test
  void explanations_are_not_repeated() {
    assertThat(
        BANK.items()
            .stream()
            .flatMap(item -> item.options().stream())
            .map(Item.Option::rationale))
        .doesNotHaveDuplicates();
  }

  @Test
  void neither_place_nor_length_gives_the_key_away() {
    List<Item> items = withOneKey();
    var places = items.stream().collect(Collectors.groupingBy(BundledBankTest::key));
    assertThat(places.values())
        .hasSize(4)
        .allSatisfy(
            there -> assertThat(there.size() * 4.0 / items.size()).isBetween(0.8, 1.2));
    long longest =
        items.stream()
            .filter(
                item -> {
                  int length = item.options().get(key(item)).text().length();
                  return item.options().stream().allMatch(o -> o.text().length() <= length);
                })
            .count();
    assertThat((double) longest / items.size()).isLessThanOrEqualTo(0.4);
  }

  @Test
  void a_question_with_several_keys_says_how_many() {
    BANK.items()
        .stream()
        .filter(item -> !withOneKey().contains(item))
        .forEach(
            item -> {
              assertThat(item.stem()).endsWith("(Choose two.)");
              assertThat(item.options().stream().filter(Item.Option::right)).hasSize(2);
            });
  }

  @Test
  void stems_are_not_made_from_templates() {
    Map<String, Set<String>> triples = new HashMap<>();
    Map<String, Integer> openings = new HashMap<>();
    for (Item item : BANK.items()) {
      List<String> words = words(item.stem());
      openings.merge(String.join(" ", words.subList(0, 3)), 1, Integer::sum);
      triples.put(
          item.id(),
          IntStream.range(0, words.size() - 2)
              .mapToObj(i -> String.join(" ", words.subList(i, i + 3)))
              .collect(Collectors.toSet()));
    }
    assertThat(openings.values()).allSatisfy(times -> assertThat(times).isLessThanOrEqualTo(2));
    triples.forEach(
        (one, itsTriples) -> triples.forEach(
            (other, otherTriples) -> {
              if (one.compareTo(other) < 0) {
                Set<String> shared = new HashSet<>(itsTriples);
                shared.retainAll(otherTriples);
                assertThat(
                    (double) shared.size() / Math.min(itsTriples.size(), otherTriples.size()))
                    .as("%s and %s share %s", one, other, shared)
                    .isLessThan(0.15);
              }
            }));
  }

  @Test
  void every_text_is_as_a_form_shows_it() {
    assertThat(BANK.items().stream().map(Item::stem))
        .allSatisfy(stem -> assertThat(stem).isEqualTo(DisplayedText.clean(stem)));
    assertThat(BANK.certification())
        .contains(
            new ItemBank.Exam(
                "AWS Certified Solutions Architect - Associate", "SAA-C03", "Amazon Web Services"));
  }
}
