package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that a person wants to know about one run. */
public final class RunPage {
  private RunPage() {}

  /** The run's page: how it stands, its steps, what it waits for, links, error, what is missing. */
  public static List<String> lines(Answer run, Ink ink) {
    var lines = new ArrayList<String>();
    lines.add(heading(run, ink));
    run.find("key").ifPresent(key -> lines.add("key: " + key));
    labels(run).ifPresent(labels -> lines.add("labels: " + labels));
    run.time("createdAt").ifPresent(time -> lines.add("since: " + Times.minute(time)));
    run.list("steps").forEach(step -> lines.add(StepLine.of(run, step, ink)));
    run.list("awaiting").forEach(awaiting -> lines.add(awaiting(awaiting)));
    lines.addAll(links(run));
    run.list("substitutes").forEach(substitute -> lines.add(substitute(substitute, ink)));
    run.list("missing").forEach(missing -> lines.add(missing(missing, ink)));
    lines.addAll(error(run, ink));
    return List.copyOf(lines);
  }

  /** What the run waits for, in one line. */
  public static String awaiting(Answer awaiting) {
    return "waits for "
        + awaiting.find("signal").orElse(awaiting.text("path"))
        + awaiting.find("path").filter(path -> path.contains("/")).map(at -> " in " + at).orElse("")
        + awaiting.find("assignee").map(who -> " by " + who).orElse("")
        + awaiting.time("deadline").map(time -> " until " + Times.minute(time)).orElse("")
        + awaiting
            .time("nextReminder")
            .map(time -> "; next reminder " + Times.minute(time))
            .orElse("");
  }

  /** What a person can open, a line each. */
  public static List<String> links(Answer run) {
    return Link.of(run)
        .stream()
        .map(
            link -> link.name() + ": " + link.url()
                + (link.undone() ? " (taken back: in the trash, or gone)" : ""))
        .toList();
  }

  /** What went wrong and what to do about it; no lines when nothing did. */
  public static List<String> error(Answer run, Ink ink) {
    var error = run.at("error");
    if (error.find("message").or(() -> error.find("code")).isEmpty()) {
      return List.of();
    }
    var where = error.find("path").or(() -> error.find("step")).map(at -> " in " + at).orElse("");
    var lines = new ArrayList<String>();
    lines.add(
        ink.bad("error" + where + ": " + error.text("message") + " (" + error.text("code") + ")"));
    error.find("whatToDo").ifPresent(what -> lines.add("what to do: " + what));
    error.time("nextRetryAt").ifPresent(at -> lines.add("next attempt: " + Times.minute(at)));
    error.find("runbook").ifPresent(runbook -> lines.add("runbook: " + runbook));
    return List.copyOf(lines);
  }

  /** Something that was left out of what the run delivers, in one line. */
  public static String missing(Answer missing, Ink ink) {
    return ink.open("missing: " + missing.text("kind") + " of " + missing.text("path"))
        + missing.find("why").map(why -> ": " + why).orElse("");
  }

  private static String substitute(Answer substitute, Ink ink) {
    return ink.open(substitute.text("kind") + " of " + substitute.text("path"))
        + substitute.find("why").map(why -> ": " + why).orElse("");
  }

  private static String heading(Answer run, Ink ink) {
    var status = run.text("status");
    return ink.strong(run.text("id"))
        + " "
        + run.text("workflow")
        + " "
        + ink.status(status, status)
        + run.milliseconds("activeMs").map(active -> ", active " + Times.text(active)).orElse("");
  }

  private static Optional<String> labels(Answer run) {
    var labels =
        run.at("labels")
            .node()
            .properties()
            .stream()
            .map(label -> label.getKey() + "=" + new Answer(label.getValue()).asText())
            .toList();
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", labels));
  }
}
