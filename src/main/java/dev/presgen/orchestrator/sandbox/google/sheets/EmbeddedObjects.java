package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Charts and tables: they refer to cells that must exist when they are added. */
final class EmbeddedObjects {

  private static final Set<String> CHARTS =
      Set.of(
          "basicChart",
          "pieChart",
          "bubbleChart",
          "candlestickChart",
          "orgChart",
          "histogramChart",
          "waterfallChart",
          "treemapChart",
          "scorecardChart");

  private final Workbook workbook;

  EmbeddedObjects(Workbook workbook) {
    this.workbook = workbook;
  }

  ObjectNode addChart(ObjectNode chart) {
    var spec = chart.path("spec");
    if (spec.propertyNames().stream().filter(CHARTS::contains).count() != 1) {
      throw new RuleBroken("A chart needs exactly one kind in its spec.");
    }
    var sources = new ArrayList<JsonNode>();
    collectSources(spec, sources);
    if (sources.isEmpty()) {
      throw new RuleBroken("A chart needs at least one source range.");
    }
    for (var source : sources) {
      var area = Area.of(source, workbook);
      if (area.height() != 1 && area.width() != 1) {
        throw new RuleBroken("A source range must be one row or one column: " + A1.text(area));
      }
    }
    if (spec.has("basicChart")
        && spec.path("basicChart").path("chartType").asString("").isEmpty()) {
      throw new RuleBroken("basicChart.chartType must be set.");
    }
    var id = chart.has("chartId") ? chart.path("chartId").asInt(0) : Ids.number();
    if (workbook.isUsed(id)) {
      throw new RuleBroken("An embedded object with the id %d already exists.".formatted(id));
    }
    chart.put("chartId", id);
    place(chart).charts().add(chart);
    return chart;
  }

  void delete(int id) {
    for (var tab : workbook.tabs()) {
      var before = tab.charts().size();
      tab.charts().removeIf(chart -> chart.path("chartId").asInt(0) == id);
      if (tab.charts().size() < before) {
        return;
      }
    }
    throw new RuleBroken("No embedded object with id: " + id);
  }

  ObjectNode addTable(ObjectNode table) {
    var area = Area.of(table.path("range"), workbook);
    var name = table.path("name").asString("");
    for (var other : tables()) {
      if (other.path("name").asString("").equalsIgnoreCase(name)) {
        throw new RuleBroken("A table with the name \"%s\" already exists.".formatted(name));
      }
      if (other.path("tableId").equals(table.path("tableId"))) {
        throw new RuleBroken(
            "A table with the id %s already exists.".formatted(other.path("tableId")));
      }
      if (Area.of(other.path("range"), workbook).overlaps(area)) {
        throw new RuleBroken("A table cannot overlap another table: " + A1.text(area));
      }
    }
    var columns = new HashSet<Integer>();
    for (var column : table.path("columnProperties")) {
      var index = column.path("columnIndex").asInt(0);
      if (index < 0 || index >= area.width() || !columns.add(index)) {
        throw new RuleBroken("Invalid or repeated columnIndex: " + index);
      }
    }
    if (name.isEmpty()) {
      table.put("name", "Table" + (tables().size() + 1));
    }
    if (!table.has("tableId")) {
      table.put("tableId", Integer.toString(Ids.number()));
    }
    area.tab().tables().add(table);
    return table;
  }

  private List<JsonNode> tables() {
    return workbook.tabs().stream().flatMap(tab -> tab.tables().valueStream()).toList();
  }

  /** The tab on which the chart will stand; the position is completed. */
  private Tab place(ObjectNode chart) {
    var position = chart.path("position");
    if (position.path("newSheet").asBoolean(false)) {
      var tab = Tab.made(Ids.number(), "Chart" + chart.path("chartId").asInt(0));
      tab.properties().put("sheetType", "OBJECT");
      tab.properties().remove("gridProperties");
      workbook.add(tab, workbook.sheets().size());
      chart.putObject("position").put("sheetId", tab.id());
      return tab;
    }
    if (!(position.path("overlayPosition") instanceof ObjectNode overlay)) {
      throw new RuleBroken("A chart needs a position: overlayPosition or newSheet.");
    }
    var anchor = overlay.path("anchorCell");
    var tab = workbook.grid(anchor);
    var row = anchor.path("rowIndex").asInt(0);
    var column = anchor.path("columnIndex").asInt(0);
    if (row < 0 || column < 0) {
      throw new RuleBroken("anchorCell must not be negative.");
    }
    new Area(tab, row, column, row + 1, column + 1).requireInGrid();
    if (!overlay.has("widthPixels")) {
      overlay.put("widthPixels", 600);
    }
    if (!overlay.has("heightPixels")) {
      overlay.put("heightPixels", 371);
    }
    return tab;
  }

  private static void collectSources(JsonNode node, List<JsonNode> sources) {
    for (var field : node.properties()) {
      if (field.getKey().equals("sources")) {
        field.getValue().forEach(sources::add);
      } else {
        collectSources(field.getValue(), sources);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> collectSources(element, sources));
    }
  }
}
