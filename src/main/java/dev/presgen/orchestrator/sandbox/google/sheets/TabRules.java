package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adding tabs and changing their properties. */
final class TabRules {

  /** Longer titles are refused by the live service. */
  private static final int TITLE_MAX = 100;

  private final Workbook workbook;

  TabRules(Workbook workbook) {
    this.workbook = workbook;
  }

  /** Adds a tab with what the caller wants; the rest gets Google's defaults. */
  Tab add(JsonNode wanted) {
    if (!wanted.path("sheetType").asString("GRID").equals("GRID")) {
      throw new RuleBroken("Only a sheet of type GRID can be added by addSheet.");
    }
    var id = wanted.has("sheetId") ? wanted.path("sheetId").asInt(0) : Ids.number();
    if (id < 0 || workbook.isUsed(id)) {
      throw new RuleBroken(
          id < 0
              ? "Invalid value for sheetId: must not be negative."
              : "A sheet with the id %d already exists. Please enter another id.".formatted(id));
    }
    var title = wanted.has("title") ? wanted.path("title").asString("") : freeTitle();
    requireTitle(title);
    var tab = Tab.made(id, title);
    for (var field : wanted.properties()) {
      if (!field.getKey().equals("gridProperties")) {
        tab.properties().set(field.getKey(), field.getValue());
      }
    }
    if (wanted.path("gridProperties") instanceof ObjectNode grid) {
      tab.grid().setAll(grid);
    }
    requireGrid(tab);
    var count = workbook.sheets().size();
    var index = wanted.path("index").asInt(count);
    if (index < 0 || index > count) {
      throw new RuleBroken("The index %d is outside 0 to %d.".formatted(index, count));
    }
    workbook.add(tab, index);
    return tab;
  }

  /** Writes what the mask names. */
  void update(JsonNode properties, FieldMask mask) {
    var id = properties.path("sheetId").asInt(0);
    var tab =
        workbook.find(id).orElseThrow(() -> new RuleBroken("No sheet with id: " + id));
    var before = tab.properties().deepCopy();
    var title = tab.title();
    mask.write((ObjectNode) properties, tab.properties());
    for (var fixed : new String[]{"sheetId", "sheetType"}) {
      tab.properties().set(fixed, before.path(fixed));
    }
    if (!tab.properties().has("gridProperties")) {
      tab.properties().set("gridProperties", before.path("gridProperties"));
    }
    if (!tab.title().equals(title)) {
      var wanted = tab.title();
      tab.properties().put("title", title);
      if (!wanted.equalsIgnoreCase(title)) {
        requireTitle(wanted);
      }
      tab.properties().put("title", wanted);
    }
    requireGrid(tab);
    tab.cut();
    workbook.requireSize();
    workbook.move(tab, tab.properties().path("index").asInt(before.path("index").asInt(0)));
  }

  private void requireTitle(String title) {
    if (title.isBlank() || title.length() > TITLE_MAX) {
      throw new RuleBroken(
          "The sheet name cannot be empty or longer than %d characters.".formatted(TITLE_MAX));
    }
    if (workbook.find(title).isPresent()) {
      throw new RuleBroken(
          "A sheet with the name \"%s\" already exists. Please enter another name."
              .formatted(title));
    }
  }

  private static void requireGrid(Tab tab) {
    if (!tab.isGrid()) {
      return;
    }
    var frozenRows = tab.grid().path("frozenRowCount").asInt(0);
    var frozenColumns = tab.grid().path("frozenColumnCount").asInt(0);
    if (tab.rowCount() < 1 || tab.columnCount() < 1) {
      throw new RuleBroken("A sheet must have at least one row and one column.");
    }
    if (frozenRows < 0 || frozenRows >= tab.rowCount() || frozenColumns < 0
        || frozenColumns >= tab.columnCount()) {
      throw new RuleBroken("You can't freeze all visible rows or columns on the sheet.");
    }
  }

  private String freeTitle() {
    return IntStream.iterate(workbook.sheets().size() + 1, i -> i + 1)
        .mapToObj(number -> "Sheet" + number)
        .filter(title -> workbook.find(title).isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
