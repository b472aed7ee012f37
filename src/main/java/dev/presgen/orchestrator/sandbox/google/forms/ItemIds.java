package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ids of a form's items and questions: given or made, never used twice in a form. */
final class ItemIds {

  private final Set<String> used = new HashSet<>();

  /**
   * Starts from what is there.
   *
   * @param items the form's other items
   */
  ItemIds(ArrayNode items) {
    for (var item : items) {
      used.add(item.path("itemId").asString(""));
      questions(item).forEach(question -> used.add(question.path("questionId").asString("")));
    }
  }

  /** Completes the ids of one more item and returns its question ids in order. */
  List<String> assign(ObjectNode item) {
    item.put("itemId", take(item.path("itemId").asString("")));
    var ids = new ArrayList<String>();
    for (var question : questions(item)) {
      question.put("questionId", take(question.path("questionId").asString("")));
      ids.add(question.path("questionId").asString(""));
    }
    return ids;
  }

  /** The item's questions: one, or the rows of a group, or none. */
  static List<ObjectNode> questions(JsonNode item) {
    var questions = new ArrayList<ObjectNode>();
    if (item.path("questionItem").path("question") instanceof ObjectNode question) {
      questions.add(question);
    }
    for (var row : item.path("questionGroupItem").path("questions")) {
      questions.add((ObjectNode) row);
    }
    return questions;
  }

  private String take(String wanted) {
    if (wanted.isEmpty()) {
      var fresh = Ids.hex();
      return used.add(fresh) ? fresh : take("");
    }
    if (!wanted.matches("[0-9a-f]{1,8}")) {
      throw new RuleBroken(
          "Invalid ID '%s', an ID has up to 8 hexadecimal digits.".formatted(wanted));
    }
    if (!used.add(wanted)) {
      throw new RuleBroken("The ID '%s' is already used in this form.".formatted(wanted));
    }
    return wanted;
  }
}
