package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code updateCells} and {@code repeatCell}. */
final class CellWrites {

  private static final String[] COMPUTED = {
      "effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"
  };

  /** Every repeated cell is an object in memory. */
  private static final long REPEATS_MAX = 200_000;

  private final Workbook workbook;

  CellWrites(Workbook workbook) {
    this.workbook = workbook;
  }

  void update(ObjectNode request) {
    var mask = mask(request);
    var rows = request.path("rows");
    if (request.has("range") == request.has("start")) {
      throw new RuleBroken("Exactly one of start and range must be set.");
    }
    var area = request.has("range")
        ? Area.of(request.path("range"), workbook)
        : from(request.path("start"), rows);
    for (int row = 0; row < rows.size(); row++) {
      requireInside(area.top() + row, area.bottom(), "row");
      var values = rows.get(row).path("values");
      requireInside(area.left() + values.size() - 1, area.right(), "column");
    }
    var isCleared = request.has("range");
    for (int row = 0; row < (isCleared ? area.height() : rows.size()); row++) {
      var values = rows.path(row).path("values");
      for (int column = 0; column < (isCleared ? area.width() : values.size()); column++) {
        write(mask, values.path(column), area.tab(), area.top() + row, area.left() + column);
      }
    }
  }

  void repeat(ObjectNode request) {
    var mask = mask(request);
    var area = Area.of(request.path("range"), workbook);
    if ((long) area.height() * area.width() > REPEATS_MAX) {
      throw new RuleBroken("The sandbox repeats a cell at most %d times.".formatted(REPEATS_MAX));
    }
    for (int row = area.top(); row < area.bottom(); row++) {
      for (int column = area.left(); column < area.right(); column++) {
        write(mask, request.path("cell"), area.tab(), row, column);
      }
    }
  }

  private static void write(FieldMask mask, JsonNode wanted, Tab tab, int row, int column) {
    if (wanted.isEmpty() && tab.cell(row, column).isEmpty()) {
      return;
    }
    var source =
        wanted instanceof ObjectNode object ? object : JsonMapper.shared().createObjectNode();
    requireValue(source.path("userEnteredValue"));
    var cell = tab.cellToWrite(row, column);
    mask.write(source, cell);
    for (var computed : COMPUTED) {
      cell.remove(computed);
    }
  }

  private static void requireValue(JsonNode value) {
    if (value.isMissingNode()) {
      return;
    }
    if (value.size() > 1 || value.has("errorValue")) {
      throw new RuleBroken(
          "A cell takes exactly one of stringValue, numberValue, boolValue and formulaValue.");
    }
    var text = value.path("stringValue").asString(value.path("formulaValue").asString(""));
    if (text.length() > EnteredValue.CHARACTERS_MAX) {
      throw new RuleBroken(
          "Your input contains more than the maximum of %d characters in a single cell."
              .formatted(EnteredValue.CHARACTERS_MAX));
    }
    if (value.has("formulaValue") && !text.startsWith("=")) {
      throw new RuleBroken("A formula must begin with =.");
    }
  }

  private Area from(JsonNode start, JsonNode rows) {
    var tab = workbook.grid(start);
    int width = 1;
    for (var row : rows) {
      width = Math.max(width, row.path("values").size());
    }
    var top = start.path("rowIndex").asInt(0);
    var left = start.path("columnIndex").asInt(0);
    if (top < 0 || left < 0) {
      throw new RuleBroken("start must not be negative.");
    }
    var area = new Area(tab, top, left, top + Math.max(1, rows.size()), left + width);
    area.requireInGrid();
    return area;
  }

  private static void requireInside(int index, int end, String what) {
    if (index >= end) {
      throw new RuleBroken(
          "Attempting to write %s: %d, beyond the last requested %s of: %d".formatted(what, index,
              what, end - 1));
    }
  }

  static FieldMask mask(ObjectNode request) {
    return mask(request, "CellData");
  }

  /** The request's {@code fields}, which are required. */
  static FieldMask mask(ObjectNode request, String schema) {
    var fields = request.path("fields").asString("");
    if (fields.isBlank()) {
      throw new RuleBroken(
          "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
    }
    return GoogleApi.SHEETS.mask(fields, schema);
  }
}
