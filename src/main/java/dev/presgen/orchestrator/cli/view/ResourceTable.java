package dev.presgen.orchestrator.cli.view;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.List;

/** What a run made in the outside world, and what an undo would do with it. */
public final class ResourceTable {
  private ResourceTable() {}

  /** The ledger, a line each object. */
  public static List<String> ledger(List<Answer> items, Ink ink) {
    if (items.isEmpty()) {
      return List.of("The run has made nothing outside.");
    }
    var table = Table.of(ink, "KIND", "STATE", "MADE BY", "ID", "URL", "CREATED", "UNDONE");
    for (var item : items) {
      table.row(
          cell(item.text("kind")),
          Table.status(ink, item.text("state")),
          cell(item.find("path").orElse(item.text("step"))),
          cell(item.text("externalId")),
          cell(item.text("url")),
          cell(item.time("createdAt").map(Times::minute).orElse("")),
          cell(item.time("undoneAt").map(Times::minute).orElse("")));
    }
    return table.lines();
  }

  /** What an undo would do, a line each object. */
  public static List<String> undoPlan(List<Answer> items, Ink ink) {
    if (items.isEmpty()) {
      return List.of("An undo would have nothing to do.");
    }
    var table = Table.of(ink, "ACTION", "KIND", "ID", "URL", "WHY");
    for (var item : items) {
      table.row(
          cell(item.text("action")),
          cell(item.text("kind")),
          cell(item.text("externalId")),
          cell(item.text("url")),
          cell(item.text("why")));
    }
    return table.lines();
  }
}
