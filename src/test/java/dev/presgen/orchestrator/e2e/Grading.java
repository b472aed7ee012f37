package dev.presgen.orchestrator.e2e;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How the form itself has graded its one response.
 *
 * @param asked the titles of all questions
 * @param right those that were answered right
 * @param total the points in all, one for each right answer
 */
record Grading(List<String> asked, Set<String> right, double total) {
  Grading {
    asked = List.copyOf(asked);
    right = Set.copyOf(right);
  }

  static Grading of(JsonNode form) {
    var response = form.path("responses").path(0);
    var titles =
        form.path("items")
            .valueStream()
            .collect(
                Collectors.toMap(
                    item -> item.at("/questionItem/question/questionId").asString(),
                    item -> item.path("title").asString()));
    var right =
        response.path("answers")
            .valueStream()
            .filter(answer -> answer.at("/grade/correct").asBoolean(false))
            .map(answer -> titles.get(answer.path("questionId").asString()))
            .collect(Collectors.toSet());
    return new Grading(
        List.copyOf(titles.values()), right, response.path("totalScore").asDouble());
  }
}
