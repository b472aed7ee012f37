package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Stored;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a learner hands in.
 *
 * @param values for each input, by its name, what was chosen or typed, as it was
 */
public record Submission(Map<String, List<String>> values) {

  /** The input for the learner's address. */
  public static final String EMAIL = "email";

  public Submission {
    values = Map.copyOf(values);
  }

  /** Nothing filled in yet. */
  public static Submission empty() {
    return new Submission(Map.of());
  }

  /** From the parameters of a posted form. */
  public static Submission of(Map<String, String[]> parameters) {
    var values = new HashMap<String, List<String>>();
    parameters.forEach((name, given) -> values.put(name, Arrays.stream(given).toList()));
    return new Submission(values);
  }

  /**
   * What is wrong, in words for the learner.
   *
   * @param email about the address; null where it is right
   * @param byQuestion by question id
   */
  public record Problems(@Nullable String email, Map<String, String> byQuestion) {
    public Problems {
      byQuestion = Map.copyOf(byQuestion);
    }

    public static Problems none() {
      return new Problems(null, Map.of());
    }

    public boolean isEmpty() {
      return email == null && byQuestion.isEmpty();
    }
  }

  /** The address, where something was typed. */
  public Optional<String> email() {
    return typed(EMAIL).map(String::strip);
  }

  /** The name of the input for an answer that is none of the options. */
  public static String otherInput(String questionId) {
    return questionId + ".other_option_response";
  }

  /** What was typed into an input. */
  public Optional<String> typed(String name) {
    return values.getOrDefault(name, List.of())
        .stream()
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  Problems problems(JsonNode form, boolean asksEmail) {
    var problems = new LinkedHashMap<String, String>();
    for (var asked : Asked.all(form)) {
      asked.problem(answers(asked)).ifPresent(problem -> problems.put(asked.id(), problem));
    }
    var isAddress =
        email().filter(email -> email.matches("[^@\\s]{1,64}@[^@\\s]{1,255}")).isPresent();
    return new Problems(asksEmail && !isAddress ? "A valid email address is required" : null,
        problems);
  }

  Stored response(JsonNode form, boolean collectsEmail) {
    var id = "ACYDBN" + Ids.random(80);
    var body = JsonMapper.shared().createObjectNode();
    var response = Stored.made(Kind.RESPONSE, id, body);
    body.put("responseId", id);
    body.put("createTime", response.createdAt().toString());
    body.put("lastSubmittedTime", response.createdAt().toString());
    if (collectsEmail) {
      body.put("respondentEmail", email().orElse(""));
    }
    var total = answers(form, body.putObject("answers"));
    total.ifPresent(score -> body.put("totalScore", score));
    return response;
  }

  /** Adds the answers and returns the score, which is there as soon as one answer was graded. */
  private Optional<Double> answers(JsonNode form, ObjectNode answers) {
    Optional<Double> total = Optional.empty();
    var isQuiz = ItemRules.isQuiz(form);
    for (var asked : Asked.all(form)) {
      var given = answers(asked);
      if (isQuiz && Grader.isAutomatic(asked.question())) {
        total = Optional.of(total.orElse(0.0));
      }
      if (given.isEmpty()) {
        continue;
      }
      var answer = answers.putObject(asked.id()).put("questionId", asked.id());
      var texts = answer.putObject("textAnswers").putArray("answers");
      given.forEach(value -> texts.addObject().put("value", value));
      if (isQuiz) {
        var grade = Grader.grade(asked.question(), given);
        answer.set("grade", grade);
        total = total.map(score -> score + grade.path("score").asDouble(0));
      }
    }
    return total;
  }

  private List<String> answers(Asked asked) {
    return values.getOrDefault(asked.id(), List.of())
        .stream()
        .map(value -> asked.other() && value.equals(Asked.OTHER)
            ? typed(otherInput(asked.id())).orElse("")
            : value)
        .filter(value -> !value.isBlank())
        .toList();
  }
}
