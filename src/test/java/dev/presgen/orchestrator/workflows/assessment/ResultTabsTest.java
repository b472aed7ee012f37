package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the run's sheet shows in the end. */
class ResultTabsTest {

  private final World world = new World();
  private final Pipeline run = new Pipeline(world, Requests.small()).drive();

  private Map<String, TabContent> tabs(MemoryForms.Answering answering) {
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, answering);
    run.probe();
    return world.sheets.tabs(run.assets().sheet().id());
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Text(var value) -> value;
      case Cell.Number(var value) -> String.valueOf(value);
    };
  }

  private static List<List<String>> texts(TabContent tab) {
    return tab.rows()
        .stream()
        .map(row -> row.stream().map(ResultTabsTest::text).toList())
        .toList();
  }

  private static List<List<String>> rows(Map<String, TabContent> tabs, String title) {
    assertThat(tabs).containsKey(title);
    return texts(
        tabs.getOrDefault(title, new TabContent("", List.of(), java.util.Optional.empty())));
  }

  @Test
  void the_sheet_has_its_tabs_and_every_row_is_as_long_as_the_header() {
    var tabs = tabs(MemoryForms::wrong);

    assertThat(tabs.keySet())
        .containsExactly(
            "Summary", "Answers", "Gap analysis", "Training plan", "Course 1", "Course 2");
    assertThat(tabs.values())
        .allSatisfy(
            tab -> assertThat(tab.rows())
                .allSatisfy(row -> assertThat(row).hasSameSizeAs(tab.rows().getFirst())));
  }

  @Test
  void the_learners_name_is_shown_as_it_was_sent() {
    assertThat(rows(tabs(MemoryForms::wrong), "Summary"))
        .contains(
            List.of("Learner", Requests.NAME),
            List.of("E-mail", Requests.LEARNER),
            List.of("Certification", "Solutions Architect (SAA-C03)"),
            List.of("Percent right", "0.0"),
            List.of("Passed", "no"),
            List.of("Readiness", "Not ready"));
  }

  @Test
  void the_answers_tell_what_was_asked_and_chosen_and_whether_it_was_right() {
    var questions = run.assessment().questions();
    var left = questions.get(0);
    var missed = questions.get(1);
    var answers =
        rows(
            tabs(
                question -> question.equals(left)
                    ? List.of()
                    : question.equals(missed)
                        ? MemoryForms.wrong(question)
                        : MemoryForms.right(question)),
            "Answers");

    assertThat(answers).hasSize(9);
    assertThat(answers.get(1))
        .isEqualTo(
            List.of("1.0", left.stem(), left.domain(), left.skill(), "", "not answered"));
    assertThat(answers.get(2))
        .isEqualTo(
            List.of(
                "2.0",
                missed.stem(),
                missed.domain(),
                missed.skill(),
                MemoryForms.wrong(missed).getFirst(),
                "wrong"));
    assertThat(answers.get(3))
        .isEqualTo(
            List.of(
                "3.0",
                questions.get(2).stem(),
                questions.get(2).domain(),
                questions.get(2).skill(),
                String.join("\n", questions.get(2).rightTexts()),
                "right"));
  }

  @Test
  void no_cell_gives_the_right_option_of_a_missed_question_away() {
    var tabs = tabs(MemoryForms::wrong);
    var everything =
        tabs.values()
            .stream()
            .flatMap(tab -> texts(tab).stream())
            .flatMap(List::stream)
            .collect(Collectors.joining("\n"));
    var shownAnyway =
        run.assessment()
            .questions()
            .stream()
            .flatMap(question -> MemoryForms.wrong(question).stream())
            .toList();

    assertThat(
        run.assessment()
            .questions()
            .stream()
            .flatMap(question -> question.rightTexts().stream())
            .filter(right -> !shownAnyway.contains(right)))
        .isNotEmpty()
        .noneMatch(everything::contains);
  }

  @Test
  void the_gaps_are_shown_with_their_numbers_and_a_chart() {
    var tabs = tabs(MemoryForms::wrong);

    assertThat(rows(tabs, "Gap analysis"))
        .startsWith(
            List.of(
                "Of", "Name", "Domain", "Asked", "Right", "Percent right", "From (95 %)",
                "To (95 %)", "Target", "Gap", "Severity"))
        .contains(
            List.of(
                "Domain", "Design Secure Architectures", "Design Secure Architectures", "5.0",
                "0.0", "0.0", "0.0", "43.4", "72.0", "yes", "1.0"));
    assertThat(tabs.get("Gap analysis"))
        .extracting(TabContent::chart)
        .isEqualTo(
            java.util.Optional.of(
                new ResultSheets.Chart(
                    "Right answers against the target", 1, List.of(5, 8))));
  }

  @Test
  void the_plan_and_the_outlines_have_a_row_for_each_course() {
    var tabs = tabs(MemoryForms::wrong);
    var plan = run.output(AssessmentStep.GENERATE_TRAINING_PLAN, TrainingPlan.class);
    var outlines = run.output(AssessmentStep.GENERATE_COURSE_OUTLINES, CourseOutlines.class);

    assertThat(rows(tabs, "Training plan"))
        .extracting(row -> row.get(1))
        .containsExactly(
            "Title",
            plan.courses().getFirst().title(),
            plan.courses().getLast().title(),
            "All courses");
    assertThat(rows(tabs, "Course 1"))
        .startsWith(List.of("Course 1", outlines.courses().getFirst().title()))
        .contains(
            List.of("Section", outlines.courses().getFirst().sections().getFirst().title()));
  }
}
