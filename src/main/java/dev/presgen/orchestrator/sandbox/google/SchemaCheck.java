package dev.presgen.orchestrator.sandbox.google;

import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Judges JSON and masks by the schemas of a discovery document, in the words of Google's own parser. */
final class SchemaCheck {

  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

  private final JsonNode schemas;

  SchemaCheck(JsonNode schemas) {
    this.schemas = schemas;
  }

  void check(JsonNode value, String schema) {
    checkObject(value, named(schema), "");
  }

  void checkMask(FieldMask mask, String schema, String text) {
    checkMask(mask, named(schema), text);
  }

  private JsonNode named(String schema) {
    var found = schemas.path(schema);
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("the discovery document has no schema " + schema);
    }
    return found;
  }

  private void checkObject(JsonNode value, JsonNode schema, String path) {
    var known = schema.path("properties");
    var others = schema.path("additionalProperties");
    for (var field : value.properties()) {
      var type = known.path(field.getKey());
      if (type.isMissingNode()) {
        type = others;
      }
      if (type.isMissingNode()) {
        throw unknown(field.getKey(), path, "Cannot find field.");
      }
      checkValue(field.getValue(), type, field.getKey(), path);
    }
  }

  private void checkValue(JsonNode value, JsonNode type, String name, String parent) {
    if (value.isNull()) {
      return;
    }
    var path = parent.isEmpty() ? snake(name) : parent + "." + snake(name);
    if (type.path("type").asString("").equals("array")) {
      if (!value.isArray()) {
        throw wrong(path, type.path("items").path("$ref").asString("TYPE_REPEATED"), value);
      }
      for (int i = 0; i < value.size(); i++) {
        checkElement(value.get(i), type.path("items"), path + "[" + i + "]");
      }
    } else if (value.isArray() && !type.path("type").asString("").equals("any")) {
      throw unknown(name, parent, "Proto field is not repeating, cannot start list.");
    } else {
      checkElement(value, type, path);
    }
  }

  private void checkElement(JsonNode value, JsonNode type, String path) {
    if (type.has("$ref")) {
      var schema = type.path("$ref").asString("");
      if (!value.isObject()) {
        throw wrong(path, "type.googleapis.com/" + schema, value);
      }
      checkObject(value, named(schema), path);
      return;
    }
    switch (type.path("type").asString("any")) {
      case "object" -> {
        if (!value.isObject()) {
          throw wrong(path, "TYPE_MESSAGE", value);
        }
        checkObject(value, type, path);
      }
      case "array" -> {
        if (!value.isArray()) {
          throw wrong(path, "TYPE_REPEATED", value);
        }
        for (int i = 0; i < value.size(); i++) {
          checkElement(value.get(i), type.path("items"), path + "[" + i + "]");
        }
      }
      case "string" -> checkText(value, type, path);
      case "integer" -> require(isWhole(value), path, "TYPE_INT32", value);
      case "number" -> require(isNumber(value), path, "TYPE_DOUBLE", value);
      case "boolean" -> require(value.isBoolean(), path, "TYPE_BOOL", value);
      default -> {
      }
    }
  }

  private static void checkText(JsonNode value, JsonNode type, String path) {
    if (type.path("format").asString("").equals("int64")) {
      require(isNumber(value), path, "TYPE_INT64", value);
      return;
    }
    require(value.isString(), path, "TYPE_STRING", value);
    if (type.has("enum") && type.path("enum").valueStream().noneMatch(value::equals)) {
      throw wrong(path, "TYPE_ENUM", value);
    }
  }

  private static boolean isWhole(JsonNode value) {
    if (value.isString()) {
      return value.stringValue().matches("-?\\d{1,10}");
    }
    return value.isNumber()
        && value.doubleValue() == Math.rint(value.doubleValue())
        && Math.abs(value.doubleValue()) <= Integer.MAX_VALUE;
  }

  private static boolean isNumber(JsonNode value) {
    return value.isNumber()
        || (value.isString() && value.stringValue().matches("-?\\d+(\\.\\d+)?"));
  }

  private static void require(boolean isRight, String path, String expected, JsonNode value) {
    if (!isRight) {
      throw wrong(path, expected, value);
    }
  }

  private static GoogleError wrong(String path, String expected, JsonNode value) {
    return GoogleError.invalid(
        "Invalid value at '%s' (%s), %s".formatted(path, expected, value), path);
  }

  private static GoogleError unknown(String name, String path, String why) {
    var place = path.isEmpty() ? "" : " at '%s'".formatted(path);
    var message =
        "Invalid JSON payload received. Unknown name \"%s\"%s: %s".formatted(name, place, why);
    return path.isEmpty() ? GoogleError.invalid(message) : GoogleError.invalid(message, path);
  }

  private static String snake(String name) {
    return CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
  }

  private void checkMask(FieldMask mask, JsonNode schema, String text) {
    for (var entry : mask.children().entrySet()) {
      if (entry.getKey().equals("*")) {
        continue;
      }
      var type = schema.path("properties").path(entry.getKey());
      if (type.isMissingNode()) {
        type = schema.path("additionalProperties");
      }
      if (type.isMissingNode()) {
        throw GoogleError.invalid(
            "Invalid field selection %s in '%s'".formatted(entry.getKey(), text), "fields");
      }
      checkMask(entry.getValue(), resolved(type), text);
    }
  }

  private JsonNode resolved(JsonNode type) {
    var element = type.has("items") ? type.path("items") : type;
    return element.has("$ref") ? named(element.path("$ref").asString("")) : element;
  }
}
