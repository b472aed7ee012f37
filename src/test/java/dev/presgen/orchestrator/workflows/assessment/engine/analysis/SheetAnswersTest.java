package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.CountedResponse;
import dev.presgen.orchestrator.workflows.assessment.Results.Flag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SheetAnswersTest {

  private static final List<String> HEADER =
      List.of(
          "Zeitstempel", "Which  port?\n", "Which records?", "E-Mail", "Which metric?",
          "Which zone?");

  private static Checked<Submission> read(List<List<String>> rows) {
    return SheetAnswers.read(Asked.ASSESSMENT, rows, Asked.LEARNER, CountedResponse.LAST);
  }

  @Test
  void columns_are_found_by_title_and_the_learners_last_row_counts() {
    assertThat(
        read(
            List.of(
                HEADER,
                List.of("1.3.", "80", "", Asked.LEARNER, "Hops", "Root"),
                List.of("2.3.", "179", "A, MX, A", "Learner@Example.org", "Cost"),
                List.of("3.3.", "53", "MX", "other@example.org", "Hops", "Root"),
                List.of())))
        .isEqualTo(
            new Checked.Right<>(
                new Submission(
                    Map.of("r1", List.of("179"), "n1", List.of("A", "A, MX"), "r2",
                        List.of("Cost")),
                    Set.of(),
                    0,
                    List.of(
                        new Flag(
                            "SEVERAL_RESPONSES",
                            "2 rows are the learner's; the last one counts")))));
  }

  @Test
  void what_the_sheet_does_not_tell_is_not_asked_and_flagged() {
    assertThat(
        read(
            List.of(
                List.of("Which port?", "Which records?"),
                List.of("TCP 179", "Other, too, something"))))
        .isEqualTo(
            new Checked.Right<>(
                new Submission(
                    Map.of(),
                    Set.of("r1", "n1", "r2", "n2"),
                    0,
                    List.of(
                        new Flag(
                            "OTHER_RESPONDENT",
                            "no row has the learner's address; the last of 1 counts"),
                        new Flag(
                            "SHEET_DIFFERS",
                            "without a column in the sheet, so not asked: \"Which zone?\","
                                + " \"Which metric?\""),
                        new Flag(
                            "SHEET_DIFFERS",
                            "answered with none of the options, so not asked: \"Which port?\","
                                + " \"Which records?\"")))));
  }

  @Test
  void a_sheet_without_questions_or_answers_is_refused() {
    String noTitles = "no column of the first row is titled as a question of this assessment";
    String noAnswers = "no row below the first answers a question of this assessment";
    assertThat(read(List.of()))
        .isEqualTo(new Checked.Wrong<>(List.of(new FieldProblem("", noTitles))));
    assertThat(read(List.of(List.of("a", "b"), List.of("1", "2"))))
        .isEqualTo(new Checked.Wrong<>(List.of(new FieldProblem("", noTitles))));
    assertThat(read(List.of(HEADER, List.of("1.3.", "", " ", Asked.LEARNER))))
        .isEqualTo(new Checked.Wrong<>(List.of(new FieldProblem("", noAnswers))));
  }

  @Test
  void a_cell_is_taken_apart_only_when_there_is_one_way() {
    var options = List.of("A", "B", "A, B", "B, C", "D");
    assertThat(ChosenTexts.in("D, A", options)).contains(List.of("A", "D"));
    assertThat(ChosenTexts.in("B, C, D", options)).contains(List.of("B, C", "D"));
    assertThat(ChosenTexts.in("A, B", options)).isEmpty();
    assertThat(ChosenTexts.in("A,D", options)).isEmpty();
    assertThat(ChosenTexts.in("D, ", options)).isEmpty();
    assertThat(ChosenTexts.in("D, D", options)).isEmpty();
  }

  @Test
  void a_cell_made_to_mislead_is_given_up() {
    var options = IntStream.rangeClosed(1, 30).mapToObj(i -> "A" + ", A".repeat(i)).toList();
    assertThat(ChosenTexts.in("A, ".repeat(400) + "B", options)).isEmpty();
  }
}
