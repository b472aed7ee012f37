package dev.presgen.orchestrator.workflows.assessment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Learner;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.Item;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.StoredInMemory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssessmentDrawTest {

  private static final ItemBank BANK =
      new ItemBanks(new StoredInMemory(), Path.of("missing")).find(ItemBanks.BUNDLED).orElseThrow();

  private static ExamDomain domain(String name, String weight, String... skills) {
    return new ExamDomain(name, new BigDecimal(weight), List.of(skills));
  }

  private static final List<ExamDomain> SAA =
      List.of(
          domain("Design Secure Architectures", "30"),
          domain("Design Resilient Architectures", "26"),
          domain("Design High-Performing Architectures", "24"),
          domain("Design Cost-Optimized Architectures", "20"));

  static AcceptedRequest request(
      List<ExamDomain> domains, int questions, Difficulty difficulty, long seed) {
    return new AcceptedRequest(
        new Certification("AWS", "SAA-C03", "Amazon", 72, domains),
        new Learner(Optional.empty(), "learner@example.org"),
        Optional.empty(),
        new AssessmentOptions(questions, difficulty, BANK.name(), "bank", seed),
        new Delivery(5, 12, true, true, true, "default", false),
        Duration.ofDays(7),
        List.of());
  }

  private static Assessment draw(AcceptedRequest request) {
    return switch (AssessmentDraw.of(request, BANK)) {
      case Checked.Right<Assessment>(var assessment) -> assessment;
      case Checked.Wrong<Assessment>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static List<BigDecimal> weights(String... weights) {
    return Stream.of(weights).map(BigDecimal::new).toList();
  }

  @Test
  void the_largest_remainders_get_what_is_left() {
    assertThat(Blueprint.divide(24, weights("30", "26", "24", "20"))).containsExactly(7, 6, 6, 5);
    assertThat(Blueprint.divide(1, weights("30", "26", "24", "20"))).containsExactly(1, 0, 0, 0);
    assertThat(Blueprint.divide(100, weights("30", "26", "24", "20")))
        .containsExactly(30, 26, 24, 20);
  }

  @Test
  void equal_remainders_go_to_the_larger_weight_and_then_to_the_earlier_domain() {
    assertThat(Blueprint.divide(2, weights("25", "75"))).containsExactly(0, 2);
    assertThat(Blueprint.divide(3, weights("25", "25", "25", "25"))).containsExactly(1, 1, 1, 0);
    assertThat(Blueprint.divide(10, weights("5", "35", "60"))).containsExactly(0, 4, 6);
  }

  @Test
  void every_division_is_whole_and_within_one_of_the_exact_share() {
    for (int seed = 0; seed < 2000; seed++) {
      var chance = new Random(seed);
      int total = 1 + chance.nextInt(100);
      List<BigDecimal> weights = new ArrayList<>();
      int left = 10000;
      for (int more = chance.nextInt(20); more > 0 && left > 1; more--) {
        int part = 1 + chance.nextInt(left - 1);
        weights.add(BigDecimal.valueOf(part, 2));
        left -= part;
      }
      weights.add(BigDecimal.valueOf(left, 2));
      List<Integer> counts = Blueprint.divide(total, weights);
      assertThat(counts.stream().mapToInt(Integer::intValue).sum())
          .as("seed %d", seed)
          .isEqualTo(total);
      for (int i = 0; i < counts.size(); i++) {
        double exact = weights.get(i).doubleValue() * total / 100;
        assertThat((double) counts.get(i)).as("seed %d", seed).isCloseTo(exact, within(1.0));
      }
    }
  }

  @Test
  void the_same_request_draws_the_same_assessment_and_another_seed_another_one() {
    var first = draw(request(SAA, 24, Difficulty.INTERMEDIATE, 1));
    assertThat(draw(request(SAA, 24, Difficulty.INTERMEDIATE, 1))).isEqualTo(first);
    var orders = new HashSet<List<String>>();
    for (long seed = 0; seed < 50; seed++) {
      orders.add(
          draw(request(SAA, 24, Difficulty.INTERMEDIATE, seed)).questions()
              .stream()
              .map(Assessment.Question::itemId)
              .toList());
    }
    assertThat(orders).hasSize(50);
  }

  /**
   * The values come from another implementation of the published algorithms. If they change, runs
   * under way would be asked other questions.
   */
  @Test
  void a_seed_draws_the_same_on_every_machine() {
    assertThat(Draw.seedOf("01K0EXAMPLE")).isEqualTo(4163288681874717L);
    var chance = Draw.chance(1, "questions");
    assertThat(List.of(chance.nextInt(1000), chance.nextInt(1000), chance.nextInt(1000)))
        .containsExactly(667, 333, 190);
  }

  @Test
  void each_domain_is_asked_as_often_as_its_share_says_and_no_item_twice() {
    for (long seed = 0; seed < 200; seed++) {
      var questions = draw(request(SAA, 24, Difficulty.BEGINNER, seed)).questions();
      assertThat(questions.stream().map(Assessment.Question::itemId)).doesNotHaveDuplicates();
      assertThat(
          questions.stream()
              .collect(
                  Collectors.groupingBy(Assessment.Question::domain, Collectors.counting())))
          .isEqualTo(
              Map.of(
                  SAA.get(0).name(),
                  7L,
                  SAA.get(1).name(),
                  6L,
                  SAA.get(2).name(),
                  6L,
                  SAA.get(3).name(),
                  5L));
      for (ExamDomain domain : SAA) {
        var bySkill =
            questions.stream()
                .filter(q -> q.domain().equals(domain.name()))
                .collect(Collectors.groupingBy(Assessment.Question::skill, Collectors.counting()));
        assertThat(bySkill.keySet())
            .containsExactlyInAnyOrderElementsOf(BANK.skills(domain.name()));
        long most = bySkill.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        long fewest = bySkill.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        assertThat(most - fewest).as("seed %d", seed).isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_wanted_difficulty_is_asked_most_and_the_others_still_come(Difficulty wanted) {
    Map<Difficulty, Integer> asked = new EnumMap<>(Difficulty.class);
    for (long seed = 0; seed < 100; seed++) {
      draw(request(SAA, 24, wanted, seed)).questions()
          .forEach(q -> asked.merge(q.difficulty(), 1, Integer::sum));
    }
    assertThat(asked.keySet()).containsExactly(Difficulty.values());
    assertThat(asked.values())
        .allSatisfy(count -> assertThat(count).isBetween(200, asked.get(wanted)));
  }

  @Test
  void options_keep_their_texts_and_every_position_has_the_key_about_as_often() {
    int[] keys = new int[4];
    for (long seed = 0; seed < 100; seed++) {
      for (var question : draw(request(SAA, 24, Difficulty.ADVANCED, seed)).questions()) {
        Item item =
            BANK.items()
                .stream()
                .filter(i -> i.id().equals(question.itemId()))
                .findFirst()
                .orElseThrow();
        assertThat(question.options())
            .containsExactlyInAnyOrderElementsOf(
                item.options()
                    .stream()
                    .map(o -> new Assessment.Option(o.text(), o.right(), o.rationale()))
                    .toList());
        if (question.options().size() == 4) {
          keys[question.options().stream().map(Assessment.Option::right).toList().indexOf(true)]++;
        }
      }
    }
    int all = IntStream.of(keys).sum();
    assertThat(IntStream.of(keys).boxed())
        .allSatisfy(count -> assertThat(count * 4.0 / all).isCloseTo(1, within(0.15)));
  }

  @Test
  void without_decks_there_are_no_slides_and_no_videos() {
    var asked = request(SAA, 24, Difficulty.BEGINNER, 1);
    var without =
        new AcceptedRequest(
            asked.certification(),
            asked.learner(),
            asked.requestedBy(),
            asked.assessment(),
            new Delivery(5, 12, false, true, true, "default", false),
            asked.deadline(),
            asked.reminders());
    var shares = Blueprint.of(asked, BANK).domains();
    assertThat(Blueprint.of(asked, BANK)).isEqualTo(new Blueprint(shares, 24, 5, 5, 60, 5));
    assertThat(Blueprint.of(without, BANK)).isEqualTo(new Blueprint(shares, 24, 5, 0, 0, 0));
  }

  @Test
  void only_named_skills_are_asked() {
    var skill = BANK.skills(SAA.get(0).name()).getFirst();
    var only = List.of(domain(SAA.get(0).name(), "100", skill));
    assertThat(draw(request(only, 5, Difficulty.INTERMEDIATE, 3)).questions())
        .extracting(Assessment.Question::skill)
        .containsOnly(skill);
  }

  @Test
  void a_bank_that_has_become_too_small_is_told() {
    var skill = BANK.skills(SAA.get(3).name()).getLast();
    int available = BANK.items(SAA.get(3).name(), List.of(skill)).size();
    var only = List.of(domain(SAA.get(3).name(), "100", skill));
    assertThat(AssessmentDraw.of(request(only, 10, Difficulty.INTERMEDIATE, 3), BANK))
        .isEqualTo(
            new Checked.Wrong<>(
                List.of(
                    new FieldProblem(
                        "/assessment/questionCount",
                        "domain \"%s\" needs 10 items, bank \"aws-saa-c03\" has %d: %d are missing"
                            .formatted(SAA.get(3).name(), available, 10 - available)))));
  }

  @Test
  void items_without_level_and_difficulty_are_asked_too() {
    var bare =
        new ItemBank(
            BANK.name(),
            BANK.title(),
            Optional.empty(),
            "",
            BANK.items()
                .stream()
                .map(i -> new Item(
                    i.id(),
                    i.domain(),
                    i.skill(),
                    Optional.empty(),
                    Optional.empty(),
                    i.stem(),
                    i.options()))
                .toList());
    assertThat(AssessmentDraw.of(request(SAA, 60, Difficulty.ADVANCED, 3), bare))
        .isInstanceOf(Checked.Right.class);
  }
}
