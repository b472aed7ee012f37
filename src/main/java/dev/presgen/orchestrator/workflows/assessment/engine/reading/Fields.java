package dev.presgen.orchestrator.workflows.assessment.engine.reading;

import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON object field by field and notes what is wrong. A field that is absent or wrong reads
 * as empty; since a wrong one is noted, whoever fills in a default for it is never believed. When
 * every field was asked for, {@link #done} notes the ones that nobody knows.
 */
public final class Fields {

  private final @Nullable JsonNode object;
  private final String pointer;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(@Nullable JsonNode object, String pointer, Problems problems) {
    this.object = object;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The fields of a value, which must be an object. */
  public static Fields of(JsonNode value, String pointer, Problems problems) {
    if (value.isObject()) {
      return new Fields(value, pointer, problems);
    }
    problems.add(pointer, wrongType(value, "an object"));
    return new Fields(null, pointer, problems);
  }

  /** A value in an array. */
  public record Element(JsonNode value, String pointer) {}

  /** Where a field stands, or would stand. */
  public String at(String field) {
    return Pointers.in(pointer, field);
  }

  /** Notes each of the fields that is absent. */
  public Fields need(String... fields) {
    if (object != null) {
      Arrays.stream(fields)
          .filter(field -> !object.has(field))
          .forEach(field -> problems.add(at(field), "is missing"));
    }
    return this;
  }

  /** A text that is not blank, {@linkplain DisplayedText#clean cleaned}. */
  public Optional<String> text(String field, int longest) {
    return literal(field, longest).map(DisplayedText::clean);
  }

  /** As {@link #text(String, int)}, for a value in an array. */
  public static Optional<String> text(Element element, int longest, Problems problems) {
    return literal(element, longest, problems).map(DisplayedText::clean);
  }

  /** A text that is not blank, exactly as it is written. */
  public Optional<String> literal(String field, int longest) {
    return value(field).flatMap(value -> literal(new Element(value, at(field)), longest, problems));
  }

  /** As {@link #literal(String, int)}, for a value in an array. */
  public static Optional<String> literal(Element element, int longest, Problems problems) {
    if (!element.value().isString()) {
      problems.add(element.pointer(), wrongType(element.value(), "a string"));
      return Optional.empty();
    }
    String text = element.value().stringValue();
    int length = DisplayedText.length(text);
    if (length > longest) {
      problems.add(
          element.pointer(),
          "has %d characters, at most %d are allowed".formatted(length, longest));
      return Optional.empty();
    }
    if (DisplayedText.clean(text).isEmpty()) {
      problems.add(element.pointer(), "is blank");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** A text that may be blank, which reads as absent. */
  public Optional<String> textOrBlank(String field, int longest) {
    return value(field)
        .filter(value -> !isBlank(value))
        .flatMap(value -> text(new Element(value, at(field)), longest, problems));
  }

  /** A number. */
  public Optional<BigDecimal> number(String field) {
    Optional<JsonNode> value = value(field);
    if (value.isPresent() && !isFinite(value.get())) {
      problems.add(at(field), wrongType(value.get(), "a number"));
      return Optional.empty();
    }
    return value.map(JsonNode::decimalValue);
  }

  /** A whole number within bounds. */
  public Optional<Long> whole(String field, long least, long most) {
    Optional<BigDecimal> number = number(field);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = number.get();
    boolean outside =
        value.compareTo(BigDecimal.valueOf(least)) < 0
            || value.compareTo(BigDecimal.valueOf(most)) > 0;
    if (outside || value.stripTrailingZeros().scale() > 0) {
      problems.add(
          at(field),
          "is %s, must be a whole number from %d to %d".formatted(shown(value), least, most));
      return Optional.empty();
    }
    return Optional.of(value.longValueExact());
  }

  public Optional<Boolean> flag(String field) {
    Optional<JsonNode> value = value(field);
    if (value.isPresent() && !value.get().isBoolean()) {
      problems.add(at(field), wrongType(value.get(), "true or false"));
      return Optional.empty();
    }
    return value.map(JsonNode::booleanValue);
  }

  /** One of an enum's constants by its name in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
    Optional<String> text = literal(field, 200);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (lowerCase(constant).equals(text.get())) {
        return Optional.of(constant);
      }
    }
    problems.add(
        at(field),
        "is \"%s\", must be one of %s"
            .formatted(
                shortened(text.get()),
                Arrays.stream(type.getEnumConstants())
                    .map(Fields::lowerCase)
                    .collect(Collectors.joining(", "))));
    return Optional.empty();
  }

  /** The fields of an object in a field; one without fields when it is absent. */
  public Fields object(String field) {
    return value(field)
        .map(value -> of(value, at(field), problems))
        .orElseGet(() -> new Fields(null, at(field), problems));
  }

  public boolean has(String field) {
    return object != null && object.has(field);
  }

  /** Whether the value was there and is an object. */
  public boolean isObject() {
    return object != null;
  }

  /** The value of a field as it is, for a reader of its own. */
  public Optional<Element> element(String field) {
    return value(field).map(value -> new Element(value, at(field)));
  }

  /** The values of an array in a field; none when it is absent. */
  public List<Element> array(String field, int fewest, int most) {
    Optional<JsonNode> value = value(field);
    if (value.isEmpty()) {
      return List.of();
    }
    JsonNode array = value.get();
    if (!array.isArray()) {
      problems.add(at(field), wrongType(array, "an array"));
      return List.of();
    }
    if (array.size() < fewest || array.size() > most) {
      problems.add(
          at(field), "has %d elements, must have %d to %d".formatted(array.size(), fewest, most));
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(new Element(array.get(i), Pointers.in(at(field), i)));
    }
    return elements;
  }

  /** Notes every field that was never asked for. */
  public void done() {
    if (object != null) {
      object.propertyNames()
          .stream()
          .filter(field -> !known.contains(field))
          .forEach(field -> problems.add(
              at(field), "is not a field here; the fields are " + String.join(", ", known)));
    }
  }

  private Optional<JsonNode> value(String field) {
    known.add(field);
    return object == null ? Optional.empty() : Optional.ofNullable(object.get(field));
  }

  private static String wrongType(JsonNode value, String wanted) {
    String is =
        switch (value.getNodeType()) {
          case ARRAY -> "an array";
          case BOOLEAN -> "a boolean";
          case NULL -> "null";
          case NUMBER -> isFinite(value) ? "a number" : "a number that is too large";
          case OBJECT, POJO -> "an object";
          case STRING -> "a string";
          case BINARY -> "binary data";
          case MISSING -> "missing";
        };
    return "is %s, must be %s".formatted(is, wanted);
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && value.decimalValueOpt().isPresent();
  }

  private static String shown(BigDecimal value) {
    return shortened(value.toString());
  }

  /** A text of the input, short enough to stand in a message. */
  public static String shortened(String text) {
    return DisplayedText.length(text) <= 60
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 59)) + "…";
  }

  private static boolean isBlank(JsonNode value) {
    return value.isString() && DisplayedText.clean(value.stringValue()).isEmpty();
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
