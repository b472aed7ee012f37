package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.CountedResponse;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Reads answers from another sheet: the first row has the question titles, each row below it is one
 * response. Every row that is there counts as in time, because sheets write times as their locale
 * wants. A question without a column is not asked; nor is one whose cell is made of no options.
 */
public final class SheetAnswers {

  private final Map<String, Integer> columns = new HashMap<>();
  private final Flags flags = new Flags();
  private final Set<String> notAsked = new HashSet<>();
  private final Map<String, List<String>> chosen = new HashMap<>();

  private SheetAnswers() {}

  /**
   * Finds the row that counts and reads it. It is one with the learner's address in a cell outside
   * the questions' columns; where no row has it, it is one of all, and flagged.
   *
   * @param rows the header first; rows may be shorter than the header
   * @return the answers, or why the sheet has none for this assessment
   */
  public static Checked<Submission> read(
      Assessment assessment,
      List<List<String>> rows,
      String learnerEmail,
      CountedResponse counts) {
    return new SheetAnswers().submission(assessment, rows, learnerEmail, counts);
  }

  private Checked<Submission> submission(
      Assessment assessment,
      List<List<String>> rows,
      String learnerEmail,
      CountedResponse counts) {
    List<String> header = rows.isEmpty() ? List.of() : rows.getFirst();
    Set<Integer> asked = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(DisplayedText.clean(header.get(i)), i);
    }
    assessment.questions()
        .stream()
        .filter(question -> columns.containsKey(question.stem()))
        .forEach(question -> asked.add(columns.getOrDefault(question.stem(), 0)));
    if (asked.isEmpty()) {
      return wrong("no column of the first row is titled as a question of this assessment");
    }
    List<List<String>> responses =
        rows.stream()
            .skip(1)
            .filter(row -> asked.stream().anyMatch(column -> !cell(row, column).isEmpty()))
            .toList();
    if (responses.isEmpty()) {
      return wrong("no row below the first answers a question of this assessment");
    }
    List<String> row =
        thatCounts(
            responses, asked, learnerEmail, counts, candidate -> right(assessment, candidate));
    assessment.questions().forEach(question -> read(question, row));
    return new Checked.Right<>(new Submission(chosen, notAsked, 0, flags.all()));
  }

  private static Checked<Submission> wrong(String detail) {
    return new Checked.Wrong<>(List.of(new Checked.FieldProblem("", detail)));
  }

  private List<String> thatCounts(
      List<List<String>> responses,
      Set<Integer> asked,
      String learnerEmail,
      CountedResponse counts,
      ToIntFunction<List<String>> right) {
    List<List<String>> own =
        responses.stream().filter(row -> isBy(learnerEmail.strip(), row, asked)).toList();
    if (own.isEmpty()) {
      flags.add(
          Flags.OTHER_RESPONDENT,
          "no row has the learner's address; the %s of %d counts"
              .formatted(counts.word(), responses.size()));
      return counts.of(responses, right);
    }
    if (own.size() > 1) {
      flags.add(
          Flags.SEVERAL_RESPONSES,
          "%d rows are the learner's; the %s one counts".formatted(own.size(), counts.word()));
    }
    return counts.of(own, right);
  }

  private int right(Assessment assessment, List<String> row) {
    return (int) assessment.questions()
        .stream()
        .filter(
            question -> answer(question, row)
                .filter(texts -> Set.copyOf(texts).equals(Set.copyOf(question.rightTexts())))
                .isPresent())
        .count();
  }

  /** The chosen options; empty when the row does not tell. */
  private Optional<List<String>> answer(Question question, List<String> row) {
    Integer column = columns.get(question.stem());
    String cell = column == null ? "" : cell(row, column);
    List<String> options = question.options().stream().map(Option::text).toList();
    return options.contains(cell) && !question.severalRight()
        ? Optional.of(List.of(cell))
        : ChosenTexts.in(cell, options);
  }

  private static boolean isBy(String email, List<String> row, Set<Integer> asked) {
    for (int i = 0; i < row.size(); i++) {
      if (!asked.contains(i) && cell(row, i).equalsIgnoreCase(email)) {
        return true;
      }
    }
    return false;
  }

  private void read(Question question, List<String> row) {
    Integer column = columns.get(question.stem());
    if (column == null) {
      leaveOut(question, "without a column in the sheet, so not asked");
      return;
    }
    String cell = cell(row, column);
    if (cell.isEmpty()) {
      return;
    }
    answer(question, row).ifPresentOrElse(
        texts -> chosen.put(question.itemId(), texts),
        () -> leaveOut(question, "answered with none of the options, so not asked"));
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? DisplayedText.clean(row.get(column)) : "";
  }

  private void leaveOut(Question question, String what) {
    notAsked.add(question.itemId());
    flags.question(Flags.SHEET_DIFFERS, what, question.stem());
  }
}
