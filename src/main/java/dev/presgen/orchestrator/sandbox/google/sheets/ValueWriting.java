package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.GoogleError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes one {@code ValueRange}. */
final class ValueWriting {

  private final Area area;
  private final JsonNode lines;
  private final boolean isByColumn;
  private final boolean isTyped;
  private final String prefix;

  ValueWriting(Workbook workbook, JsonNode range, boolean isTyped, String prefix) {
    this.area = A1.parse(range.path("range").asString(""), workbook);
    this.lines = range.path("values");
    this.isByColumn = range.path("majorDimension").asString("ROWS").equals("COLUMNS");
    this.isTyped = isTyped;
    this.prefix = prefix;
  }

  Tab tab() {
    return area.tab();
  }

  /** What was updated; null leaves a cell as it is, and an empty text empties it. */
  ObjectNode write() {
    int longest = 0;
    for (var line : lines) {
      longest = Math.max(longest, line.size());
    }
    var height = isByColumn ? longest : lines.size();
    var width = isByColumn ? lines.size() : longest;
    requireRoom(height, width);
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.get(i).size(); j++) {
        var value = lines.get(i).get(j);
        if (!value.isNull()) {
          write(value, area.top() + (isByColumn ? j : i), area.left() + (isByColumn ? i : j));
          count++;
        }
      }
    }
    var written = new Area(area.tab(), area.top(), area.left(), area.top() + Math.max(1, height),
        area.left() + Math.max(1, width));
    return JsonMapper.shared()
        .createObjectNode()
        .put("updatedRange", A1.text(written))
        .put("updatedRows", height)
        .put("updatedColumns", width)
        .put("updatedCells", count);
  }

  private void write(JsonNode value, int row, int column) {
    if (value.isContainer()) {
      throw GoogleError.invalid(prefix + "a value must be text, a number or a truth value.");
    }
    if (value.isString() && value.stringValue().length() > EnteredValue.CHARACTERS_MAX) {
      throw GoogleError.invalid(
          prefix
              + "Your input contains more than the maximum of %d characters in a single cell."
                  .formatted(EnteredValue.CHARACTERS_MAX));
    }
    var cell = area.tab().cellToWrite(row, column);
    if (isTyped) {
      EnteredValue.typed(value, cell);
    } else {
      EnteredValue.raw(value, cell);
    }
  }

  /** A range of one cell only says where to begin. */
  private void requireRoom(int height, int width) {
    var isStart = area.height() == 1 && area.width() == 1;
    var bottom = isStart ? area.tab().rowCount() : area.bottom();
    var right = isStart ? area.tab().columnCount() : area.right();
    if (area.top() + height > bottom) {
      throw outside("row [%d]".formatted(bottom + 1));
    }
    if (area.left() + width > right) {
      throw outside("column [%s]".formatted(A1.column(right)));
    }
  }

  private GoogleError outside(String what) {
    return GoogleError.invalid(
        prefix + "Requested writing within range [%s], but tried writing to %s"
            .formatted(A1.text(area), what));
  }
}
