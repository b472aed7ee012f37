package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Moves.begin;
import static dev.presgen.orchestrator.core.Moves.leave;
import static dev.presgen.orchestrator.core.Moves.stand;

import dev.presgen.orchestrator.core.Event.Delegated;
import dev.presgen.orchestrator.core.Event.Extended;
import dev.presgen.orchestrator.core.Event.SignalAccepted;
import dev.presgen.orchestrator.core.Event.SignalKept;
import dev.presgen.orchestrator.core.Event.TimerFired;
import dev.presgen.orchestrator.core.Event.WaitClosed;
import dev.presgen.orchestrator.core.Event.WaitOpened;
import dev.presgen.orchestrator.core.Event.WaitResumed;
import dev.presgen.orchestrator.core.Event.WaitSuspended;
import dev.presgen.orchestrator.core.RunState.KeptSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What events make of waits and of the signals that are kept for them. */
final class OpenWaits {

  private OpenWaits() {}

  static RunState fired(RunState state, TimerFired e) {
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

  static RunState opened(RunState state, WaitOpened e) {
    return stand(
        state,
        Purpose.DO,
        new Position.Waiting(e.at(), e.time(), e.timers(), e.assignee(), Optional.empty()))
        .counted(e.at().path(), tally -> tally.begun(e.time()));
  }

  static RunState accepted(RunState state, SignalAccepted e) {
    return unkept(state, e.id())
        .changed(
            e.at().scope(),
            scope -> scope.moved(retimed(scope, e.timers())).hearing(e.name(), e.payload()));
  }

  static RunState suspended(RunState state, WaitSuspended e) {
    UnaryOperator<Scope> suspending =
        scope -> scope.suspending(Optional.of((Position.Waiting) scope.position()));
    return begin(state.changed(e.at().scope(), suspending), e.at().scope(), e.action());
  }

  static RunState resumed(RunState state, WaitResumed e) {
    return state.changed(
        e.at().scope(),
        scope -> scope.moved(scope.suspended().orElseThrow()).suspending(Optional.empty()));
  }

  static RunState extended(RunState state, Extended e) {
    return state.changed(
        e.at().scope(), scope -> scope.moved(reopened(scope.position(), e.timers())));
  }

  static RunState delegated(RunState state, Delegated e) {
    return state.changed(
        e.at().scope(), scope -> scope.moved(asking(scope.position(), e.assignee())));
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

  private static Position asking(Position was, String assignee) {
    var waiting = (Position.Waiting) was;
    return new Position.Waiting(
        waiting.at(),
        waiting.since(),
        waiting.timers(),
        Optional.of(assignee),
        waiting.closing());
  }

  static RunState kept(RunState state, SignalKept e) {
    var all = new ArrayList<>(state.kept());
    all.add(new KeptSignal(e.id(), e.name(), e.payload(), e.by()));
    return state.keeping(all);
  }

  static RunState unkept(RunState state, String id) {
    return state.keeping(
        state.kept().stream().filter(signal -> !signal.id().equals(id)).toList());
  }

  static RunState closed(RunState state, WaitClosed e) {
    var next =
        state.changed(
            e.at().scope(), scope -> scope.with(e.at().node(), new Output.One(e.output())));
    return leave(e.pivot() ? next.pastPivot() : next, e.at(), e.next(), e.time());
  }
}
