package dev.presgen.orchestrator.sandbox.google;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tree of field names, as in {@code files(id,name),nextPageToken} or {@code quizSettings.isQuiz}. A name without
 * children stands for everything below it; {@code *} for every name.
 */
public record FieldMask(Map<String, FieldMask> children) {

  private static final FieldMask WHOLE = new FieldMask(Map.of());

  public FieldMask {
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Reads a mask; names are separated by {@code ,}, steps by {@code .} or {@code /}, groups stand in brackets. */
  static FieldMask parse(String text) {
    return new FieldMaskParser(text).parse();
  }

  /** Whether the path, or something above or below it, is in the mask. */
  public boolean contains(String... path) {
    var at = this;
    for (var step : path) {
      if (at.isWhole() || at.children.containsKey("*")) {
        return true;
      }
      var next = at.children.get(step);
      if (next == null) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** Whether nothing is chosen below this name: all of it is meant. */
  boolean isWhole() {
    return children.isEmpty();
  }

  /** A copy of what the mask names; lists are cut element by element. */
  JsonNode select(JsonNode node) {
    if (isWhole()) {
      return node;
    }
    if (node instanceof ArrayNode array) {
      var cut = JsonMapper.shared().createArrayNode();
      array.forEach(element -> cut.add(select(element)));
      return cut;
    }
    if (node instanceof ObjectNode object) {
      var cut = JsonMapper.shared().createObjectNode();
      for (var field : object.properties()) {
        var below = children.getOrDefault(field.getKey(), children.get("*"));
        if (below != null) {
          cut.set(field.getKey(), below.select(field.getValue()));
        }
      }
      return cut;
    }
    return node;
  }

  /** Writes what the mask names from source to target; what the source lacks is removed. */
  public void write(ObjectNode source, ObjectNode target) {
    if (children.containsKey("*")) {
      target.removeAll();
      target.setAll(source.deepCopy());
      return;
    }
    for (var entry : children.entrySet()) {
      var name = entry.getKey();
      var value = source.path(name);
      if (entry.getValue().isWhole()) {
        if (value.isMissingNode()) {
          target.remove(name);
        } else {
          target.set(name, value.deepCopy());
        }
      } else {
        var below =
            value instanceof ObjectNode object ? object : JsonMapper.shared().createObjectNode();
        var existing =
            target.path(name) instanceof ObjectNode object ? object : target.putObject(name);
        entry.getValue().write(below, existing);
      }
    }
  }

  static FieldMask whole() {
    return WHOLE;
  }
}
