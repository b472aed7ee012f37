package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Chart;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import dev.presgen.orchestrator.workflows.assessment.Results.Answer;
import dev.presgen.orchestrator.workflows.assessment.Results.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tabs that tell a learner what came out. They never name the right option of a question that
 * was missed, so that the question can be asked again.
 */
final class ResultTabs {

  static final String SUMMARY = "Summary";
  static final String ANSWERS = "Answers";
  static final String GAPS = "Gap analysis";

  private static final int LABELS = 1;
  private static final int PERCENT = 5;
  private static final int TARGET = 8;

  private ResultTabs() {}

  static List<TabContent> of(AcceptedRequest request, Assessment assessment, Results results) {
    return List.of(
        summary(request, results), answers(assessment, results), gaps(results));
  }

  private static TabContent summary(AcceptedRequest request, Results results) {
    var score = results.score();
    var certification = request.certification();
    var rows = new ArrayList<List<Cell>>();
    rows.add(row("Result", ""));
    rows.add(row("Learner", request.learner().displayName()));
    rows.add(row("E-mail", request.learner().email()));
    rows.add(row("Certification", certification.name() + " (" + certification.version() + ")"));
    rows.add(row("Questions asked", score.asked()));
    rows.add(row("Right answers", score.correct()));
    rows.add(row("Percent right", score.percent()));
    rows.add(row("Passing score", certification.passingScore()));
    rows.add(row("Passed", yes(score.passed())));
    rows.add(row("Readiness", words(results.readiness().name())));
    rows.add(row("Late responses, not counted", results.late()));
    results.flags().forEach(flag -> rows.add(row(words(flag.code()), flag.detail())));
    return new TabContent(SUMMARY, rows, Optional.empty());
  }

  private static TabContent answers(Assessment assessment, Results results) {
    var byItem = assessment.byItem();
    var rows = new ArrayList<List<Cell>>();
    rows.add(row("No.", "Question", "Domain", "Skill", "Your answer", "Result"));
    for (var answer : results.answers()) {
      var question = Objects.requireNonNull(byItem.get(answer.itemId()), answer.itemId());
      rows.add(answer(rows.size(), question, answer));
    }
    return new TabContent(ANSWERS, rows, Optional.empty());
  }

  private static List<Cell> answer(int number, Question question, Answer answer) {
    return row(
        number,
        question.stem(),
        question.domain(),
        question.skill(),
        String.join("\n", answer.chosen()),
        answer.correct() ? "right" : answer.chosen().isEmpty() ? "not answered" : "wrong");
  }

  private static TabContent gaps(Results results) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(
        row(
            "Of",
            "Name",
            "Domain",
            "Asked",
            "Right",
            "Percent right",
            "From (95 %)",
            "To (95 %)",
            "Target",
            "Gap",
            "Severity"));
    results.domains().forEach(gap -> rows.add(gap("Domain", gap)));
    results.skills().forEach(gap -> rows.add(gap("Skill", gap)));
    results.levels().forEach(gap -> rows.add(gap("Level", gap)));
    return new TabContent(
        GAPS,
        rows,
        Optional.of(
            new Chart("Right answers against the target", LABELS, List.of(PERCENT, TARGET))));
  }

  private static List<Cell> gap(String of, Gap gap) {
    return row(
        of,
        gap.name(),
        gap.domain(),
        gap.asked(),
        gap.correct(),
        gap.percent(),
        gap.interval().getFirst(),
        gap.interval().getLast(),
        gap.target(),
        yes(gap.gap()),
        gap.severity());
  }

  /** A row of texts and numbers. */
  static List<Cell> row(Object... values) {
    return Stream.of(values).map(ResultTabs::cell).toList();
  }

  private static Cell cell(Object value) {
    return value instanceof Number number
        ? new Cell.Number(number.doubleValue())
        : new Cell.Text(value.toString());
  }

  private static String yes(boolean holds) {
    return holds ? "yes" : "no";
  }

  /** A name in capitals as a person writes it. */
  static String words(String name) {
    var lower = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
  }
}
