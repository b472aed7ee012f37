package dev.presgen.orchestrator.adapters.google;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's own description of its APIs, against which requests are checked: an unknown path, query
 * parameter or property, a wrong type, a wrong enum value, and a property that only Google may set.
 */
final class Discovery {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  // Called read-only, yet demanded by the description of the permission's type.
  private static final String PERMISSION_ADDRESS = "drive.permissions.create/emailAddress";

  private final List<JsonNode> documents =
      List.of(load("drive-v3"), load("forms-v1"), load("sheets-v4"));

  private static JsonNode load(String name) {
    try (InputStream in =
        Discovery.class.getResourceAsStream("/google-discovery/" + name + ".json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is wrong with a request; empty when nothing is. */
  List<String> problems(String httpMethod, String path, Set<String> query, String body) {
    for (JsonNode document : documents) {
      for (JsonNode method : methods(document.path("resources"))) {
        if (!method.path("httpMethod").asString().equals(httpMethod)) {
          continue;
        }
        if (path(document, method).matcher(path).matches()) {
          return problems(document, method, query, body);
        }
        if (method.at("/mediaUpload/protocols/simple/path").asString("").equals(path)) {
          return problems(document, method, query, firstPart(body));
        }
      }
    }
    return List.of(httpMethod + " " + path + " is no method of any of the APIs");
  }

  /** What is uploaded comes behind its description (RFC 2387). */
  private static String firstPart(String multipart) {
    int begin = multipart.indexOf("\r\n\r\n") + 4;
    return multipart.substring(begin, multipart.indexOf("\r\n--", begin));
  }

  private static List<JsonNode> methods(JsonNode resources) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode resource : resources.values()) {
      found.addAll(resource.path("methods").values());
      found.addAll(methods(resource.path("resources")));
    }
    return found;
  }

  private static Pattern path(JsonNode document, JsonNode method) {
    String template = document.path("servicePath").asString() + method.path("path").asString();
    String literal =
        PARAMETER.splitAsStream(template).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
    return Pattern.compile("/" + literal + (template.endsWith("}") ? "[^/]+" : ""));
  }

  private static List<String> problems(
      JsonNode document, JsonNode method, Set<String> query, String body) {
    var problems = new ArrayList<String>();
    String id = method.path("id").asString();
    for (String name : query) {
      if (!method.path("parameters").has(name) && !document.path("parameters").has(name)) {
        problems.add(id + ": unknown parameter " + name);
      }
    }
    String schema = method.path("request").path("$ref").asString("");
    if (schema.isEmpty()) {
      if (!body.isEmpty()) {
        problems.add(id + ": takes no body");
      }
      return problems;
    }
    check(document, document.path("schemas").path(schema), read(body), id, problems);
    return problems;
  }

  private static JsonNode read(String body) {
    return JsonMapper.shared().readTree(body);
  }

  private static void check(
      JsonNode document, JsonNode schema, JsonNode value, String at, List<String> problems) {
    if (schema.has("$ref")) {
      JsonNode target = document.path("schemas").path(schema.path("$ref").asString());
      check(document, target, value, at, problems);
      return;
    }
    boolean fits =
        switch (schema.path("type").asString()) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isInt();
          case "number" -> value.isNumber();
          default -> true;
        };
    if (!fits) {
      problems.add(at + ": " + value.getNodeType() + " instead of " + schema.path("type"));
      return;
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      problems.add(at + ": " + value + " is none of " + schema.path("enum"));
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(document, schema.path("items"), value.get(i), at + "/" + i, problems);
      }
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        property(document, schema, property, at + "/" + property.getKey(), problems);
      }
    }
  }

  private static void property(
      JsonNode document,
      JsonNode schema,
      Map.Entry<String, JsonNode> property,
      String at,
      List<String> problems) {
    JsonNode known = schema.path("properties").path(property.getKey());
    if (known.isMissingNode()) {
      known = schema.path("additionalProperties");
    }
    if (known.isMissingNode()) {
      problems.add(at + ": unknown property");
      return;
    }
    boolean output =
        known.path("readOnly").asBoolean(false)
            || known.path("description").asString("").startsWith("Output only");
    if (output && !at.equals(PERMISSION_ADDRESS)) {
      problems.add(at + ": only Google may set it");
    }
    check(document, known, property.getValue(), at, problems);
  }
}
