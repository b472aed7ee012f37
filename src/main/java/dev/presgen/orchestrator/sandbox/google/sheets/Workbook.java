package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tabs of one spreadsheet, in their order. */
public record Workbook(ObjectNode body) {

  /** The live service's error text still names this limit. */
  static final long CELLS_MAX = 10_000_000;

  ArrayNode sheets() {
    return body.withArray("sheets");
  }

  public List<Tab> tabs() {
    return sheets().valueStream().map(sheet -> new Tab((ObjectNode) sheet)).toList();
  }

  Optional<Tab> find(int sheetId) {
    return tabs().stream().filter(tab -> tab.id() == sheetId).findFirst();
  }

  /** Titles differ in more than case. */
  Optional<Tab> find(String title) {
    return tabs().stream().filter(tab -> tab.title().equalsIgnoreCase(title)).findFirst();
  }

  /** The tab with cells that a range or a place names; an absent id means 0, as in Google's proto. */
  Tab grid(JsonNode place) {
    var id = place.path("sheetId").asInt(0);
    return find(id).filter(Tab::isGrid).orElseThrow(() -> new RuleBroken("No grid with id: " + id));
  }

  void add(Tab tab, int index) {
    sheets().insert(index, tab.body());
    requireSize();
    number();
  }

  void remove(Tab tab) {
    if (sheets().size() == 1) {
      throw new RuleBroken("You can't remove all the sheets in a document.");
    }
    sheets().removeIf(sheet -> new Tab((ObjectNode) sheet).id() == tab.id());
    number();
  }

  void move(Tab tab, int index) {
    sheets().removeIf(sheet -> new Tab((ObjectNode) sheet).id() == tab.id());
    sheets().insert(Math.min(index, sheets().size()), tab.body());
    number();
  }

  void requireSize() {
    if (tabs().stream().mapToLong(Tab::size).sum() > CELLS_MAX) {
      throw new RuleBroken(
          "This action would increase the number of cells in the workbook above the limit of %d cells."
              .formatted(CELLS_MAX));
    }
  }

  /** Whether a chart or tab already has this number. */
  boolean isUsed(int id) {
    return find(id).isPresent() || charts().anyMatch(chart -> chart.path("chartId").asInt(0) == id);
  }

  Stream<JsonNode> charts() {
    return tabs().stream().flatMap(tab -> tab.charts().valueStream());
  }

  private void number() {
    int index = 0;
    for (var tab : tabs()) {
      tab.properties().put("index", index++);
    }
  }
}
