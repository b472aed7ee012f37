package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Any JSON as indented lines, for answers whose shape is the service's own affair. */
public final class Outline {
  private Outline() {}

  /**
   * The members of an object, a line each, what is inside them indented.
   *
   * @param without members that are left out at the top: too long, or shown otherwise
   */
  public static List<String> lines(Answer object, Set<String> without) {
    var lines = new ArrayList<String>();
    for (var member : object.node().properties()) {
      if (!without.contains(member.getKey())) {
        add(member.getKey(), member.getValue(), "", lines);
      }
    }
    return List.copyOf(lines);
  }

  private static void add(String name, JsonNode value, String indent, List<String> lines) {
    if (value.isNull() || (value.isContainer() && value.isEmpty())) {
      return;
    }
    if (isFlat(value)) {
      lines.add(indent + name + ": " + flat(value));
      return;
    }
    lines.add(indent + name + ":");
    if (value.isObject()) {
      value.properties().forEach(m -> add(m.getKey(), m.getValue(), indent + "  ", lines));
      return;
    }
    for (var element : value.values()) {
      lines.add(indent + "  - " + flat(element));
    }
  }

  private static boolean isFlat(JsonNode value) {
    return !value.isContainer()
        || (value.isArray() && value.values().stream().noneMatch(JsonNode::isContainer));
  }

  private static String flat(JsonNode value) {
    if (value.isObject()) {
      return value.properties()
          .stream()
          .map(member -> member.getKey() + " " + flat(member.getValue()))
          .collect(Collectors.joining(", "));
    }
    if (value.isArray()) {
      return value.values().stream().map(Outline::flat).collect(Collectors.joining(", "));
    }
    return new Answer(value).asText();
  }
}
