package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Moves.enter;
import static dev.presgen.orchestrator.core.Moves.leave;
import static dev.presgen.orchestrator.core.Moves.stand;

import dev.presgen.orchestrator.core.Event.AttemptFailed;
import dev.presgen.orchestrator.core.Event.AttemptLost;
import dev.presgen.orchestrator.core.Event.AttemptStarted;
import dev.presgen.orchestrator.core.Event.BranchTaken;
import dev.presgen.orchestrator.core.Event.BranchesBegun;
import dev.presgen.orchestrator.core.Event.BranchesJoined;
import dev.presgen.orchestrator.core.Event.CallBegun;
import dev.presgen.orchestrator.core.Event.CallReturned;
import dev.presgen.orchestrator.core.Event.CancelRequested;
import dev.presgen.orchestrator.core.Event.ChildEnded;
import dev.presgen.orchestrator.core.Event.Delegated;
import dev.presgen.orchestrator.core.Event.Extended;
import dev.presgen.orchestrator.core.Event.ItemsJoined;
import dev.presgen.orchestrator.core.Event.ItemsListed;
import dev.presgen.orchestrator.core.Event.JobAccepted;
import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.RetryScheduled;
import dev.presgen.orchestrator.core.Event.Rewound;
import dev.presgen.orchestrator.core.Event.RunClaimed;
import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Event.RunPaused;
import dev.presgen.orchestrator.core.Event.RunResumed;
import dev.presgen.orchestrator.core.Event.RunStarted;
import dev.presgen.orchestrator.core.Event.SignalAccepted;
import dev.presgen.orchestrator.core.Event.SignalKept;
import dev.presgen.orchestrator.core.Event.StepBlocked;
import dev.presgen.orchestrator.core.Event.StepCompleted;
import dev.presgen.orchestrator.core.Event.StepFellBack;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.StepUndone;
import dev.presgen.orchestrator.core.Event.TimerFired;
import dev.presgen.orchestrator.core.Event.UndoGivenUp;
import dev.presgen.orchestrator.core.Event.UndoStarted;
import dev.presgen.orchestrator.core.Event.WaitClosed;
import dev.presgen.orchestrator.core.Event.WaitOpened;
import dev.presgen.orchestrator.core.Event.WaitResumed;
import dev.presgen.orchestrator.core.Event.WaitSuspended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each event makes of a state. It judges nothing: what is journalled has happened. */
final class Evolution {

  private Evolution() {}

  static RunState begin(RunStarted e) {
    var root =
        new Scope(
            Path.ROOT,
            new Position.Queued(new Address(Path.ROOT, e.start(), 1)),
            Map.of(Outputs.INPUT, new Output.One(e.input())),
            Map.of(),
            Optional.empty(),
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
      case StepFellBack e -> fellBack(state, e);
      case StepStuck e -> stuck(state, e);
      case WaitOpened e -> OpenWaits.opened(state, e);
      case TimerFired e -> OpenWaits.fired(state, e);
      case SignalKept e -> OpenWaits.kept(state, e);
      case SignalAccepted e -> OpenWaits.accepted(state, e);
      case WaitSuspended e -> OpenWaits.suspended(state, e);
      case WaitResumed e -> OpenWaits.resumed(state, e);
      case KeptSignalDropped e -> OpenWaits.unkept(state, e.id());
      case WaitClosed e -> OpenWaits.closed(state, e);
      case BranchTaken e -> leave(state, e.at(), e.next(), e.time());
      case ItemsListed e -> Composites.listed(state, e);
      case BranchesBegun e -> Composites.begun(state, e);
      case CallBegun e -> Composites.called(state, e);
      case ChildEnded e ->
          state
              .changed(
                  e.at().scope(), scope -> scope.moved(new Position.Done(e.at(), e.end())))
              .counted(e.at().path(), tally -> tally.ended(e.time()));
      case ItemsJoined e -> Composites.joined(state, e);
      case BranchesJoined e -> Composites.joined(state, e);
      case CallReturned e -> Composites.returned(state, e);
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
      case Extended e -> OpenWaits.extended(state, e);
      case Delegated e -> OpenWaits.delegated(state, e);
      case Rewound e -> Composites.rewound(state, e);
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

  private static RunState fellBack(RunState state, StepFellBack e) {
    var nothing = new Output.Nothing(e.failure().detail());
    return leave(
        state.changed(e.at().scope(), scope -> scope.with(e.at().node(), nothing)),
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
}
