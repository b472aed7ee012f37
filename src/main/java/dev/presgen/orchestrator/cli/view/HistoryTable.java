package dev.presgen.orchestrator.cli.view;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.List;
import java.util.Locale;

/** A run's history, a line each entry. */
public final class HistoryTable {
  private static final int DATA_LENGTH_MAX = 120;

  private HistoryTable() {}

  /** All entries. */
  public static List<String> lines(List<Answer> entries, Ink ink) {
    var table = Table.of(ink, "SEQ", "TIME (UTC)", "EVENT", "STEP", "ATTEMPT", "ACTOR", "DATA");
    for (var entry : entries) {
      table.row(
          cell(entry.text("seq")),
          cell(time(entry)),
          cell(entry.text("type")),
          cell(step(entry)),
          cell(entry.text("attempt")),
          cell(entry.text("actor")),
          cell(data(entry)));
    }
    return table.lines();
  }

  /** One entry by itself, for a list whose later entries are not known yet. */
  public static String line(Answer entry) {
    return String.format(
        Locale.ROOT,
        "%4s  %s  %-16s %s %s %s",
        entry.text("seq"),
        time(entry),
        entry.text("type"),
        step(entry),
        entry.find("actor").map(actor -> "by " + actor).orElse(""),
        data(entry))
        .strip()
        .replaceAll(" {3,}", "  ");
  }

  private static String time(Answer entry) {
    return entry.time("at").map(Times::millisecond).orElse("");
  }

  private static String step(Answer entry) {
    return entry.find("path").orElse(entry.text("step"));
  }

  private static String data(Answer entry) {
    var data = entry.at("data").node();
    if (data.isMissingNode() || data.isNull() || data.isEmpty()) {
      return "";
    }
    var text = data.toString();
    return text.length() <= DATA_LENGTH_MAX ? text : text.substring(0, DATA_LENGTH_MAX - 1) + "…";
  }
}
