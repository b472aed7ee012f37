package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the grading of a question must look like. */
final class GradingRules {

  private final JsonNode question;
  private final JsonNode grading;
  private final boolean isChoice;

  GradingRules(JsonNode question, String kind) {
    this.question = question;
    this.grading = question.path("grading");
    this.isChoice = kind.equals("choiceQuestion");
  }

  void check() {
    var points = grading.path("pointValue");
    if (points.asInt(0) < 0) {
      throw new RuleBroken("Invalid grading, point_value must not be negative.");
    }
    var hasKey = !grading.path("correctAnswers").path("answers").isEmpty();
    if (hasKey && points.isMissingNode()) {
      throw new RuleBroken("Invalid grading, point_value is required with correct_answers.");
    }
    if (hasKey && isChoice) {
      answers().forEach(this::requireOption);
      var isSingle = !question.path("choiceQuestion").path("type").asString("").equals("CHECKBOX");
      if (isSingle && grading.has("generalFeedback")) {
        throw new RuleBroken(
            "Invalid grading, general_feedback cannot be set for automatically graded multiple choice questions.");
      }
    }
    if ((grading.has("whenRight") || grading.has("whenWrong")) && !(isChoice && hasKey)) {
      throw new RuleBroken(
          "Invalid grading, when_right and when_wrong can only be set for multiple choice questions"
              + " that have correct answers provided.");
    }
    Stream.of("generalFeedback", "whenRight", "whenWrong").forEach(this::requireText);
  }

  private Stream<String> answers() {
    return grading.path("correctAnswers")
        .path("answers")
        .valueStream()
        .map(answer -> answer.path("value").asString(""));
  }

  private void requireOption(String answer) {
    var isOption =
        question.path("choiceQuestion")
            .path("options")
            .valueStream()
            .anyMatch(option -> option.path("value").asString("").equals(answer));
    if (answer.isEmpty() || !isOption) {
      throw new RuleBroken(
          "Invalid grading, the correct answer '%s' is not an option.".formatted(answer));
    }
  }

  private void requireText(String feedback) {
    if (grading.has(feedback) && grading.path(feedback).path("text").asString("").isBlank()) {
      throw new RuleBroken("Invalid grading, the text of feedback must be set.");
    }
  }
}
