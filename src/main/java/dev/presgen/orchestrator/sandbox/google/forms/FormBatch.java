package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the requests of one batch to a form's body, in order. The first refusal ends it; the caller's transaction
 * then makes sure that nothing of the batch stays.
 */
final class FormBatch {

  private final ObjectNode form;
  private final ArrayNode items;
  private final ArrayNode replies = JsonMapper.shared().createArrayNode();

  FormBatch(ObjectNode form) {
    this.form = form;
    this.items = form.withArray("items");
  }

  /** The replies, one for each request. */
  ArrayNode apply(ArrayNode requests) {
    for (int i = 0; i < requests.size(); i++) {
      apply(i, requests.get(i));
    }
    return replies;
  }

  private void apply(int index, JsonNode request) {
    if (request.size() != 1) {
      throw GoogleError.invalid(
          "Invalid requests[%d]: exactly one kind of request must be set.".formatted(index),
          "requests[%d]".formatted(index));
    }
    var kind = request.propertyNames().iterator().next();
    var body = (ObjectNode) request.path(kind);
    try {
      switch (kind) {
        case "createItem" -> createItem(body);
        case "updateItem" -> updateItem(body);
        case "deleteItem" -> items.remove(existing(body.path("location"), "location"));
        case "moveItem" -> moveItem(body);
        case "updateFormInfo" -> updateFormInfo(body);
        case "updateSettings" -> updateSettings(body);
        default -> throw new RuleBroken("unknown kind of request");
      }
    } catch (RuleBroken e) {
      throw GoogleError.invalid(
          "Invalid requests[%d]%s: %s".formatted(index, e.isBare() ? "" : "." + kind, e.text()));
    }
    if (replies.size() == index) {
      replies.addObject();
    }
  }

  private void createItem(ObjectNode request) {
    var item = required(request, "item");
    var index = index(request.path("location"), "location", items.size());
    var questionIds = new ItemIds(items).assign(item);
    new ItemRules(form, item).check();
    items.insert(index, item);
    var reply = replies.addObject().putObject("createItem");
    reply.put("itemId", item.path("itemId").asString(""));
    if (!questionIds.isEmpty()) {
      questionIds.forEach(reply.putArray("questionId")::add);
    }
  }

  private void updateItem(ObjectNode request) {
    var item = required(request, "item");
    var index = existing(request.path("location"), "location");
    var mask = GoogleApi.FORMS.mask(maskText(request), "Item");
    var updated = (ObjectNode) items.get(index).deepCopy();
    if (kind(item).isPresent() && !kind(item).equals(kind(updated))) {
      throw new RuleBroken("The kind of an item cannot be changed by an update.");
    }
    mask.write(item, updated);
    items.remove(index);
    new ItemIds(items).assign(updated);
    new ItemRules(form, updated).check();
    items.insert(index, updated);
  }

  private void moveItem(ObjectNode request) {
    var from = existing(request.path("originalLocation"), "original_location");
    var to = existing(request.path("newLocation"), "new_location");
    items.insert(to, items.remove(from));
  }

  private void updateFormInfo(ObjectNode request) {
    var info = required(request, "info");
    var mask = GoogleApi.FORMS.mask(maskText(request), "Info");
    if (mask.children().containsKey("documentTitle") || info.has("documentTitle")) {
      throw new RuleBroken(
          "document_title can be set on create but is read-only in subsequent requests");
    }
    ItemRules.requireOneLine(info.path("title").asString(""), "title");
    mask.write(info, form.withObject("info"));
  }

  private void updateSettings(ObjectNode request) {
    var settings = required(request, "settings");
    var mask = GoogleApi.FORMS.mask(maskText(request), "FormSettings");
    mask.write(settings, form.withObject("settings"));
    if (!ItemRules.isQuiz(form)) {
      for (var item : items) {
        ItemIds.questions(item).forEach(question -> question.remove("grading"));
      }
    }
  }

  private int existing(JsonNode location, String name) {
    if (items.isEmpty()) {
      throw new RuleBroken("There is no item at this %s: the form has none.".formatted(name));
    }
    return index(location, name, items.size() - 1);
  }

  /** An index of 0 may be left out, as proto3 does. */
  private static int index(JsonNode location, String name, int max) {
    if (!location.isObject()) {
      throw new RuleBroken("%s must be set.".formatted(name));
    }
    var index = location.path("index").asInt(0);
    if (index < 0 || index > max) {
      throw new RuleBroken(
          "%s.index %d is out of bounds, it must be in the range 0 to %d".formatted(name, index,
              max));
    }
    return index;
  }

  private static ObjectNode required(ObjectNode request, String field) {
    if (request.path(field) instanceof ObjectNode value) {
      return value;
    }
    throw new RuleBroken("%s must be set.".formatted(field));
  }

  private static String maskText(ObjectNode request) {
    var text = request.path("updateMask").asString("");
    if (text.isBlank()) {
      throw new RuleBroken("update_mask is required.");
    }
    return text;
  }

  private static Optional<String> kind(JsonNode item) {
    return item.propertyNames().stream().filter(ItemRules.KINDS::contains).findFirst();
  }
}
