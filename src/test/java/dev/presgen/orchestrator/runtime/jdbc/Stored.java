package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Budget;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Lifecycle.Cause;
import dev.presgen.orchestrator.core.Lifecycle.Outcome;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Tally;
import dev.presgen.orchestrator.core.TimerState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A sample of everything that is stored, with every part that it can have. */
final class Stored {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-03-08T12:00:00Z");
  private static final Address MAKE = new Address(Path.ROOT, "MAKE", 1);
  private static final Address COPY = new Address(Path.of("COPIES/1"), "COPY_ONE", 2);
  private static final By BY = new By("ops@example.org", "because");
  private static final Ref REF = new Ref("MAKE#3");
  private static final Budget BUDGET =
      new Budget(AT, 2, 1, Optional.of(AT), Duration.ofSeconds(90), 1, true);
  private static final Budget NEW =
      new Budget(AT, 0, 0, Optional.empty(), Duration.ZERO, 0, false);
  private static final TimerState TIMER = new TimerState("deadline", "deadline", AT, LATER, false);

  static final List<Failure> FAILURES =
      List.of(
          new Failure.Throttled("too many calls", Duration.ofSeconds(30)),
          new Failure.Blocked("token refused", "Renew it.", Duration.ofMinutes(5)),
          new Failure.Transient("line dropped"),
          new Failure.Unknown(Failure.Unknown.NO_ANSWER, "no answer"),
          new Failure.Permanent("REFUSED", "too long", "Shorten it."));

  private static final Failure.Blocked BLOCKED = (Failure.Blocked) FAILURES.get(1);
  private static final Failure PERMANENT = FAILURES.get(4);
  private static final Optional<Cause> CAUSE = Optional.of(new Cause(MAKE, 3, PERMANENT));

  static final List<Output> OUTPUTS =
      List.of(
          new Output.One(REF),
          new Output.Each(twoInOrder()),
          new Output.Nothing("not wanted"));

  private static final Position.Waiting WAITING =
      new Position.Waiting(
          new Address(Path.ROOT, "FILLED", 1), AT, List.of(TIMER), Optional.of("me"),
          Optional.of(LATER));

  static final List<Position> POSITIONS =
      List.of(
          new Position.Queued(COPY),
          new Position.Ready(COPY, Purpose.DO),
          new Position.Executing(COPY, Purpose.DO, 3, 7, AT, BUDGET),
          new Position.Retrying(COPY, Purpose.DO, 3, AT, LATER, FAILURES.get(0), BUDGET),
          new Position.Retrying(COPY, Purpose.DO, 3, AT, LATER, FAILURES.get(2), NEW),
          new Position.Retrying(COPY, Purpose.DO, 3, AT, LATER, FAILURES.get(3), NEW),
          new Position.Blocked(COPY, Purpose.DO, 3, AT, LATER, BLOCKED, BUDGET),
          new Position.Polling(COPY, Purpose.DO, 3, "job-1", AT, LATER, BUDGET),
          WAITING,
          new Position.Joining(new Address(Path.ROOT, "COPIES", 1), List.of("1", "2")),
          new Position.Stuck(COPY, Purpose.DO, PERMANENT, BUDGET, Optional.of(WAITING)),
          new Position.Stuck(COPY, Purpose.UNDO, PERMANENT, NEW, Optional.empty()),
          new Position.Done(COPY, new Position.End.Reached("COPIED")),
          new Position.Done(COPY, new Position.End.Missing("left out")));

  static final List<Lifecycle> LIFECYCLES =
      List.of(
          new Lifecycle.Active(),
          new Lifecycle.Paused(AT),
          new Lifecycle.Cancelling(Outcome.CANCELLED, true, Optional.empty()),
          new Lifecycle.Undoing(
              Outcome.FAILED, CAUSE,
              List.of(
                  new Position.Ready(MAKE, Purpose.UNDO),
                  new Position.Done(MAKE, new Position.End.Reached("MAKE")))),
          new Lifecycle.Ended(Outcome.COMPLETED, Optional.empty(), AT));

  static final List<Event> EVENTS =
      List.of(
          new Event.RunStarted(
              AT, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "small", "1", "0123456789abcdef", "MAKE",
              new Ref("input"), BY),
          new Event.RunClaimed(AT, 7),
          new Event.AttemptStarted(AT, COPY, Purpose.DO, 3, 7, NEW, true),
          new Event.AttemptLost(AT, COPY, 3, BUDGET),
          new Event.AttemptFailed(AT, COPY, 3, PERMANENT, BUDGET),
          new Event.RetryScheduled(
              AT, COPY, Purpose.UNDO, 3, LATER, FAILURES.get(0), BUDGET, Optional.of(BY)),
          new Event.StepBlocked(AT, COPY, Purpose.DO, 3, LATER, BLOCKED, BUDGET),
          new Event.JobAccepted(AT, COPY, 3, "job-1", LATER),
          new Event.StepCompleted(AT, MAKE, 3, Optional.of(REF), "FILLED"),
          new Event.StepSkipped(
              AT, COPY, "not wanted", Optional.of(REF), Optional.of(BY), "COPIED"),
          new Event.StepFellBack(AT, COPY, 3, PERMANENT, "OTHER"),
          new Event.StepStuck(AT, COPY, PERMANENT),
          new Event.WaitOpened(AT, WAITING.at(), List.of(TIMER), Optional.of("me")),
          new Event.TimerFired(
              AT, WAITING.at(), "reminder", AT, Optional.of(LATER), true, Optional.of("DONE")),
          new Event.SignalKept(AT, "01S", "fill", new Ref("signal:01S"), BY),
          new Event.SignalAccepted(
              AT, WAITING.at(), "01S", "fill", new Ref("signal:01S"), BY, List.of(TIMER)),
          new Event.WaitSuspended(AT, WAITING.at(), "fill", "NOTE_IT"),
          new Event.WaitResumed(AT, WAITING.at()),
          new Event.KeptSignalDropped(AT, "01S", "fill", "nothing was there yet"),
          new Event.WaitClosed(
              AT, WAITING.at(), "fill", new Ref("check:01S"), true, "COPIES"),
          new Event.BranchTaken(AT, MAKE, "otherwise", "DONE"),
          new Event.ItemsListed(
              AT, new Address(Path.ROOT, "COPIES", 1), List.of("1", "2"), "COPY_ONE"),
          new Event.BranchesBegun(
              AT, new Address(Path.ROOT, "BOTH", 1), inOrder("left", "WRITE", "draw", "DRAW")),
          new Event.CallBegun(
              AT, new Address(Path.ROOT, "REVIEWED", 1), "review", "AWAIT", REF),
          new Event.ChildEnded(AT, COPY, new Position.End.Missing("left out")),
          new Event.ItemsJoined(
              AT, new Address(Path.ROOT, "COPIES", 1), "COPY_ONE", "BUNDLE"),
          new Event.BranchesJoined(
              AT, new Address(Path.ROOT, "BOTH", 1), inOrder("left", "WRITE", "draw", "DRAW"),
              "BUNDLE"),
          new Event.CallReturned(
              AT, new Address(Path.ROOT, "REVIEWED", 1), "VERDICT", "BUNDLE"),
          new Event.RunPaused(AT, BY),
          new Event.RunResumed(AT, BY),
          new Event.CancelRequested(AT, Outcome.FAILED, true, CAUSE, Optional.of(BY)),
          new Event.UndoStarted(AT, List.of(COPY, MAKE)),
          new Event.StepUndone(AT, MAKE, 4, List.of("form-1")),
          new Event.UndoGivenUp(AT, MAKE, 4, PERMANENT, List.of("form-1")),
          new Event.Extended(AT, WAITING.at(), List.of(TIMER), LATER, BY),
          new Event.Delegated(AT, WAITING.at(), "you", BY),
          new Event.Rewound(
              AT, new Address(Path.ROOT, "COPIES", 2), List.of("COPIES", "BUNDLE"),
              Map.of("FILLED", new Ref("given:01S")), BY),
          new Event.RunEnded(AT, Outcome.CANCELLED, CAUSE, Optional.of(BY)));

  private Stored() {}

  /** A state about a lifecycle, with a child scope at every kind of position. */
  static RunState state(Lifecycle lifecycle) {
    var children =
        IntStream.range(0, POSITIONS.size())
            .mapToObj(
                i -> new Scope(
                    Path.of("COPIES/" + (i + 1)), POSITIONS.get(i), Map.of(), Map.of(),
                    Optional.empty(), List.of()))
            .toList();
    var outputs = new LinkedHashMap<String, Output>();
    OUTPUTS.forEach(output -> outputs.put("NODE_" + outputs.size(), output));
    var tallies = new LinkedHashMap<String, Tally>();
    tallies.put("MAKE", new Tally(1, 3, Optional.of(AT), Optional.of(LATER)));
    tallies.put("COPIES/1/COPY_ONE", new Tally(2, 0, Optional.empty(), Optional.empty()));
    return new RunState(
        "01ARZ3NDEKTSV4RRFFQ69G5FAV", "small", "1", "0123456789abcdef", lifecycle,
        new Scope(
            Path.ROOT, new Position.Joining(new Address(Path.ROOT, "COPIES", 1), List.of("1")),
            outputs, Map.of("fill", new Ref("signal:01S")), Optional.of(WAITING), children),
        tallies, List.of(MAKE, COPY),
        List.of(new RunState.KeptSignal("01S", "fill", new Ref("signal:01S"), BY)),
        true, 7, 42, LATER);
  }

  private static Map<String, String> inOrder(String k1, String v1, String k2, String v2) {
    var all = new LinkedHashMap<String, String>();
    all.put(k1, v1);
    all.put(k2, v2);
    return all;
  }

  private static Map<String, Ref> twoInOrder() {
    var refs = new LinkedHashMap<String, Ref>();
    refs.put("2", new Ref("COPIES/2/COPY_ONE#1"));
    refs.put("1", new Ref("COPIES/1/COPY_ONE#1"));
    return refs;
  }
}
