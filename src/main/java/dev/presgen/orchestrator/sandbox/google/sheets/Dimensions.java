package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows and columns: more of them, and how wide they are. */
final class Dimensions {

  /** Google's sizes for a column and a row. */
  static final int WIDTH_DEFAULT = 100;

  static final int HEIGHT_DEFAULT = 21;

  /** Rough width of a character and of a cell's margins in Google's default font. */
  private static final int CHARACTER_WIDTH = 7;

  private static final int MARGIN = 10;

  private final Workbook workbook;

  Dimensions(Workbook workbook) {
    this.workbook = workbook;
  }

  void append(ObjectNode request) {
    var tab = workbook.grid(request);
    var length = request.path("length").asInt(0);
    if (length <= 0) {
      throw new RuleBroken("length must be greater than 0.");
    }
    if (isRows(request)) {
      tab.grid().put("rowCount", tab.rowCount() + length);
    } else {
      tab.grid().put("columnCount", tab.columnCount() + length);
    }
    workbook.requireSize();
  }

  void update(ObjectNode request) {
    var mask = CellWrites.mask(request, "DimensionProperties");
    if (!(request.path("properties") instanceof ObjectNode properties)) {
      throw new RuleBroken("properties must be set.");
    }
    var range = range(request.path("range"));
    var stored = range.tab.dimensions(range.isRows);
    for (int index = range.start; index < range.end; index++) {
      mask.write(properties, entry(stored, index));
    }
  }

  /** Columns become as wide as their longest line; rows keep their height. */
  void autoResize(ObjectNode request) {
    var range = range(request.path("dimensions"));
    for (int index = range.start; index < range.end && !range.isRows; index++) {
      int longest = 0;
      for (int row = 0; row < range.tab.rows().size(); row++) {
        var text = range.tab.cell(row, index).map(CellText::formatted).orElse("");
        longest = Math.max(longest, text.lines().mapToInt(String::length).max().orElse(0));
      }
      if (longest > 0) {
        entry(range.tab.dimensions(false), index).put("pixelSize",
            MARGIN + CHARACTER_WIDTH * longest);
      }
    }
  }

  private static ObjectNode entry(ObjectNode stored, int index) {
    var name = Integer.toString(index);
    return stored.path(name) instanceof ObjectNode entry ? entry : stored.putObject(name);
  }

  private record Range(Tab tab, boolean isRows, int start, int end) {}

  private Range range(JsonNode range) {
    var tab = workbook.grid(range);
    var isRows = isRows(range);
    var count = isRows ? tab.rowCount() : tab.columnCount();
    var start = range.path("startIndex").asInt(0);
    var end = range.path("endIndex").asInt(count);
    if (start < 0 || start >= end || end > count) {
      throw new RuleBroken("Invalid dimension range %d to %d of %d.".formatted(start, end, count));
    }
    return new Range(tab, isRows, start, end);
  }

  private static boolean isRows(JsonNode request) {
    return switch (request.path("dimension").asString("")) {
      case "ROWS" -> true;
      case "COLUMNS" -> false;
      default -> throw new RuleBroken("dimension must be ROWS or COLUMNS.");
    };
  }
}
