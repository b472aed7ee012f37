package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What to tell somebody who watches a run. */
public final class Progress {
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

  private Progress() {}

  /**
   * One line for each step that got further.
   *
   * @param before the run as it was told last, {@link Answer#NONE} at first
   * @param now the same run, later
   */
  public static List<String> lines(Answer before, Answer now, Ink ink) {
    var lines = new ArrayList<String>();
    for (var step : now.list("steps")) {
      if (isNews(sameStep(before, step), step)) {
        lines.add(StepLine.of(now, step, ink));
      }
    }
    return List.copyOf(lines);
  }

  /** Whether the run is over, well or not. */
  public static boolean hasEnded(Answer run) {
    return ENDED.contains(run.text("status"));
  }

  /** Whether nothing more happens until a person does something. */
  public static boolean needsPerson(Answer run) {
    return switch (run.text("status")) {
      case "WAITING", "PAUSED", "NEEDS_ATTENTION" -> true;
      default -> false;
    };
  }

  /** How the run stands now that nobody watches it any more. */
  public static List<String> closing(Answer run, Ink ink) {
    var status = run.text("status");
    var lines = new ArrayList<String>();
    lines.add(
        "The run "
            + run.text("id")
            + " is "
            + ink.status(status, status)
            + run.milliseconds("activeMs").map(t -> ", active " + Times.text(t)).orElse("")
            + ".");
    if (!hasEnded(run)) {
      run.list("awaiting").forEach(awaiting -> lines.add("It " + RunPage.awaiting(awaiting) + "."));
    }
    lines.addAll(RunPage.links(run));
    run.list("missing").forEach(missing -> lines.add(RunPage.missing(missing, ink)));
    lines.addAll(RunPage.error(run, ink));
    return List.copyOf(lines);
  }

  private static Answer sameStep(Answer run, Answer step) {
    return run.list("steps")
        .stream()
        .filter(other -> other.text("name").equals(step.text("name")))
        .findFirst()
        .orElse(Answer.NONE);
  }

  private static boolean isNews(Answer before, Answer now) {
    var status = now.text("status");
    return switch (status) {
      case "PENDING", "" -> false;
      // Most steps are through before anybody could read that they began.
      case "RUNNING" -> StepLine.finished(now) > StepLine.finished(before);
      case "RETRYING" ->
          !before.text("status").equals(status)
              || before.number("attempts") != now.number("attempts");
      default -> !before.text("status").equals(status);
    };
  }
}
