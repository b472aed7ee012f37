package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.RunClaimed;
import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Event.StepStuck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One decision in the making: the events so far and the state that they lead to. */
final class Turn {

  final Workflow workflow;
  final Instant now;
  private final Payloads payloads;
  private OptionalLong epoch;
  private final List<Event> events = new ArrayList<>();
  private RunState state;

  Turn(
      Workflow workflow,
      Payloads payloads,
      RunState state,
      Instant time,
      OptionalLong epoch) {
    this.workflow = workflow;
    this.payloads = payloads;
    this.state = state;
    this.now = time.isAfter(state.time()) ? time : state.time();
    this.epoch = epoch;
  }

  RunState state() {
    return state;
  }

  void emit(Event event) {
    events.add(event);
    state = Evolution.evolve(state, event);
  }

  Decision accepted() {
    return new Decision.Accepted(events, state);
  }

  Optional<Decision> refused(String code, String why) {
    return Optional.of(
        new Decision.Refused(code, why, Possible.orders(workflow, state)));
  }

  /** Whether a driver speaks, so that attempts may be started. */
  boolean driven() {
    return epoch.isPresent();
  }

  /** A driver that says goodbye starts nothing any more. */
  void letGo() {
    epoch = OptionalLong.empty();
  }

  long epoch() {
    return epoch.orElseThrow();
  }

  /** Journals the claim before the first thing that happens under it. */
  void claim() {
    if (state.epoch() != epoch()) {
      emit(new RunClaimed(now, epoch()));
    }
  }

  ScopeOutputs outputs(Path scope) {
    return new ScopeOutputs(state, scope, payloads);
  }

  <T> T payload(Ref ref, Class<T> type) {
    return payloads.read(ref, type);
  }

  boolean active() {
    return state.lifecycle() instanceof Lifecycle.Active;
  }

  /** Whether signals and findings still count. */
  boolean takesAnswers() {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _ -> true;
      case Lifecycle.Cancelling _, Lifecycle.Undoing _, Lifecycle.Ended _ -> false;
    };
  }

  boolean beforePivot() {
    return workflow.hasPivot() && !state.pivotPassed();
  }

  /** Whether the journal is so full that what is left of it is kept for orders and undo. */
  boolean full() {
    return state.sequence() >= RunState.EVENTS_MAX - RunState.EVENTS_RESERVED;
  }

  void setAsideAsFull(Address at) {
    emit(
        new StepStuck(
            now,
            at,
            new Failure.Permanent(
                "TOO_MANY_EVENTS",
                "the run has " + state.sequence() + " events, as many as a run may have",
                "Cancel the run and start a new one.")));
  }

  /** Asks functions of the workflow; where one of them fails, a person must see to it. */
  void asking(Address at, Runnable deciding) {
    try {
      deciding.run();
    } catch (Payloads.Unavailable unavailable) {
      throw unavailable;
    } catch (RuntimeException broken) {
      emit(
          new StepStuck(
              now,
              at,
              new Failure.Permanent(
                  Failure.Unknown.BUG,
                  "a function of the workflow failed: " + BadAnswer.describe(broken),
                  "Mend the workflow, then retry.")));
    }
  }

  void start(Address at, Purpose purpose, Budget budget) {
    claim();
    var task = (Node.Task) workflow.node(at);
    emit(
        new Event.AttemptStarted(
            now,
            at,
            purpose,
            state.tally(at.path()).attempts() + 1,
            epoch(),
            budget,
            task.contract().undoable()));
  }

  /** Ends the run. What was kept for it has been promised an answer: nothing asked for it. */
  void end(Lifecycle.Outcome outcome, Optional<Lifecycle.Cause> cause, Optional<By> by) {
    for (var kept : state.kept()) {
      emit(new KeptSignalDropped(now, kept.id(), kept.name(), "the run has ended"));
    }
    emit(new RunEnded(now, outcome, cause, by));
  }

  Duration since(Instant then) {
    return Duration.between(then, now);
  }
}
