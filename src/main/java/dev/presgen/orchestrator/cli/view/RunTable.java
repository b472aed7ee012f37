package dev.presgen.orchestrator.cli.view;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.List;

/** Runs, a line each. */
public final class RunTable {
  private RunTable() {}

  /** The runs of a list. */
  public static List<String> lines(List<Answer> runs, Ink ink) {
    if (runs.isEmpty()) {
      return List.of("No runs.");
    }
    var table = Table.of(ink, "RUN", "WORKFLOW", "STATUS", "STEP", "UPDATED", "KEY", "ERROR");
    for (var run : runs) {
      table.row(
          cell(run.text("id")),
          cell(run.text("workflow")),
          Table.status(ink, run.text("status")),
          cell(step(run.at("step"))),
          cell(run.time("updatedAt").map(Times::minute).orElse("")),
          cell(run.text("key")),
          cell(run.at("error").text("code")));
    }
    return table.lines();
  }

  private static String step(Answer step) {
    return step.find("name")
        .map(
            name -> step.number("number") == 0
                ? name // No step of its own, such as what a wait does meanwhile.
                : step.number("number") + "/" + step.number("of") + " " + name)
        .orElse("");
  }
}
