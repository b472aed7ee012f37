package dev.presgen.orchestrator.sandbox.google;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Proto3's rules for JSON: null is absent, and a field at its default is left out. Empty messages stay. */
final class ProtoJson {

  private ProtoJson() {}

  static void dropNulls(JsonNode node) {
    prune(node, false);
  }

  /** Leaves out zero, false, empty text and empty lists. */
  static void omitDefaults(JsonNode node) {
    prune(node, true);
  }

  private static void prune(JsonNode node, boolean defaultsToo) {
    if (node instanceof ObjectNode object) {
      var absent = new ArrayList<String>();
      for (var field : object.properties()) {
        if (field.getValue().isNull() || (defaultsToo && isDefault(field.getValue()))) {
          absent.add(field.getKey());
        }
      }
      object.remove(absent);
    }
    for (var child : node) {
      prune(child, defaultsToo);
    }
  }

  private static boolean isDefault(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> !value.booleanValue();
      case NUMBER -> value.doubleValue() == 0;
      case STRING -> value.stringValue().isEmpty();
      case ARRAY -> value.isEmpty();
      default -> false;
    };
  }
}
