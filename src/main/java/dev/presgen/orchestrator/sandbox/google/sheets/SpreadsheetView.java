package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A spreadsheet as Sheets answers it. */
final class SpreadsheetView {

  private final String id;
  private final String title;
  private final Workbook workbook;

  SpreadsheetView(String id, String title, Workbook workbook) {
    this.id = id;
    this.title = title;
    this.workbook = workbook;
  }

  /**
   * The spreadsheet.
   *
   * @param ranges the tabs, and with data the cells, that are wanted; empty for all
   */
  ObjectNode of(List<String> ranges, boolean withData) {
    var areas = new ArrayList<Area>();
    if (ranges.isEmpty()) {
      workbook.tabs().forEach(tab -> areas.add(Area.all(tab)));
    } else {
      ranges.forEach(range -> areas.add(A1.parse(range, workbook)));
    }
    var view = JsonMapper.shared().createObjectNode().put("spreadsheetId", id);
    var properties = view.putObject("properties").put("title", title);
    properties.setAll(workbook.body().withObject("properties").deepCopy());
    var sheets = view.putArray("sheets");
    for (var tab : workbook.tabs()) {
      var ofTab = areas.stream().filter(area -> area.tab().id() == tab.id()).toList();
      if (!ofTab.isEmpty()) {
        sheets.add(sheet(tab, withData ? ofTab : List.of()));
      }
    }
    view.put("spreadsheetUrl", Links.view(MimeTypes.SPREADSHEET, id));
    return view;
  }

  private static ObjectNode sheet(Tab tab, List<Area> areas) {
    var sheet = JsonMapper.shared().createObjectNode();
    sheet.set("properties", tab.properties().deepCopy());
    if (!areas.isEmpty() && tab.isGrid()) {
      var data = sheet.putArray("data");
      areas.forEach(area -> data.add(data(area)));
    }
    if (!tab.charts().isEmpty()) {
      sheet.set("charts", tab.charts().deepCopy());
    }
    if (!tab.tables().isEmpty()) {
      sheet.set("tables", tab.tables().deepCopy());
    }
    return sheet;
  }

  private static ObjectNode data(Area area) {
    var data = JsonMapper.shared().createObjectNode();
    if (area.top() > 0) {
      data.put("startRow", area.top());
    }
    if (area.left() > 0) {
      data.put("startColumn", area.left());
    }
    var tab = area.tab();
    var end = Math.min(area.bottom(), tab.usedRows());
    for (int row = area.top(); row < end; row++) {
      cells(area, row, data.withArray("rowData").addObject());
    }
    metadata(tab, true, area.top(), end, data);
    metadata(tab, false, area.left(), area.right(), data);
    return data;
  }

  private static void cells(Area area, int row, ObjectNode rowData) {
    var end = Math.min(area.right(), area.tab().usedColumns(row));
    for (int column = area.left(); column < end; column++) {
      var cell = area.tab().cell(row, column).map(CellText::read);
      rowData.withArray("values").add(cell.orElseGet(JsonMapper.shared()::createObjectNode));
    }
  }

  /** Sizes of the rows that have data, and of all columns. */
  private static void metadata(Tab tab, boolean isRows, int start, int end, ObjectNode data) {
    ArrayNode list = data.putArray(isRows ? "rowMetadata" : "columnMetadata");
    var changed = tab.dimensions(isRows);
    for (int index = start; index < end; index++) {
      var entry = list.addObject();
      entry.put("pixelSize", isRows ? Dimensions.HEIGHT_DEFAULT : Dimensions.WIDTH_DEFAULT);
      if (changed.path(Integer.toString(index)) instanceof ObjectNode own) {
        entry.setAll(own.deepCopy());
      }
    }
  }
}
