package dev.presgen.orchestrator.runtime.simulator;

import static dev.presgen.orchestrator.runtime.simulator.Promises.hold;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Budget;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of each event of one run, after all that came before it. */
final class History {

  /** What has become of a signal. */
  private enum Fate {
    KEPT,
    TAKEN,
    DROPPED
  }

  private final Workflow workflow;
  private final Map<Path, Integer> attempts = new HashMap<>();
  private final Set<Address> completed = new HashSet<>();
  private final Map<String, Fate> signals = new HashMap<>();
  private final Map<String, Integer> signed = new HashMap<>();
  private int commits;
  private boolean undoing;
  private boolean leftovers;
  private final Undos undos;
  private final DueTimes dueTimes = new DueTimes();

  History(Workflow workflow) {
    this.workflow = workflow;
    this.undos = new Undos(workflow);
  }

  /** The next events are stored together. */
  void commit() {
    commits++;
  }

  boolean knows(String who) {
    return signed.containsKey(who);
  }

  boolean undone() {
    return undoing;
  }

  /** Whether an attempt was started; their numbers rise by one. */
  boolean hasBegun(Address at, int attempt) {
    return attempts.getOrDefault(at.path(), 0) >= attempt;
  }

  /** Whether the run was undone and nobody has accepted that something was left. */
  boolean undoneWhole() {
    return undoing && !leftovers;
  }

  Undos undos() {
    return undos;
  }

  void check(RunState state, Event event) {
    hold(!state.ended(), "I2 nothing happens after the end", event);
    hold(!event.time().isBefore(state.time()), "I9 time does not run backwards", event, state);
    if (event instanceof Event.OfNode ofNode) {
      hold(ofNode.at().visit() >= 1, "I3 a visit has a number", event);
    }
    by(event).ifPresent(by -> signed(by, event));
    undos.check(state, event);
    dueTimes.check(event);
    switch (event) {
      case Event.AttemptStarted e -> started(state, e);
      case Event.AttemptFailed e -> spent(e.at(), e.budget());
      case Event.AttemptLost e -> spent(e.at(), e.budget());
      case Event.StepCompleted e ->
          hold(completed.add(e.at()), "I2 a visit is completed once", e);
      case Event.TimerFired e -> fired(state, e);
      case Event.UndoStarted e -> {
        undoing = true;
        hold(!state.pivotPassed(), "I10 nothing is undone after the pivot", e);
      }
      case Event.RunEnded e -> {
        leftovers |= undoing && e.by().isPresent();
        hold(
            !signals.containsValue(Fate.KEPT),
            "I8 a signal that was kept is taken or dropped by the end", e, signals);
      }
      case Event.WaitClosed e ->
          hold(
              state.lifecycle() instanceof Lifecycle.Active
                  || state.lifecycle() instanceof Lifecycle.Paused,
              "I2 a run that is to end takes no answers", e, state.lifecycle());
      case Event.SignalKept e ->
          hold(signals.put(e.id(), Fate.KEPT) == null, "I8 a signal counts once", e);
      case Event.SignalAccepted e -> {
        var before = signals.put(e.id(), Fate.TAKEN);
        hold(before == null || before == Fate.KEPT, "I8 a signal counts once", e);
      }
      case Event.KeptSignalDropped e ->
          hold(
              signals.put(e.id(), Fate.DROPPED) == Fate.KEPT,
              "I8 only a kept signal is dropped", e);
      case Event _ -> {
      }
    }
  }

  /** Whoever decides something is in the history, once. */
  private void signed(By by, Event event) {
    var before = signed.put(by.who(), commits);
    boolean keptBefore =
        event instanceof Event.SignalAccepted e && signals.get(e.id()) == Fate.KEPT;
    hold(
        before == null || before == commits || keptBefore,
        "I14 what a person decides is done once", event);
  }

  private static Optional<By> by(Event event) {
    return switch (event) {
      case Event.SignalKept e -> Optional.of(e.by());
      case Event.SignalAccepted e -> Optional.of(e.by());
      case Event.RunPaused e -> Optional.of(e.by());
      case Event.RunResumed e -> Optional.of(e.by());
      case Event.Extended e -> Optional.of(e.by());
      case Event.Delegated e -> Optional.of(e.by());
      case Event.Rewound e -> Optional.of(e.by());
      case Event.RetryScheduled e -> e.by();
      case Event.StepSkipped e -> e.by();
      case Event.CancelRequested e -> e.by();
      case Event.RunEnded e -> e.by();
      case Event _ -> Optional.empty();
    };
  }

  private void started(RunState state, Event.AttemptStarted e) {
    hold(
        attempts.merge(e.at().path(), 1, Integer::sum) == e.attempt(),
        "I12 the numbers of attempts rise by one", e);
    hold(
        e.budget().spent() < task(e.at()).retry().attemptsMax(),
        "I12 a step has as many attempts as its policy says", e);
    hold(e.epoch() == state.epoch(), "I7 an attempt belongs to the newest claim", e, state.epoch());
    hold(
        e.purpose() == Purpose.DO
            ? state.lifecycle() instanceof Lifecycle.Active
            : state.lifecycle() instanceof Lifecycle.Undoing,
        "I12 nothing is started in a run that is paused or to end", e, state.lifecycle());
    var from =
        state.positions()
            .filter(position -> position.at().equals(e.at()) && inPlace(state, position, e))
            .findFirst();
    hold(
        from.map(
            position -> switch (position) {
              case Position.Ready _, Position.Queued _ -> true;
              case Position.Retrying p -> !p.due().isAfter(e.time());
              case Position.Blocked p -> !p.recheck().isAfter(e.time());
              case Position _ -> false;
            })
            .orElse(false),
        "I9 no attempt starts before its time", e, from);
    if (e.purpose() == Purpose.UNDO) {
      inTurn(state, e.at());
    }
  }

  private static boolean inPlace(RunState state, Position position, Event.AttemptStarted e) {
    boolean undo =
        state.lifecycle() instanceof Lifecycle.Undoing undoing
            && undoing.undos().contains(position);
    return undo == (e.purpose() == Purpose.UNDO);
  }

  private void spent(Address at, Budget budget) {
    hold(
        budget.spent() <= task(at).retry().attemptsMax(),
        "I12 a step has as many attempts as its policy says", at, budget);
    hold(!budget.excluded().isNegative(), "I12 no time is counted below nothing", at, budget);
  }

  private static void fired(RunState state, Event.TimerFired e) {
    boolean open =
        state.positions()
            .anyMatch(
                position -> position instanceof Position.Waiting waiting
                    && waiting.at().equals(e.at())
                    && waiting.timers()
                        .stream()
                        .anyMatch(
                            timer -> timer.name().equals(e.name()) && !timer.fired()
                                && timer.due().equals(e.due())));
    hold(open, "I9 a timer fires once, and when its wait is open", e);
    hold(!e.due().isAfter(e.time()), "I9 no timer fires before its time", e);
    hold(
        state.lifecycle() instanceof Lifecycle.Active,
        "I9 no timer fires in a run that is paused or to end", e);
  }

  /** An undo begins when all that was done after it is undone or given up. */
  private static void inTurn(RunState state, Address at) {
    var undos = ((Lifecycle.Undoing) state.lifecycle()).undos();
    for (var undo : undos) {
      if (undo.at().equals(at)) {
        return;
      }
      hold(
          undo instanceof Position.Done || undo instanceof Position.Stuck,
          "I10 what was done last is undone first", at, undo);
    }
    hold(false, "I10 only what was begun is undone", at, undos);
  }

  private Node.Task task(Address at) {
    return (Node.Task) workflow.node(at);
  }
}
