package dev.presgen.orchestrator.sandbox.google.forms;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Automatic grading: choices, and short text by exact match. A right answer has a score and {@code correct}; a wrong
 * one and one that nobody graded look alike.
 */
final class Grader {

  private Grader() {}

  /** Whether the service grades this question by itself. */
  static boolean isAutomatic(JsonNode question) {
    var isGradable =
        question.has("choiceQuestion")
            || (question.has("textQuestion")
                && !question.path("textQuestion").path("paragraph").asBoolean(false));
    return isGradable && !key(question).isEmpty();
  }

  static int points(JsonNode question) {
    return question.path("grading").path("pointValue").asInt(0);
  }

  /** The grade of one answer. */
  static ObjectNode grade(JsonNode question, List<String> values) {
    var grade = JsonMapper.shared().createObjectNode();
    var grading = question.path("grading");
    if (isAutomatic(question)) {
      var isRight = isRight(question, values);
      if (isRight) {
        grade.put("score", (double) points(question)).put("correct", true);
      }
      feedback(grading.path(isRight ? "whenRight" : "whenWrong"))
          .ifPresent(it -> grade.set("feedback", it));
    }
    if (!grade.has("feedback")) {
      feedback(grading.path("generalFeedback")).ifPresent(it -> grade.set("feedback", it));
    }
    return grade;
  }

  private static boolean isRight(JsonNode question, List<String> values) {
    var key = key(question);
    var isCheckbox = question.path("choiceQuestion").path("type").asString("").equals("CHECKBOX");
    return isCheckbox ? key.equals(new HashSet<>(values)) : key.containsAll(values);
  }

  private static Set<String> key(JsonNode question) {
    return question.path("grading")
        .path("correctAnswers")
        .path("answers")
        .valueStream()
        .map(answer -> answer.path("value").asString(""))
        .collect(Collectors.toSet());
  }

  private static Optional<JsonNode> feedback(JsonNode feedback) {
    return feedback.isObject() ? Optional.of(feedback.deepCopy()) : Optional.empty();
  }
}
