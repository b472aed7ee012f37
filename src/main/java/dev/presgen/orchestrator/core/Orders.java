package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.CancelRequested;
import dev.presgen.orchestrator.core.Event.Delegated;
import dev.presgen.orchestrator.core.Event.Extended;
import dev.presgen.orchestrator.core.Event.RetryScheduled;
import dev.presgen.orchestrator.core.Event.RunPaused;
import dev.presgen.orchestrator.core.Event.RunResumed;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules about what operators order. */
final class Orders {

  /** How far ahead a wait may be extended: every wait has an end. */
  static final Duration EXTENSION_MAX = Duration.ofDays(366);

  /** As long as any name or address. */
  private static final int ASSIGNEE_MAX = 200;

  private final Turn turn;

  Orders(Turn turn) {
    this.turn = turn;
  }

  Optional<Decision> ordered(Fact.Order order) {
    return switch (order) {
      case Fact.Pause pause -> pause(pause);
      case Fact.Resume resume -> resume(resume);
      case Fact.Cancel cancel -> cancel(cancel);
      case Fact.Retry retry -> retry(retry);
      case Fact.Recheck recheck -> recheck(recheck);
      case Fact.Skip skip -> skip(skip);
      case Fact.Rewind rewind -> new Rewinding(turn).ordered(rewind);
      case Fact.Delegate delegate -> delegate(delegate);
      case Fact.Extend extend -> extend(extend);
    };
  }

  private Optional<Decision> pause(Fact.Pause order) {
    if (!turn.active()) {
      return refusedBy("paused");
    }
    turn.emit(new RunPaused(turn.now, order.by()));
    return Optional.empty();
  }

  private Optional<Decision> resume(Fact.Resume order) {
    if (!(turn.state().lifecycle() instanceof Lifecycle.Paused)) {
      return refusedBy("resumed");
    }
    turn.emit(new RunResumed(turn.now, order.by()));
    new Waits(turn).settle();
    return Optional.empty();
  }

  private Optional<Decision> cancel(Fact.Cancel order) {
    return switch (turn.state().lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _ -> begin(order);
      case Lifecycle.Undoing undoing when Possible.leftovers(undoing) -> accept(order, undoing);
      case Lifecycle.Undoing _, Lifecycle.Cancelling _, Lifecycle.Ended _ ->
          refusedBy("cancelled");
    };
  }

  private Optional<Decision> begin(Fact.Cancel order) {
    if (order.undo()
        && order.check()
            .orElse(new Fact.Check.Nothing()) instanceof Fact.Check.Refused(var code, var why)) {
      return turn.refused(code, "it is not known whether there is an answer already: " + why);
    }
    boolean answered =
        turn.workflow.hasPivot()
            && (turn.state().pivotPassed()
                || order.check().orElse(new Fact.Check.Nothing()) instanceof Fact.Check.Found);
    if (order.undo() && answered) {
      return turn.refused(
          "UNDO_REFUSED",
          "there is an answer already, which an undo would destroy: cancel without undo instead");
    }
    turn.emit(
        new CancelRequested(
            turn.now,
            Lifecycle.Outcome.CANCELLED,
            order.undo(),
            Optional.empty(),
            Optional.of(order.by())));
    return Optional.empty();
  }

  private Optional<Decision> accept(Fact.Cancel order, Lifecycle.Undoing undoing) {
    if (!order.accept()) {
      return turn.refused(
          "LEFTOVERS",
          "not everything could be undone: retry, or cancel with accept to leave it as it is");
    }
    turn.end(undoing.outcome(), undoing.cause(), Optional.of(order.by()));
    return Optional.empty();
  }

  private Optional<Decision> retry(Fact.Retry order) {
    var stuck = Possible.stuck(turn.state()).stream().filter(p -> named(p, order.path())).toList();
    var candidates =
        stuck.isEmpty()
            ? Possible.held(turn.state()).stream().filter(p -> named(p, order.path())).toList()
            : stuck;
    if (candidates.isEmpty()) {
      return turn.refused(
          "NOTHING_TO_RETRY",
          "nothing there has failed" + order.path().map(path -> " at " + path).orElse(""));
    }
    candidates.forEach(position -> again(position, order.by()));
    return Optional.empty();
  }

  /**
   * Unlike a retry it gives no new budget: what nobody mends comes to its end all the same. The time
   * for which it was blocked does not count, as it does not where nobody orders anything. A run that
   * is paused starts nothing, and so cannot look.
   */
  private Optional<Decision> recheck(Fact.Recheck order) {
    if (turn.state().lifecycle() instanceof Lifecycle.Paused) {
      return refusedBy("sent to look");
    }
    var blocked =
        Possible.held(turn.state())
            .stream()
            .filter(p -> order.path().isEmpty() || named(p, order.path()))
            .flatMap(
                p -> p instanceof Position.Blocked b && b.failure().what().equals(order.what())
                    ? Stream.of(b)
                    : Stream.empty())
            .toList();
    if (blocked.isEmpty()) {
      return turn.refused("NOTHING_BLOCKED", "nothing is blocked by that: " + order.what());
    }
    for (var b : blocked) {
      turn.emit(
          new RetryScheduled(
              turn.now,
              b.at(),
              b.purpose(),
              b.attempt(),
              turn.now,
              b.failure(),
              b.budget().excluding(turn.since(b.since())),
              Optional.of(order.by())));
    }
    return Optional.empty();
  }

  private void again(Position position, By by) {
    switch (position) {
      case Position.Stuck p ->
          again(p.at(), p.purpose(), p.failure(), p.budget(), by);
      case Position.Retrying p -> again(p.at(), p.purpose(), p.failure(), p.budget(), by);
      case Position.Blocked p -> again(p.at(), p.purpose(), p.failure(), p.budget(), by);
      case Position other -> throw new IllegalStateException("cannot be retried: " + other);
    }
  }

  private void again(Address at, Purpose purpose, Failure failure, Budget budget, By by) {
    turn.emit(
        new RetryScheduled(
            turn.now,
            at,
            purpose,
            turn.state().tally(at.path()).attempts(),
            turn.now,
            failure,
            budget.renewed(turn.now),
            Optional.of(by)));
  }

  private Optional<Decision> skip(Fact.Skip order) {
    var lifecycle = turn.state().lifecycle();
    if (!(lifecycle instanceof Lifecycle.Active) && !(lifecycle instanceof Lifecycle.Paused)) {
      return refusedBy("skipped");
    }
    var candidates =
        Possible.skippable(turn.workflow, turn.state())
            .stream()
            .filter(position -> named(position, order.path()))
            .toList();
    if (candidates.size() != 1) {
      return turn.refused(
          "NOTHING_TO_SKIP",
          candidates.isEmpty()
              ? "no task waits there to be retried, mended or started"
              : "say which: " + candidates.stream().map(p -> p.at().label()).toList());
    }
    var at = candidates.getFirst().at();
    var task = (Node.Task) turn.workflow.node(at);
    if (order.output().isEmpty() && !task.skippable()) {
      return turn.refused(
          "SKIP_NEEDS_OUTPUT",
          at.label() + " is needed by what follows: give the output that stands in for it");
    }
    turn.emit(
        new StepSkipped(
            turn.now,
            at,
            order.by().why(),
            order.output(),
            Optional.of(order.by()),
            task.next()));
    return Optional.empty();
  }

  private Optional<Decision> extend(Fact.Extend order) {
    var lifecycle = turn.state().lifecycle();
    if (!(lifecycle instanceof Lifecycle.Active) && !(lifecycle instanceof Lifecycle.Paused)) {
      return refusedBy("extended");
    }
    if (!order.until().isAfter(turn.now)
        || order.until().isAfter(turn.now.plus(EXTENSION_MAX))) {
      return turn.refused(
          "UNTIL_OUT_OF_RANGE",
          "until must lie in the future, by at most " + EXTENSION_MAX.toDays() + " days");
    }
    var waits =
        Possible.extensible(turn.workflow, turn.state())
            .stream()
            .filter(waiting -> order.path().isEmpty() || named(waiting, order.path()))
            .toList();
    if (waits.size() != 1) {
      return turn.refused(
          "NOTHING_TO_EXTEND",
          waits.isEmpty()
              ? "no wait with a deadline is open there"
              : "say which: " + waits.stream().map(w -> w.at().label()).toList());
    }
    var waiting = waits.getFirst();
    turn.emit(
        new Extended(
            turn.now, waiting.at(), moved(waiting, order.until()), order.until(), order.by()));
    return Optional.empty();
  }

  private Optional<Decision> delegate(Fact.Delegate order) {
    var lifecycle = turn.state().lifecycle();
    if (!(lifecycle instanceof Lifecycle.Active) && !(lifecycle instanceof Lifecycle.Paused)) {
      return refusedBy("delegated");
    }
    if (order.to().isBlank() || order.to().length() > ASSIGNEE_MAX) {
      return turn.refused(
          "ASSIGNEE_OUT_OF_RANGE", "to must be 1 to " + ASSIGNEE_MAX + " characters");
    }
    var waits =
        Possible.delegable(turn.state())
            .stream()
            .filter(waiting -> named(waiting, order.path()))
            .toList();
    if (waits.size() != 1) {
      return turn.refused(
          "NOTHING_TO_DELEGATE",
          waits.isEmpty()
              ? "no wait that somebody is asked to answer is open there"
              : "say which: " + waits.stream().map(w -> w.at().label()).toList());
    }
    turn.emit(new Delegated(turn.now, waits.getFirst().at(), order.to(), order.by()));
    return Optional.empty();
  }

  /** The deadline moves, and with it all that counts back from it. */
  private List<TimerState> moved(Position.Waiting waiting, Instant until) {
    var wait = (Node.Wait) turn.workflow.node(waiting.at());
    var deadline = Possible.deadline(wait, waiting).orElseThrow();
    var by = Duration.between(deadline.due(), until);
    return waiting.timers()
        .stream()
        .map(
            timer -> {
              var declared = Waits.declared(wait, timer);
              if (!declared.countsFromOpening()) {
                return timer;
              }
              var due = timer.due().plus(by);
              return due.isAfter(turn.now)
                  ? timer.again(turn.now, due)
                  : timer.again(turn.now, due).spent();
            })
        .toList();
  }

  private static boolean named(Position position, Optional<Path> path) {
    return path.isEmpty()
        || path.get().equals(position.at().path())
        || path.get().toString().equals(position.at().label());
  }

  private Optional<Decision> refusedBy(String participle) {
    return turn.refused(
        "WRONG_STATE",
        "a run that is " + Status.of(turn.state()) + " cannot be " + participle);
  }
}
