package dev.presgen.orchestrator.cli.view;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.List;

/** What the doctor has found: a line each, then what to do about what is not well. */
public final class DoctorPage {
  private DoctorPage() {}

  /** The whole report. */
  public static List<String> lines(Answer report, Ink ink) {
    var table = Table.of(ink, "", "SUBJECT", "FOUND");
    for (var item : report.list("items")) {
      var verdict = item.text("verdict");
      table.row(
          new Table.Cell(mark(verdict), text -> painted(verdict, text, ink)),
          cell(item.text("subject")),
          cell(item.text("detail")));
    }
    var lines = new ArrayList<>(table.lines());
    for (var item : report.list("items")) {
      item.find("whatToDo")
          .ifPresent(what -> lines.add(ink.strong(item.text("subject")) + ": " + what));
    }
    lines.add(
        report.is("well")
            ? ink.good("Nothing is broken.")
            : ink.bad("Not all is well: see what is marked ✗."));
    return lines;
  }

  private static String mark(String verdict) {
    return switch (verdict) {
      case "WELL" -> "✓";
      case "ABSENT" -> "–";
      default -> "✗";
    };
  }

  private static String painted(String verdict, String text, Ink ink) {
    return switch (verdict) {
      case "WELL" -> ink.good(text);
      case "ABSENT" -> ink.dim(text);
      default -> ink.bad(text);
    };
  }
}
