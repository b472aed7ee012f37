package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.jdbc.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold whatever happens, by the names of the invariants I1 to I14. Each step of a
 * simulation that could break one tells of itself here.
 */
final class Promises {

  /** What a clock that was off, or a driver that broke off, can make a run late. */
  private static final Duration LATE_MOST = Duration.ofMinutes(6);

  private final Simulation world;
  private final Map<String, History> histories = new HashMap<>();
  private final Map<String, String> starts = new HashMap<>();

  Promises(Simulation world) {
    this.world = world;
  }

  static void hold(boolean holds, String invariant, Object... about) {
    if (!holds) {
      throw new AssertionError(invariant + ": " + List.of(about));
    }
  }

  void pure(Decision once, Decision twice) {
    hold(
        once.equals(twice) && Arrays.equals(Written.of(once), Written.of(twice)),
        "I4 the same input gives the same decision, byte for byte", once, twice);
  }

  void fenced(RunState state, Fact fact, Decision decision) {
    hold(
        !(fact instanceof Fact.Driven driven) || driven.epoch() >= state.epoch()
            || decision instanceof Decision.Late,
        "I7 who was replaced decides nothing", state, fact, decision);
  }

  void started(RunState state, List<Event> events) {
    var history = new History(world.story(state).workflow());
    histories.put(state.runId(), history);
    events.forEach(world.seen::event);
    hold(
        Decider.fold(events).equals(state),
        "I3 a run begins as its history tells", events, state);
    var by = ((Event.RunStarted) events.getFirst()).by().who();
    hold(starts.put(by, state.runId()) == null, "I8 a start is done once", by);
  }

  /** Events are being added to the history of a run that is in state {@code before}. */
  void moved(RunState before, RunState after, List<Event> events) {
    var history = histories.get(before.runId());
    history.commit();
    var told = before;
    for (var event : events) {
      world.seen.event(event);
      history.check(told, event);
      if (event instanceof Event.StepCompleted completed) {
        hasItsOwn(told, completed);
      }
      if (event instanceof Event.UndoGivenUp givenUp) {
        leaves(history, givenUp);
      }
      told = evolved(told, event);
    }
    hold(told.equals(after), "I3 the state is the fold of the history", events, after);
    new Shape(world.story(after).workflow(), after, world.rules(after).agenda(after)).check();
  }

  private static RunState evolved(RunState state, Event event) {
    try {
      return Decider.evolve(state, event);
    } catch (RuntimeException broken) {
      throw new AssertionError(
          "I3 the history can be told: " + event + " does not follow " + state, broken);
    }
  }

  private void hasItsOwn(RunState state, Event.StepCompleted done) {
    if (world.deed(state, done.at()) != Outside.Deed.NOTHING) {
      hold(
          world.outside.of(state.runId())
              .stream()
              .anyMatch(thing -> thing.madeFor().equals(done.at())),
          "I6 a completed visit has an object of its own", done);
    }
  }

  private void leaves(History history, Event.UndoGivenUp givenUp) {
    hold(
        history.undos().isUnclear(givenUp.at())
            || givenUp.left().stream().allMatch(world.outside::exists),
        "I11 what an undo says it has left is there", givenUp);
  }

  void stored(Ref ref, Object before, Object value) {
    hold(
        before == null || before.equals(value),
        "I2 what was stored stays as it is", ref, before == null ? "" : before, value);
  }

  /** An attempt begins, and all that it takes must be there. */
  void begins(RunState state, Agenda.Attempt attempt) {
    var open =
        world.store.ledger.tries(state.runId(), attempt.at().path() + "#" + attempt.at().visit());
    hold(
        open.isEmpty()
            || attempt.mayHaveActed()
            || attempt.epoch() < world.store.find(state.runId()).epoch(),
        "I12 an attempt is told that another one may have acted", attempt);
    new Inputs(
        world.story(state).workflow(), state, world.store.payloads(state.runId(), Map.of()))
        .check(attempt);
  }

  /** A step acts, whether it makes something, takes something back or does neither. */
  void acts(String run, Address at, int attempt) {
    hold(
        histories.get(run).hasBegun(at, attempt),
        "I5 a step acts when its attempt is in the history", run, at, attempt);
  }

  void intended(boolean entered, String run, String marker) {
    hold(entered, "I5 nothing is made that was not intended", run, marker);
  }

  void atMostOne(String run, String key, List<Outside.Thing> things) {
    hold(things.size() <= 1, "I6 there is one object for an effect", run, key, things);
  }

  /** Somebody has heard that a request was accepted. */
  void acknowledged(Api.Request request, Optional<Store.Done> done) {
    hold(
        done.isPresent() && world.store.runs().contains(done.get().run()),
        "I1 what was acknowledged is stored", request);
    if (!(request instanceof Api.Request.Start)) {
      hold(
          histories.get(done.get().run()).knows(request.key()),
          "I1 what was acknowledged is in the history", request);
    }
  }

  /** Whether a run that rests does so for a reason, and will be looked after in time. */
  void rests(String run) {
    var state = world.store.find(run).state();
    var status = Status.of(state);
    hold(
        switch (status) {
          case COMPLETED, FAILED, CANCELLED, PAUSED, NEEDS_ATTENTION -> true;
          case WAITING -> state.positions().anyMatch(Position.Waiting.class::isInstance);
          case RUNNING, CANCELLING, UNDOING -> false;
        },
        "I13 a run rests for a reason", state);
    if (!state.ended()) {
      letGo(run, world.dispatcher.due(run));
    }
  }

  /** A run is not driven until it is due: nothing that it has to do may be forgotten over that. */
  void letGo(String run, Instant due) {
    var state = world.store.find(run).state();
    var agenda = world.rules(state).agenda(state);
    var soon = world.timeline.now().plus(LATE_MOST);
    boolean now =
        agenda.ready() || agenda.work().stream().anyMatch(Agenda.Attempt.class::isInstance);
    hold(!now || !due.isAfter(soon), "I13 nobody lets go of a run that can go on", state, due);
    hold(
        agenda.due()
            .map(next -> !due.isAfter(soon) || !due.isAfter(next.plus(LATE_MOST)))
            .orElse(true),
        "I9 no time is lost", agenda, due);
    hold(
        agenda.work().isEmpty() || due.isBefore(Dispatcher.NEVER),
        "I13 who asks goes on asking", agenda, due);
  }

  /** Whether a run has ended and has left what its ledger says. */
  void ends(String run) {
    var state = world.store.find(run).state();
    hold(state.ended(), "I13 with the help of people every run ends", state);
    hold(state.kept().isEmpty(), "I8 a run that has ended keeps nothing", state);
    var journal = world.store.journal(run);
    hold(Decider.fold(journal).equals(state), "I3 the whole history tells of the state", run);
    hold(state.sequence() == journal.size(), "I2 the history has no gaps", state, journal.size());
    hold(journal.size() <= RunState.EVENTS_MAX, "I2 the history is bounded", journal.size());
    hold(
        !(state.lifecycle() instanceof Lifecycle.Ended(var outcome, _, _))
            || Status.of(state).name().equals(outcome.name()),
        "I3 the status is derived", state);
    new Residue(
        state, histories.get(run), world.outside.of(run), world.store.ledger.of(run))
        .check();
  }
}
