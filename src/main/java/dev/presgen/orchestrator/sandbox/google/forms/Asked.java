package dev.presgen.orchestrator.sandbox.google.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One question as it is put to a learner.
 *
 * @param id names the input
 * @param title the question, or the row of a grid
 * @param input how it is answered
 * @param options what can be chosen, in the form's order; empty where the learner types
 * @param other whether something else than the options may be answered
 * @param question the question in Forms' own words
 */
public record Asked(
    String id,
    String title,
    Input input,
    List<String> options,
    boolean other,
    boolean required,
    JsonNode question) {

  /** The ways to answer. */
  public enum Input {
    RADIO,
    CHECKBOX,
    DROP_DOWN,
    SHORT_TEXT,
    PARAGRAPH,
    DATE,
    TIME
  }

  /** What stands in the input of an answer that is none of the options. */
  public static final String OTHER = "__other_option__";

  /** Documented by nobody; keeps a hostile answer out of the database. */
  private static final int TEXT_MAX = 10_000;

  public Asked {
    options = List.copyOf(options);
  }

  /** All questions of a form, in order. */
  static List<Asked> all(JsonNode form) {
    var asked = new ArrayList<Asked>();
    form.path("items").forEach(item -> asked.addAll(of(item)));
    return List.copyOf(asked);
  }

  /** The item's questions; none for a text or a page break. */
  public static List<Asked> of(JsonNode item) {
    var columns = item.path("questionGroupItem").path("grid").path("columns");
    return ItemIds.questions(item)
        .stream()
        .<Asked>map(
            question -> question.has("rowQuestion")
                ? choice(question, question.path("rowQuestion").path("title").asString(""), columns)
                : single(question, item.path("title").asString("")))
        .toList();
  }

  private static Asked single(JsonNode question, String title) {
    if (question.has("choiceQuestion")) {
      return choice(question, title, question.path("choiceQuestion"));
    }
    if (question.has("scaleQuestion")) {
      var scale = question.path("scaleQuestion");
      return numbers(question, title, scale.path("low").asInt(0), scale.path("high").asInt(0));
    }
    if (question.has("ratingQuestion")) {
      return numbers(question, title, 1,
          question.path("ratingQuestion").path("ratingScaleLevel").asInt(0));
    }
    if (question.has("dateQuestion")) {
      return typed(question, title, Input.DATE);
    }
    if (question.has("timeQuestion")) {
      return typed(question, title, Input.TIME);
    }
    var isLong = question.path("textQuestion").path("paragraph").asBoolean(false);
    return typed(question, title, isLong ? Input.PARAGRAPH : Input.SHORT_TEXT);
  }

  private static Asked choice(JsonNode question, String title, JsonNode choice) {
    var options = choice.path("options").valueStream().filter(option -> option.has("value"));
    return new Asked(
        id(question),
        title,
        Input.valueOf(choice.path("type").asString("")),
        options.map(option -> option.path("value").asString("")).toList(),
        choice.path("options")
            .valueStream()
            .anyMatch(option -> option.path("isOther").asBoolean(false)),
        isRequired(question),
        question);
  }

  private static Asked numbers(JsonNode question, String title, int low, int high) {
    var options = IntStream.rangeClosed(low, high).mapToObj(Integer::toString).toList();
    return new Asked(id(question), title, Input.RADIO, options, false, isRequired(question),
        question);
  }

  private static Asked typed(JsonNode question, String title, Input input) {
    return new Asked(id(question), title, input, List.of(), false, isRequired(question), question);
  }

  private static String id(JsonNode question) {
    return question.path("questionId").asString("");
  }

  private static boolean isRequired(JsonNode question) {
    return question.path("required").asBoolean(false);
  }

  /** What is wrong with an answer, in words for the learner. */
  Optional<String> problem(List<String> values) {
    if (values.isEmpty()) {
      return required ? Optional.of("This is a required question") : Optional.empty();
    }
    if (values.size() > 1 && input != Input.CHECKBOX) {
      return Optional.of("Only one answer is possible");
    }
    if (values.stream().anyMatch(value -> value.length() > TEXT_MAX)) {
      return Optional.of("At most %d characters are possible".formatted(TEXT_MAX));
    }
    if (!options.isEmpty() && !other && !options.containsAll(values)) {
      return Optional.of("This is not one of the options");
    }
    if (values.size() != values.stream().distinct().count()) {
      return Optional.of("An option can be chosen only once");
    }
    return switch (input) {
      case DATE -> require(values, dateFormat(), "This is not a date");
      case TIME -> require(values, "\\d{2}:\\d{2}(:\\d{2})?", "This is not a time");
      case RADIO, CHECKBOX, DROP_DOWN, SHORT_TEXT, PARAGRAPH -> Optional.empty();
    };
  }

  /** How a date is to be written: year and time only where the question asks for them. */
  public String dateHint() {
    var date = question.path("dateQuestion");
    return (date.path("includeYear").asBoolean(false) ? "YYYY-MM-DD" : "MM-DD")
        + (date.path("includeTime").asBoolean(false) ? " HH:MM" : "");
  }

  private String dateFormat() {
    return dateHint().replaceAll("[A-Z]", "\\\\d");
  }

  private static Optional<String> require(List<String> values, String pattern, String problem) {
    return values.getFirst().matches(pattern) ? Optional.empty() : Optional.of(problem);
  }
}
