package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import tools.jackson.databind.JsonNode;

/**
 * Cells of one tab, from the first row and column to before the last.
 *
 * @param top first row, from 0
 * @param left first column, from 0
 * @param bottom row after the last
 * @param right column after the last
 */
record Area(Tab tab, int top, int left, int bottom, int right) {

  /** The whole grid. */
  static Area all(Tab tab) {
    return new Area(tab, 0, 0, tab.rowCount(), tab.columnCount());
  }

  /** A {@code GridRange}: what it leaves open goes to the edge of the grid. */
  static Area of(JsonNode range, Workbook workbook) {
    var tab = workbook.grid(range);
    var area =
        new Area(
            tab,
            range.path("startRowIndex").asInt(0),
            range.path("startColumnIndex").asInt(0),
            range.path("endRowIndex").asInt(tab.rowCount()),
            range.path("endColumnIndex").asInt(tab.columnCount()));
    if (area.top < 0 || area.left < 0 || area.top >= area.bottom || area.left >= area.right) {
      throw new RuleBroken("GridRange has an end before its start: " + range);
    }
    area.requireInGrid();
    return area;
  }

  void requireInGrid() {
    if (bottom > tab.rowCount() || right > tab.columnCount()) {
      throw new RuleBroken(
          "Range (%s) exceeds grid limits. Max rows: %d, max columns: %d"
              .formatted(A1.text(this), tab.rowCount(), tab.columnCount()));
    }
  }

  int height() {
    return bottom - top;
  }

  int width() {
    return right - left;
  }

  boolean overlaps(Area other) {
    return tab.id() == other.tab.id()
        && top < other.bottom
        && other.top < bottom
        && left < other.right
        && other.left < right;
  }
}
