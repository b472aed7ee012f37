package dev.presgen.orchestrator.sandbox.presgen;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request's JSON object, read field by field; what does not validate is a 422 that names the field. */
record Body(ObjectNode json) {

  static Body read(byte @Nullable [] bytes) {
    try {
      if (bytes != null && JsonMapper.shared().readTree(bytes) instanceof ObjectNode object) {
        return new Body(object);
      }
    } catch (JacksonException e) {
      throw PresGenError.invalid("body: not valid JSON: " + e.getOriginalMessage());
    }
    throw PresGenError.invalid("body: a JSON object is required");
  }

  String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field));
  }

  Optional<String> optionalText(String field) {
    var value = json.path(field);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw PresGenError.invalid(field + ": Input should be a valid string");
    }
    return Optional.of(value.stringValue());
  }

  int number(String field, int min) {
    var value = json.path(field);
    if (isAbsent(value)) {
      throw missing(field);
    }
    if (!value.isIntegralNumber()) {
      throw PresGenError.invalid(field + ": Input should be a valid integer");
    }
    if (value.asInt(Integer.MAX_VALUE) < min) {
      throw PresGenError.invalid(field + ": Input should be greater than or equal to " + min);
    }
    return value.asInt(Integer.MAX_VALUE);
  }

  boolean flag(String field, boolean otherwise) {
    var value = json.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw PresGenError.invalid(field + ": Input should be a valid boolean");
    }
    return value.booleanValue();
  }

  /** One of the given words. */
  String oneOf(String field, List<String> words, @Nullable String otherwise) {
    var word = optionalText(field).orElse(otherwise);
    if (word == null) {
      throw missing(field);
    }
    if (!words.contains(word)) {
      throw PresGenError.invalid(field + ": Input should be one of " + String.join(", ", words));
    }
    return word;
  }

  void requireObject(String field) {
    if (!json.path(field).isObject()) {
      throw isAbsent(json.path(field))
          ? missing(field)
          : PresGenError.invalid(field + ": Input should be a valid object");
    }
  }

  static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static PresGenError missing(String field) {
    return PresGenError.invalid(field + ": Field required");
  }
}
