package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds everything that is wrong with a wait taken by itself. */
final class WaitCheck {

  private static final String SIGNAL = "[A-Za-z0-9_-]{1,60}";
  private static final String TIMER = "[A-Za-z0-9_]{1,60}";

  private final Node.Wait wait;
  private final Graph graph;
  private final List<String> errors = new ArrayList<>();

  /**
   * Checks a wait.
   *
   * @param graph the one that it stands in
   */
  WaitCheck(Node.Wait wait, Graph graph) {
    this.wait = wait;
    this.graph = graph;
  }

  List<String> errors() {
    names("signal", SIGNAL, wait.signals().stream().map(Node.Signal::name).toList());
    names("timer", TIMER, wait.timers().stream().map(Node.Timer::name).toList());
    wait.signals().forEach(this::check);
    wait.timers().forEach(this::check);
    wait.probe()
        .filter(Node.Probe::watches)
        .ifPresent(probe -> gives("its probe", probe.contract().gives()));
    return errors;
  }

  private void names(String what, String pattern, List<String> names) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (!name.matches(pattern)) {
        errors.add(what + " name " + name + " must match " + pattern);
      }
      if (!seen.add(name)) {
        errors.add(what + " " + name + " is declared twice");
      }
    }
  }

  private void check(Node.Signal signal) {
    if (signal.probed() && wait.probe().isEmpty()) {
      errors.add("signal " + signal.name() + " asks a probe, but there is none");
    }
    if (graph.nodes().containsKey(signal.name())) {
      errors.add("signal " + signal.name() + " has the name of a node");
    }
    switch (signal.answer()) {
      case Node.Answer.Close _ when signal.probed() ->
          gives(
              "its probe",
              wait.probe().<Class<?>>map(probe -> probe.contract().gives()).orElse(wait.gives()));
      case Node.Answer.Close _ -> gives("signal " + signal.name(), signal.payload());
      case Node.Answer.Stay(var action) ->
          action.ifPresent(task -> action("signal " + signal.name(), task));
    }
  }

  /** The wait stands still while an action runs, so it must be where the action leads back to. */
  private void action(String who, String task) {
    if (!(graph.node(task) instanceof Node.Task acts) || !acts.next().equals(wait.name())) {
      errors.add(who + " does " + task + ", which must be a task that leads back to the wait");
    }
  }

  private void gives(String who, Class<?> type) {
    if (!wait.gives().isAssignableFrom(type)) {
      errors.add(
          who + " gives a " + type.getSimpleName() + ", not a " + wait.gives().getSimpleName());
    }
  }

  private void check(Node.Timer timer) {
    if (timer.elapsed() instanceof Node.Elapsed.Stay(var action)) {
      action.ifPresent(task -> action("timer " + timer.name(), task));
    }
    switch (timer.schedule()) {
      case Node.Schedule.After(var time) -> positive(timer, time);
      case Node.Schedule.Every(var time) -> positive(timer, time);
      case Node.Schedule.Computed _ -> {
        if (timer.anchor() == Node.Anchor.LAST_SIGNAL) {
          errors.add("timer " + timer.name() + " has computed times: they count from the opening");
        }
      }
    }
  }

  private void positive(Node.Timer timer, Duration time) {
    if (!time.isPositive()) {
      errors.add("timer " + timer.name() + " needs a time above zero, not " + time);
    }
  }
}
