package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Results;
import dev.presgen.orchestrator.workflows.assessment.Results.Answer;
import dev.presgen.orchestrator.workflows.assessment.Results.Flag;
import dev.presgen.orchestrator.workflows.assessment.Results.Gap;
import dev.presgen.orchestrator.workflows.assessment.Results.Readiness;
import dev.presgen.orchestrator.workflows.assessment.Results.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapAnalysisTest {

  /** Published in R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
  @ParameterizedTest
  @CsvSource({
      "81, 263, 0.2553, 0.3662",
      "15, 148, 0.0624, 0.1605",
      "0, 20, 0.0000, 0.1611",
      "1, 29, 0.0061, 0.1718",
  })
  void the_interval_is_wilsons(int correct, int asked, double low, double high) {
    var interval = Wilson.of(correct, asked);
    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }

  private static Results analyse(
      int target, Map<String, List<String>> chosen, String... notAsked) {
    return GapAnalysis.of(
        Asked.request(target),
        Asked.ASSESSMENT,
        new Submission(chosen, Set.of(notAsked), 2, List.of(new Flag("X", "x"))),
        Optional.empty());
  }

  @Test
  void every_group_is_scored_in_its_order() {
    var results =
        analyse(
            72,
            Map.of("r1", List.of("179"), "r2", List.of("Hops"), "n1", List.of("A, MX", "A")));
    var half = List.of(9.5, 90.5);
    var none = List.of(0.0, 79.3);
    var full = List.of(20.7, 100.0);
    assertThat(results)
        .isEqualTo(
            new Results(
                new Score(4, 2, 50.0, false),
                Readiness.NOT_READY,
                List.of(
                    new Gap("Routing", "Routing", 2, 1, 50, half, 72, true, 0.3056, List.of("r2")),
                    new Gap("Naming", "Naming", 2, 1, 50, half, 72, true, 0.3056, List.of("n2"))),
                List.of(
                    new Gap("BGP", "Routing", 1, 1, 100, full, 72, false, 0, List.of()),
                    new Gap("OSPF", "Routing", 1, 0, 0, none, 72, true, 1, List.of("r2")),
                    new Gap("DNS", "Naming", 2, 1, 50, half, 72, true, 0.3056, List.of("n2"))),
                List.of(
                    new Gap("remember", "", 1, 0, 0, none, 72, true, 1, List.of("n2")),
                    new Gap("apply", "", 2, 1, 50, half, 72, true, 0.3056, List.of("r2"))),
                2,
                List.of(new Flag("X", "x")),
                List.of(
                    new Answer("n2", List.of(), false),
                    new Answer("r1", List.of("179"), true),
                    new Answer("n1", List.of("A, MX", "A"), true),
                    new Answer("r2", List.of("Hops"), false))));
  }

  @Test
  void several_right_options_must_be_chosen_exactly() {
    assertThat(analyse(70, Map.of("n1", List.of("A"))).score().correct()).isZero();
    assertThat(analyse(70, Map.of("n1", List.of("A", "A, MX", "MX"))).score().correct()).isZero();
    assertThat(analyse(70, Map.of("n1", List.of("A, MX", "A"))).score().correct()).isOne();
  }

  @Test
  void what_was_not_asked_counts_neither_way_and_its_groups_do_not_appear() {
    var results = analyse(70, Map.of("r1", List.of("179")), "n1", "n2", "r2");
    assertThat(results.score()).isEqualTo(new Score(1, 1, 100, true));
    assertThat(results.readiness()).isEqualTo(Readiness.READY);
    assertThat(results.domains()).extracting(Gap::name).containsExactly("Routing");
    assertThat(results.skills()).extracting(Gap::name).containsExactly("BGP");
    assertThat(results.answers()).extracting(Answer::itemId).containsExactly("r1");
  }

  @Test
  void nothing_asked_is_not_passed() {
    var results = analyse(0, Map.of(), "n1", "n2", "r1", "r2");
    assertThat(results.score()).isEqualTo(new Score(0, 0, 0, false));
    assertThat(results.readiness()).isEqualTo(Readiness.NOT_READY);
  }

  @Test
  void a_passing_score_of_nothing_leaves_no_gap() {
    var results = analyse(0, Map.of());
    assertThat(results.readiness()).isEqualTo(Readiness.READY);
    assertThat(results.skills()).allSatisfy(gap -> assertThat(gap.severity()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
      "100, 100, 70, READY",
      "100, 50, 70, NEARLY_READY",
      "80, 40, 70, NEARLY_READY",
      "70, 49, 70, NOT_READY",
      "70, 70, 70, READY"
  })
  void readiness_follows_score_and_domains(
      int firstPercent, int secondPercent, int target, Readiness readiness) {
    List<Assessment.Question> questions = new ArrayList<>();
    Map<String, List<String>> chosen = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      String domain = i < 100 ? "Routing" : "Naming";
      String id = "i" + i;
      questions.add(Asked.question(id, domain, "S", null, "stem " + i, "*yes", "no"));
      boolean right = i % 100 < (i < 100 ? firstPercent : secondPercent);
      chosen.put(id, List.of(right ? "yes" : "no"));
    }
    var results =
        GapAnalysis.of(
            Asked.request(target),
            new Assessment("T", "b", questions),
            new Submission(chosen, Set.of(), 0, List.of()),
            Optional.empty());
    assertThat(results.readiness()).isEqualTo(readiness);
  }
}
