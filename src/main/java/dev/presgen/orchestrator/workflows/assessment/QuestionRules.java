package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What questions must be so that a form can ask them. One that a form refuses voids all of them, so
 * they are checked before anything is made outside.
 */
public final class QuestionRules {

  // Google documents none of these; they keep a form usable, and its one change small enough.
  private static final int QUESTIONS_MAX = 200;
  private static final int OPTIONS_MIN = 2;
  private static final int OPTIONS_MAX = 30;
  private static final int TEXT_MAX = 2_000;

  private QuestionRules() {}

  /** All that a form would refuse, each with the question that it concerns; empty when nothing. */
  public static List<String> problems(Assessment assessment) {
    var problems = new ArrayList<String>();
    int asked = assessment.questions().size();
    if (asked == 0 || asked > QUESTIONS_MAX) {
      problems.add("A form asks 1 to %d questions, not %d.".formatted(QUESTIONS_MAX, asked));
    }
    if (!fits(DisplayedText.clean(assessment.title()))) {
      problems.add("A form's title must show 1 to %d characters.".formatted(TEXT_MAX));
    }
    for (var question : assessment.questions()) {
      problem(question).ifPresent(what -> problems.add("Question " + question.itemId() + what));
    }
    return List.copyOf(problems);
  }

  private static Optional<String> problem(Question question) {
    List<String> options =
        question.options().stream().map(option -> DisplayedText.clean(option.text())).toList();
    if (!fits(DisplayedText.clean(question.stem()))) {
      return Optional.of(" must show 1 to " + TEXT_MAX + " characters.");
    }
    if (options.size() < OPTIONS_MIN || options.size() > OPTIONS_MAX) {
      return Optional.of(" must have %d to %d options.".formatted(OPTIONS_MIN, OPTIONS_MAX));
    }
    if (options.stream().anyMatch(Predicate.not(QuestionRules::fits))) {
      return Optional.of(" has an option that does not show 1 to " + TEXT_MAX + " characters.");
    }
    if (new HashSet<>(options).size() < options.size()) {
      return Optional.of(" has two options that look the same on one line.");
    }
    return question.rightTexts().isEmpty()
        ? Optional.of(" has no right option.")
        : Optional.empty();
  }

  private static boolean fits(String cleaned) {
    return DisplayedText.isVisible(cleaned) && cleaned.length() <= TEXT_MAX;
  }
}
