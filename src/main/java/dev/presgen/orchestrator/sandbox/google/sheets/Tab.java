package dev.presgen.orchestrator.sandbox.google.sheets;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One tab of a spreadsheet: its properties and its cells, row by row, as far as there are any. */
public record Tab(ObjectNode body) {

  /** Google's size for a new tab. */
  static final int ROWS_DEFAULT = 1000;

  static final int COLUMNS_DEFAULT = 26;

  static Tab made(int sheetId, String title) {
    var body = JsonMapper.shared().createObjectNode();
    body.putObject("properties")
        .put("sheetId", sheetId)
        .put("title", title)
        .put("index", 0)
        .put("sheetType", "GRID");
    body.putArray("rows");
    var tab = new Tab(body);
    tab.grid().put("rowCount", ROWS_DEFAULT).put("columnCount", COLUMNS_DEFAULT);
    return tab;
  }

  ObjectNode properties() {
    return body.withObject("properties");
  }

  ObjectNode grid() {
    return properties().withObject("gridProperties");
  }

  public int id() {
    return properties().path("sheetId").asInt(0);
  }

  public String title() {
    return properties().path("title").asString("");
  }

  public int rowCount() {
    return grid().path("rowCount").asInt(0);
  }

  public int columnCount() {
    return grid().path("columnCount").asInt(0);
  }

  /** Whether there are cells; a tab that only shows one chart has none. */
  boolean isGrid() {
    return properties().path("sheetType").asString("").equals("GRID");
  }

  long size() {
    return (long) rowCount() * columnCount();
  }

  ArrayNode rows() {
    return body.withArray("rows");
  }

  public ArrayNode charts() {
    return body.withArray("charts");
  }

  ArrayNode tables() {
    return body.withArray("tables");
  }

  /** Sizes and visibility of rows or columns, by index, as far as they were changed. */
  ObjectNode dimensions(boolean isRows) {
    return body.withObject(isRows ? "rowProperties" : "columnProperties");
  }

  /** A cell that has something in it. */
  public Optional<ObjectNode> cell(int row, int column) {
    return rows().path(row).path(column) instanceof ObjectNode cell
        ? Optional.of(cell)
        : Optional.empty();
  }

  /** The cell, made where there is none; the place must lie in the grid. */
  ObjectNode cellToWrite(int row, int column) {
    while (rows().size() <= row) {
      rows().addArray();
    }
    var cells = (ArrayNode) rows().get(row);
    while (cells.size() <= column) {
      cells.addNull();
    }
    if (cells.get(column) instanceof ObjectNode cell) {
      return cell;
    }
    var cell = JsonMapper.shared().createObjectNode();
    cells.set(column, cell);
    return cell;
  }

  /** After the grid became smaller: what lies outside is gone. */
  void cut() {
    while (rows().size() > rowCount()) {
      rows().remove(rows().size() - 1);
    }
    for (var row : rows()) {
      while (row.size() > columnCount()) {
        ((ArrayNode) row).remove(row.size() - 1);
      }
    }
  }

  /** The number of rows down to the last cell that shows something. */
  public int usedRows() {
    for (int row = rows().size(); row > 0; row--) {
      if (usedColumns(row - 1) > 0) {
        return row;
      }
    }
    return 0;
  }

  /** The number of cells in a row up to the last one with something in it. */
  public int usedColumns(int row) {
    JsonNode cells = rows().path(row);
    for (int column = cells.size(); column > 0; column--) {
      if (!cells.path(column - 1).isEmpty()) {
        return column;
      }
    }
    return 0;
  }
}
