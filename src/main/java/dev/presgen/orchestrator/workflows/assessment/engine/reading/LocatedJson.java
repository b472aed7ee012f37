package dev.presgen.orchestrator.workflows.assessment.engine.reading;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON text as a tree that still knows the line on which each value begins.
 *
 * @param lines the lines by JSON pointer, from 1
 */
public record LocatedJson(JsonNode root, Map<String, Integer> lines) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public LocatedJson {
    lines = Map.copyOf(lines);
  }

  /** Reads a text; a field that occurs twice in one object is an error of the text. */
  public static Checked<LocatedJson> parse(String text) {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        return wrong(1, "is empty, must be a JSON object");
      }
      JsonNode root = value(parser, "", lines);
      if (parser.nextToken() != null) {
        return wrong(line(parser), "has more text after the end of the JSON value");
      }
      return new Checked.Right<>(new LocatedJson(root, lines));
    } catch (JacksonException notJson) {
      int line = notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
      return wrong(line, "is not JSON: " + reason(notJson));
    }
  }

  /** Problems with the line of what they point to, or of what is around it, before each text. */
  public <T> Checked<T> withLines(Checked<T> checked) {
    return switch (checked) {
      case Checked.Right<T> right -> right;
      case Checked.Wrong<T>(var problems) ->
          new Checked.Wrong<>(
              problems.stream()
                  .map(p -> problem(p.pointer(), lineOf(p.pointer()), p.detail()))
                  .toList());
    };
  }

  private int lineOf(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = Pointers.parent(at);
    }
    return lines.getOrDefault(at, 1);
  }

  private static JsonNode value(JsonParser parser, String pointer, Map<String, Integer> lines) {
    lines.put(pointer, line(parser));
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser, Pointers.in(pointer, name), lines));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser, Pointers.in(pointer, array.size()), lines));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  /** Jackson's words, less the place that its message repeats in words of its own. */
  private static String reason(JacksonException notJson) {
    return notJson.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static <T> Checked<T> wrong(int line, String detail) {
    return new Checked.Wrong<>(List.of(problem("", line, detail)));
  }

  /** A problem with the line in its text, as every reader of a file words it. */
  public static FieldProblem problem(String pointer, int line, String detail) {
    return new FieldProblem(pointer, "line %d: %s".formatted(line, detail));
  }
}
