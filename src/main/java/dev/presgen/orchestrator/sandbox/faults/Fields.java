package dev.presgen.orchestrator.sandbox.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** Reads the fields of one object, and names the one that is wrong. */
record Fields(JsonNode json, String pointer) {

  /** Nothing that is named in a plan needs more. */
  private static final int TEXT_MAX = 500;

  Fields {
    if (!json.isObject()) {
      throw new BadPlan(pointer, "must be an object");
    }
  }

  void requireOnly(Set<String> known) {
    for (var name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw bad(name, "is not known here; known are " + new java.util.TreeSet<>(known));
      }
    }
  }

  boolean has(String name) {
    return json.has(name);
  }

  Optional<String> text(String name) {
    if (!json.has(name)) {
      return Optional.empty();
    }
    var value = json.path(name);
    if (!value.isString() || value.stringValue().isEmpty()
        || value.stringValue().length() > TEXT_MAX) {
      throw bad(name, "must be a text of 1 to %d characters".formatted(TEXT_MAX));
    }
    return Optional.of(value.stringValue());
  }

  OptionalInt number(String name, int min, int max) {
    if (!json.has(name)) {
      return OptionalInt.empty();
    }
    var value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min
        || value.intValue() > max) {
      throw bad(name, "must be a whole number from %d to %d".formatted(min, max));
    }
    return OptionalInt.of(value.intValue());
  }

  OptionalDouble probability(String name) {
    if (!json.has(name)) {
      return OptionalDouble.empty();
    }
    var value = json.path(name);
    if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() > 1) {
      throw bad(name, "must be a number above 0 and at most 1");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  Optional<Duration> duration(String name, Duration max) {
    return text(name).map(text -> duration(name, text, max));
  }

  Optional<Pattern> pattern(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Pattern.compile(text);
              } catch (PatternSyntaxException e) {
                throw bad(name, "is no regular expression: " + e.getDescription());
              }
            });
  }

  BadPlan bad(String name, String message) {
    return new BadPlan(at(name), message);
  }

  String at(String name) {
    return pointer + "/" + name;
  }

  private Duration duration(String name, String text, Duration max) {
    try {
      var duration = DurationStyle.detectAndParse(text);
      if (!duration.isNegative() && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw bad(name, "must be a duration such as 500ms or 2s");
    }
    throw bad(name, "must be a duration from 0s to %ds".formatted(max.toSeconds()));
  }
}
