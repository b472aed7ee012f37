package dev.presgen.orchestrator.runtime.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** What a value is and what it must be, in words for people: a library's name its own parts. */
final class Misfit {
  static final String PLAIN = "does not fit";

  private static final int SHOWN_MAX = 60;

  private static final Map<Class<?>, String> SIMPLE =
      Map.ofEntries(
          Map.entry(String.class, "a string"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(int.class, "a whole number"),
          Map.entry(Integer.class, "a whole number"),
          Map.entry(long.class, "a whole number"),
          Map.entry(Long.class, "a whole number"),
          Map.entry(double.class, "a number"),
          Map.entry(Double.class, "a number"),
          Map.entry(BigDecimal.class, "a number"),
          Map.entry(Instant.class, "a time such as 2027-01-31T18:00:00Z"),
          Map.entry(Duration.class, "an ISO 8601 duration such as PT90S"));

  private Misfit() {}

  /**
   * What is wrong with a value.
   *
   * @param value what stands where the reading failed; a missing node where that cannot be told
   */
  static String words(JsonNode value, MismatchedInputException failed) {
    Class<?> type = failed.getTargetType();
    return type == null || value.isMissingNode()
        ? PLAIN
        : wanted(type)
            .map(wanted -> "is %s, must be %s".formatted(is(value, type), wanted))
            .orElse(PLAIN);
  }

  private static Optional<String> wanted(Class<?> type) {
    if (type.isEnum()) {
      return Optional.of(
          "one of "
              + Arrays.stream(type.getEnumConstants())
                  .map(one -> ((Enum<?>) one).name())
                  .collect(Collectors.joining(", ")));
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return Optional.of("an object");
    }
    return Collection.class.isAssignableFrom(type)
        ? Optional.of("an array")
        : Optional.ofNullable(SIMPLE.get(type));
  }

  private static String is(JsonNode value, Class<?> type) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case NUMBER -> "a number";
      case OBJECT, POJO -> "an object";
      case STRING -> isWritten(type) ? shortened(value.toString()) : "a string";
      case BINARY -> "binary data";
      case MISSING -> "missing";
    };
  }

  /** Whether a string is the right type, and only what it says is wrong. */
  private static boolean isWritten(Class<?> type) {
    return type.isEnum() || type == Instant.class || type == Duration.class;
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX - 1) + "…";
  }
}
