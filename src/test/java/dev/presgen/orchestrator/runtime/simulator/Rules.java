package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.RunState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The real rules, and on top of them the mistakes that are made on purpose. */
record Rules(Decider decider, Set<Bug> bugs) {

  Decision decide(RunState state, Fact fact) {
    var decision =
        decider.decide(state, bugs.contains(Bug.REPLACED_DECIDES) ? renewed(fact, state) : fact);
    if (!(decision instanceof Decision.Accepted(var events, var after))) {
      return decision;
    }
    if (bugs.contains(Bug.KEPT_FORGOTTEN)) {
      return accepted(
          state,
          events.stream().filter(event -> !(event instanceof Event.KeptSignalDropped)).toList());
    }
    if (bugs.contains(Bug.LOSSES_DROPPED) && fact instanceof Fact.Claimed) {
      return accepted(state, withoutLosses(events));
    }
    if (bugs.contains(Bug.UNDO_FORGOTTEN)) {
      return accepted(state, events.stream().map(Rules::forgetful).toList());
    }
    if (bugs.contains(Bug.UNDO_BEFORE_DRAINED)
        && after.lifecycle() instanceof Lifecycle.Cancelling(_, var undo, _)
        && undo) {
      var hasty = new ArrayList<>(events);
      hasty.add(new Event.UndoStarted(after.time(), after.touched().reversed()));
      return accepted(state, hasty);
    }
    return decision;
  }

  /** As if it were said under the claim of now. */
  private static Fact renewed(Fact fact, RunState state) {
    return switch (fact) {
      case Fact.Claimed f when f.epoch() < state.epoch() ->
          new Fact.Claimed(f.time(), state.epoch(), f.dice());
      case Fact.TimeReached f when f.epoch() < state.epoch() ->
          new Fact.TimeReached(f.time(), state.epoch(), f.dice());
      case Fact other -> other;
    };
  }

  Agenda agenda(RunState state) {
    return decider.agenda(state);
  }

  List<String> possible(RunState state) {
    return decider.possible(state);
  }

  private static List<Event> withoutLosses(List<Event> events) {
    var lost = new HashSet<>();
    var kept = new ArrayList<Event>();
    for (var event : events) {
      if (event instanceof Event.AttemptLost e) {
        lost.add(e.at());
      }
      boolean follows =
          (event instanceof Event.OfNode e && lost.contains(e.at()))
              || event instanceof Event.CancelRequested
              || event instanceof Event.UndoStarted
              || event instanceof Event.RunEnded;
      if (lost.isEmpty() || !follows) {
        kept.add(event);
      }
    }
    return kept;
  }

  private static Event forgetful(Event event) {
    return event instanceof Event.AttemptStarted e && !e.at().scope().isRoot()
        ? new Event.AttemptStarted(
            e.time(), e.at(), e.purpose(), e.attempt(), e.epoch(), e.budget(), false)
        : event;
  }

  private static Decision accepted(RunState state, List<Event> events) {
    var after = state;
    for (var event : events) {
      after = Decider.evolve(after, event);
    }
    return new Decision.Accepted(events, after);
  }
}
