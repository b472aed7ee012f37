package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.Locale;

/** One step of a run in one line. */
final class StepLine {
  private StepLine() {}

  /** The step's number, mark, name and how it stands. */
  static String of(Answer run, Answer step, Ink ink) {
    var status = step.text("status");
    var of = Math.max(run.list("steps").size(), run.at("progress").number("of"));
    var head =
        String.format(Locale.ROOT, "%2d/%d %s ", step.number("number"), of, Mark.of(status));
    var name = String.format(Locale.ROOT, "%-24s", step.text("name"));
    var details = details(run, step, status);
    return ink.status(status, head) + (name + " " + details).stripTrailing();
  }

  /** How many of a fan-out's items are through. */
  static long finished(Answer step) {
    return counted(step, "COMPLETED") + counted(step, "SKIPPED");
  }

  private static long counted(Answer step, String status) {
    return step.list("items")
        .stream()
        .filter(item -> item.text("status").equals(status))
        .count();
  }

  private static String details(Answer run, Answer step, String status) {
    var error = run.at("error");
    var mine = error.text("step").equals(step.text("name"));
    var parts = new ArrayList<String>();
    switch (status) {
      case "PENDING", "" -> {
        return "";
      }
      case "COMPLETED" -> {
        // Its duration, below, says it all.
      }
      // Where it is throttled nothing has gone wrong: a quota is shared, or a service is busy.
      case "RETRYING" ->
          parts.add(
              mine && error.text("category").equals("THROTTLED") ? "waiting its turn" : "retrying");
      default -> parts.add(status.toLowerCase(Locale.ROOT));
    }
    step.milliseconds("durationMs").map(Times::text).ifPresent(parts::add);
    if (!step.list("items").isEmpty()) {
      parts.add(finished(step) + " of " + step.list("items").size());
      var leftOut = counted(step, "SKIPPED");
      if (leftOut > 0) {
        parts.add(leftOut + " left out");
      }
    }
    if (step.number("attempts") > 1) {
      parts.add("attempt " + step.number("attempts"));
    }
    if (mine && status.equals("RETRYING")) {
      error.time("nextRetryAt").ifPresent(time -> parts.add("again at " + Times.minute(time)));
    }
    if (mine && (status.equals("RETRYING") || status.equals("BLOCKED"))) {
      error.find("message").ifPresent(parts::add);
    }
    return String.join(", ", parts);
  }
}
