package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.AttemptFailed;
import dev.presgen.orchestrator.core.Event.AttemptLost;
import dev.presgen.orchestrator.core.Event.AttemptStarted;
import dev.presgen.orchestrator.core.Event.BranchTaken;
import dev.presgen.orchestrator.core.Event.CancelRequested;
import dev.presgen.orchestrator.core.Event.ChildEnded;
import dev.presgen.orchestrator.core.Event.Extended;
import dev.presgen.orchestrator.core.Event.ItemsJoined;
import dev.presgen.orchestrator.core.Event.ItemsListed;
import dev.presgen.orchestrator.core.Event.JobAccepted;
import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.RetryScheduled;
import dev.presgen.orchestrator.core.Event.RunClaimed;
import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Event.RunPaused;
import dev.presgen.orchestrator.core.Event.RunResumed;
import dev.presgen.orchestrator.core.Event.RunStarted;
import dev.presgen.orchestrator.core.Event.SignalAccepted;
import dev.presgen.orchestrator.core.Event.SignalKept;
import dev.presgen.orchestrator.core.Event.StepBlocked;
import dev.presgen.orchestrator.core.Event.StepCompleted;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.StepUndone;
import dev.presgen.orchestrator.core.Event.TimerFired;
import dev.presgen.orchestrator.core.Event.UndoGivenUp;
import dev.presgen.orchestrator.core.Event.UndoStarted;
import dev.presgen.orchestrator.core.Event.WaitClosed;
import dev.presgen.orchestrator.core.Event.WaitOpened;
import dev.presgen.orchestrator.core.RunState.KeptSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What each event makes of a state. It judges nothing: what is journalled has happened. */
final class Evolution {

  private Evolution() {}

  static RunState begin(RunStarted e) {
    var root =
        new Scope(
            Path.ROOT,
            new Position.Queued(new Address(Path.ROOT, e.start(), 1)),
            Map.of(Outputs.INPUT, new Output.One(e.input())),
            List.of());
    var state =
        new RunState(
            e.runId(),
            e.workflow(),
            e.version(),
            e.fingerprint(),
            new Lifecycle.Active(),
            root,
            Map.of(),
            List.of(),
            List.of(),
            false,
            0,
            0,
            e.time());
    return enter(state, Path.ROOT, e.start()).after(e.time());
  }

  static RunState evolve(RunState state, Event event) {
    return apply(state, event).after(event.time());
  }

  private static RunState apply(RunState state, Event event) {
    return switch (event) {
      case RunStarted e -> throw new IllegalStateException("a run starts once: " + e);
      case RunClaimed e -> state.claimed(e.epoch());
      case AttemptStarted e -> started(state, e);
      case AttemptLost e ->
          failed(
              state,
              e.at(),
              e.attempt(),
              new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it is gone"),
              e.budget());
      case AttemptFailed e -> failed(state, e.at(), e.attempt(), e.failure(), e.budget());
      case RetryScheduled e ->
          stand(
              state,
              e.purpose(),
              new Position.Retrying(
                  e.at(), e.purpose(), e.attempt(), e.time(), e.due(), e.failure(), e.budget()));
      case StepBlocked e ->
          stand(
              state,
              e.purpose(),
              new Position.Blocked(
                  e.at(),
                  e.purpose(),
                  e.attempt(),
                  e.time(),
                  e.recheck(),
                  e.failure(),
                  e.budget()));
      case JobAccepted e -> accepted(state, e);
      case StepCompleted e -> completed(state, e);
      case StepSkipped e -> skipped(state, e);
      case StepStuck e -> stuck(state, e);
      case WaitOpened e ->
          stand(
              state,
              Purpose.DO,
              new Position.Waiting(
                  e.at(), e.time(), e.timers(), e.assignee(), Optional.empty()))
              .counted(e.at().path(), tally -> tally.begun(e.time()));
      case TimerFired e -> fired(state, e);
      case SignalKept e -> kept(state, new KeptSignal(e.id(), e.name(), e.payload(), e.by()));
      case SignalAccepted e ->
          unkept(state, e.id())
              .changed(e.at().scope(), scope -> scope.moved(retimed(scope, e.timers())));
      case KeptSignalDropped e -> unkept(state, e.id());
      case WaitClosed e -> closed(state, e);
      case BranchTaken e -> leave(state, e.at(), e.next(), e.time());
      case ItemsListed e -> listed(state, e);
      case ChildEnded e ->
          state
              .changed(
                  e.at().scope(), scope -> scope.moved(new Position.Done(e.at(), e.end())))
              .counted(e.at().path(), tally -> tally.ended(e.time()));
      case ItemsJoined e -> joined(state, e);
      case RunPaused e -> state.with(new Lifecycle.Paused(e.time()));
      case RunResumed e -> Pauses.resume(state, e.time());
      case CancelRequested e ->
          state.with(new Lifecycle.Cancelling(e.outcome(), e.undo(), e.cause()));
      case UndoStarted e -> undoing(state, e);
      case StepUndone e ->
          stand(
              state,
              Purpose.UNDO,
              new Position.Done(e.at(), new Position.End.Reached(e.at().node())));
      case UndoGivenUp e ->
          stand(
              state,
              Purpose.UNDO,
              new Position.Stuck(
                  e.at(),
                  Purpose.UNDO,
                  e.failure(),
                  Budget.fresh(e.time()).acted(),
                  Optional.empty()));
      case Extended e ->
          state.changed(
              e.at().scope(), scope -> scope.moved(reopened(scope.position(), e.timers())));
      case RunEnded e -> state.with(new Lifecycle.Ended(e.outcome(), e.cause(), e.time()));
    };
  }

  private static RunState started(RunState state, AttemptStarted e) {
    var next =
        stand(
            state,
            e.purpose(),
            new Position.Executing(
                e.at(), e.purpose(), e.attempt(), e.epoch(), e.time(), e.budget()))
            .counted(e.at().path(), tally -> tally.attempted(e.attempt()));
    if (e.purpose() == Purpose.UNDO) {
      return next;
    }
    next = next.counted(e.at().path(), tally -> tally.begun(e.time()));
    if (!e.undoable() || next.touched().contains(e.at())) {
      return next;
    }
    var touched = new ArrayList<>(next.touched());
    touched.add(e.at());
    return next.touching(touched);
  }

  /** An attempt that has ended badly stands still until what follows is journalled. */
  private static RunState failed(
      RunState state, Address at, int attempt, Failure failure, Budget budget) {
    var purpose =
        switch (state.open(at, attempt).orElseThrow()) {
          case Position.Executing e -> e.purpose();
          case Position.Polling p -> p.purpose();
          case Position other -> throw new IllegalStateException("no attempt: " + other);
        };
    return stand(
        state, purpose, new Position.Stuck(at, purpose, failure, budget, Optional.empty()));
  }

  private static RunState accepted(RunState state, JobAccepted e) {
    var polling =
        switch (state.open(e.at(), e.attempt()).orElseThrow()) {
          case Position.Executing was ->
              new Position.Polling(
                  e.at(),
                  was.purpose(),
                  e.attempt(),
                  e.token(),
                  e.time(),
                  e.due(),
                  was.budget().acted());
          case Position.Polling was ->
              new Position.Polling(
                  e.at(),
                  was.purpose(),
                  e.attempt(),
                  e.token(),
                  was.since(),
                  e.due(),
                  was.budget());
          case Position other -> throw new IllegalStateException("no attempt: " + other);
        };
    return stand(state, polling.purpose(), polling);
  }

  private static RunState completed(RunState state, StepCompleted e) {
    var next =
        e.output()
            .map(
                ref -> state.changed(
                    e.at().scope(),
                    scope -> scope.with(e.at().node(), new Output.One(ref))))
            .orElse(state);
    return leave(next, e.at(), e.next(), e.time());
  }

  private static RunState skipped(RunState state, StepSkipped e) {
    var output =
        e.output().<Output>map(Output.One::new).orElseGet(() -> new Output.Nothing(e.why()));
    return leave(
        state.changed(e.at().scope(), scope -> scope.with(e.at().node(), output)),
        e.at(),
        e.next(),
        e.time());
  }

  private static RunState stuck(RunState state, StepStuck e) {
    return state.changed(
        e.at().scope(),
        scope -> {
          var budget =
              switch (scope.position()) {
                case Position.Stuck was -> was.budget();
                case Position.Retrying was -> was.budget();
                case Position.Blocked was -> was.budget();
                case Position.Ready _, Position.Queued _, Position.Waiting _ ->
                    Budget.fresh(e.time());
                case Position.Executing _, Position.Polling _, Position.Joining _, Position.Done _ ->
                    throw new IllegalStateException(
                        "cannot be stuck: " + scope.position() + " by " + e);
              };
          var expired =
              scope.position() instanceof Position.Waiting waiting
                  ? Optional.of(waiting)
                  : Optional.<Position.Waiting>empty();
          return scope.moved(
              new Position.Stuck(e.at(), Purpose.DO, e.failure(), budget, expired));
        });
  }

  private static RunState fired(RunState state, TimerFired e) {
    if (e.target().isPresent()) {
      // An answer of an earlier visit is none of this one.
      var nothing = new Output.Nothing("timer " + e.name() + " ended the wait");
      return leave(
          state.changed(e.at().scope(), scope -> scope.with(e.at().node(), nothing)),
          e.at(),
          e.target().get(),
          e.time());
    }
    return state.changed(
        e.at().scope(),
        scope -> {
          var waiting = (Position.Waiting) scope.position();
          var timers =
              waiting.timers()
                  .stream()
                  .map(
                      timer -> timer.name().equals(e.name())
                          ? e.next().map(due -> timer.again(e.time(), due)).orElse(timer.spent())
                          : timer)
                  .toList();
          return scope.moved(
              new Position.Waiting(
                  waiting.at(),
                  waiting.since(),
                  timers,
                  waiting.assignee(),
                  e.closing() ? Optional.of(e.due()) : waiting.closing()));
        });
  }

  private static Position retimed(Scope scope, List<TimerState> timers) {
    var waiting = (Position.Waiting) scope.position();
    return new Position.Waiting(
        waiting.at(), waiting.since(), timers, waiting.assignee(), waiting.closing());
  }

  private static Position reopened(Position was, List<TimerState> timers) {
    var waiting =
        switch (was) {
          case Position.Waiting open -> open;
          case Position.Stuck stuck -> stuck.expired().orElseThrow();
          case Position other -> throw new IllegalStateException("no wait: " + other);
        };
    return new Position.Waiting(
        waiting.at(), waiting.since(), timers, waiting.assignee(), Optional.empty());
  }

  private static RunState kept(RunState state, KeptSignal signal) {
    var all = new ArrayList<>(state.kept());
    all.add(signal);
    return state.keeping(all);
  }

  private static RunState unkept(RunState state, String id) {
    return state.keeping(
        state.kept().stream().filter(signal -> !signal.id().equals(id)).toList());
  }

  private static RunState closed(RunState state, WaitClosed e) {
    var next =
        state.changed(
            e.at().scope(), scope -> scope.with(e.at().node(), new Output.One(e.output())));
    return leave(e.pivot() ? next.pastPivot() : next, e.at(), e.next(), e.time());
  }

  private static RunState listed(RunState state, ItemsListed e) {
    var next =
        stand(state, Purpose.DO, new Position.Joining(e.at(), e.keys()))
            .counted(e.at().path(), tally -> tally.begun(e.time()));
    var children = new ArrayList<Scope>();
    for (var key : e.keys()) {
      var path = e.at().path().child(key);
      next = next.counted(path.child(e.start()), Tally::entered);
      int visit = next.tally(path.child(e.start())).visits();
      children.add(Scope.at(path, new Position.Queued(new Address(path, e.start(), visit))));
    }
    return next.changed(
        e.at().scope(), scope -> scope.withChildren(e.at().node(), children));
  }

  private static RunState joined(RunState state, ItemsJoined e) {
    var refs = new LinkedHashMap<String, Ref>();
    for (var child : state.scope(e.at().scope()).orElseThrow().childrenOf(e.at().node())) {
      if (child.outputs().get(e.gives()) instanceof Output.One(var ref)) {
        refs.put(child.path().names().getLast(), ref);
      }
    }
    return leave(
        state.changed(
            e.at().scope(), scope -> scope.with(e.at().node(), new Output.Each(refs))),
        e.at(),
        e.next(),
        e.time());
  }

  private static RunState undoing(RunState state, UndoStarted e) {
    var cancelling = (Lifecycle.Cancelling) state.lifecycle();
    var undos =
        e.order()
            .stream()
            .<Position>map(
                at -> new Position.Ready(at, Purpose.UNDO))
            .toList();
    return state.with(
        new Lifecycle.Undoing(cancelling.outcome(), cancelling.cause(), undos));
  }

  private static RunState leave(RunState state, Address from, String next, Instant at) {
    return enter(
        state.counted(from.path(), tally -> tally.ended(at)), from.scope(), next);
  }

  private static RunState enter(RunState state, Path scope, String node) {
    var counted = state.counted(scope.child(node), Tally::entered);
    var address = new Address(scope, node, counted.tally(scope.child(node)).visits());
    return counted.changed(
        scope,
        was -> was.moved(new Position.Ready(address, Purpose.DO)));
  }

  /** Puts a position where it belongs: into its scope, or among the undos. */
  private static RunState stand(RunState state, Purpose purpose, Position position) {
    if (purpose == Purpose.DO) {
      return state.changed(position.at().scope(), scope -> scope.moved(position));
    }
    var undoing = (Lifecycle.Undoing) state.lifecycle();
    UnaryOperator<Position> replace = was -> was.at().equals(position.at()) ? position : was;
    return state.with(
        new Lifecycle.Undoing(
            undoing.outcome(),
            undoing.cause(),
            undoing.undos().stream().map(replace).toList()));
  }
}
