package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the requests of one batch to a spreadsheet, in order. The first refusal ends it; the caller's transaction
 * then makes sure that nothing of the batch stays.
 */
final class SheetBatch {

  private final Workbook workbook;

  SheetBatch(Workbook workbook) {
    this.workbook = workbook;
  }

  /** The replies, one for each request. */
  ArrayNode apply(JsonNode requests) {
    var replies = JsonMapper.shared().createArrayNode();
    for (int i = 0; i < requests.size(); i++) {
      replies.add(apply(i, requests.get(i)));
    }
    return replies;
  }

  private ObjectNode apply(int index, JsonNode request) {
    if (request.size() != 1) {
      throw GoogleError.invalid(
          "Invalid requests[%d]: exactly one kind of request must be set.".formatted(index),
          "requests[%d]".formatted(index));
    }
    var kind = request.propertyNames().iterator().next();
    try {
      return apply(kind, (ObjectNode) request.path(kind));
    } catch (RuleBroken e) {
      throw GoogleError.invalid("Invalid requests[%d].%s: %s".formatted(index, kind, e.text()));
    }
  }

  private ObjectNode apply(String kind, ObjectNode request) {
    var reply = JsonMapper.shared().createObjectNode();
    switch (kind) {
      case "addSheet" ->
          reply
              .putObject(kind)
              .set("properties",
                  new TabRules(workbook).add(request.path("properties")).properties());
      case "deleteSheet" -> deleteSheet(request.path("sheetId").asInt(0));
      case "updateSheetProperties" ->
          new TabRules(workbook)
              .update(object(request, "properties"), CellWrites.mask(request, "SheetProperties"));
      case "updateSpreadsheetProperties" ->
          CellWrites.mask(request, "SpreadsheetProperties")
              .write(object(request, "properties"), workbook.body().withObject("properties"));
      case "updateCells" -> new CellWrites(workbook).update(request);
      case "repeatCell" -> new CellWrites(workbook).repeat(request);
      case "addChart" ->
          reply.putObject(kind)
              .set("chart", new EmbeddedObjects(workbook).addChart(object(request, "chart")));
      case "deleteEmbeddedObject" ->
          new EmbeddedObjects(workbook).delete(request.path("objectId").asInt(0));
      case "addTable" ->
          reply.putObject(kind)
              .set("table", new EmbeddedObjects(workbook).addTable(object(request, "table")));
      case "appendDimension" -> new Dimensions(workbook).append(request);
      case "updateDimensionProperties" -> new Dimensions(workbook).update(request);
      case "autoResizeDimensions" -> new Dimensions(workbook).autoResize(request);
      default -> throw new RuleBroken("The sandbox does not offer this kind of request.");
    }
    return reply;
  }

  private void deleteSheet(int id) {
    workbook.remove(workbook.find(id).orElseThrow(() -> new RuleBroken("No sheet with id: " + id)));
  }

  private static ObjectNode object(ObjectNode request, String field) {
    if (request.path(field) instanceof ObjectNode object) {
      return object;
    }
    throw new RuleBroken(field + " must be set.");
  }
}
