package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.RunStarted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules of one workflow, as three pure functions. {@link #decide} judges a fact, {@link
 * #evolve} says what an event makes of a state, {@link #agenda} says what ought to be under way.
 * The same input always gives the same result.
 */
public final class Decider {

  private final Workflow workflow;
  private final Payloads payloads;

  /**
   * Rules over a workflow.
   *
   * @param payloads what the workflow's functions read
   */
  public Decider(Workflow workflow, Payloads payloads) {
    this.workflow = workflow;
    this.payloads = payloads;
  }

  /** The first decision of a run. */
  public Decision.Accepted start(Instant time, String runId, Ref input, By by) {
    var event =
        new RunStarted(
            time,
            runId,
            workflow.name(),
            workflow.version(),
            workflow.fingerprint(),
            workflow.graph().start(),
            input,
            by);
    return new Decision.Accepted(List.of(event), Evolution.begin(event));
  }

  /**
   * Judges a fact. Whatever was due at its time happens first, so that a deadline and a signal that
   * race have one answer.
   */
  public Decision decide(RunState state, Fact fact) {
    if (state.ended()) {
      return afterTheEnd(state, fact);
    }
    var epoch =
        fact instanceof Fact.Driven driven
            ? OptionalLong.of(driven.epoch())
            : OptionalLong.empty();
    if (epoch.isPresent() && epoch.getAsLong() < state.epoch()) {
      return new Decision.Late("claim " + epoch.getAsLong() + " is older than " + state.epoch());
    }
    var turn = new Turn(workflow, payloads, state, fact.time(), epoch);
    new Waits(turn).settle();
    var judged = judge(turn, fact);
    if (judged.isPresent()) {
      return judged.get();
    }
    new Advance(turn).run();
    return turn.accepted();
  }

  /** The state that an event makes of a state; nothing else ever changes one. */
  public static RunState evolve(RunState state, Event event) {
    return Evolution.evolve(state, event);
  }

  /** The state that a journal tells of. Its first event starts the run. */
  public static RunState fold(List<Event> journal) {
    var state = Evolution.begin((RunStarted) journal.getFirst());
    for (var event : journal.subList(1, journal.size())) {
      state = Evolution.evolve(state, event);
    }
    return state;
  }

  /** What ought to be under way now. */
  public Agenda agenda(RunState state) {
    return new AgendaOf(workflow, state).get();
  }

  /** What an operator can do about a run now: the names of orders and of signals. */
  public List<String> possible(RunState state) {
    return Possible.orders(workflow, state);
  }

  /** The tasks that could be left out now. */
  public List<Address> skippable(RunState state) {
    return Possible.skippable(workflow, state).stream().map(Position::at).toList();
  }

  private Optional<Decision> judge(Turn turn, Fact fact) {
    return switch (fact) {
      case Fact.Claimed f -> new Attempts(turn).claimed(f);
      case Fact.TimeReached f -> new Attempts(turn).timeReached(f);
      case Fact.AttemptSucceeded f -> new Attempts(turn).succeeded(f);
      case Fact.AttemptFailed f -> new Attempts(turn).failed(f);
      case Fact.AttemptLeftOut f -> new Attempts(turn).leftOut(f);
      case Fact.AttemptPending f -> new Attempts(turn).pending(f);
      case Fact.UndoSucceeded f -> new Attempts(turn).undone(f);
      case Fact.ProbeFound f -> new Looks(turn).found(f);
      case Fact.ProbeFoundNothing f -> new Looks(turn).foundNothing(f);
      case Fact.ProbeRefused f -> new Looks(turn).refused(f);
      case Fact.SignalReceived f -> new Signals(turn).received(f);
      case Fact.Order order -> new Orders(turn).ordered(order);
    };
  }

  private static Decision afterTheEnd(RunState state, Fact fact) {
    return switch (fact) {
      case Fact.Driven _ -> new Decision.Late("the run has ended");
      case Fact.SignalReceived _, Fact.Order _ ->
          new Decision.Refused(
              "RUN_ENDED", "the run has ended: it is " + Status.of(state), List.of());
    };
  }
}
