package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.AttemptLost;
import dev.presgen.orchestrator.core.Event.CancelRequested;
import dev.presgen.orchestrator.core.Event.ChildEnded;
import dev.presgen.orchestrator.core.Event.JobAccepted;
import dev.presgen.orchestrator.core.Event.RetryScheduled;
import dev.presgen.orchestrator.core.Event.StepBlocked;
import dev.presgen.orchestrator.core.Event.StepCompleted;
import dev.presgen.orchestrator.core.Event.StepFellBack;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.StepUndone;
import dev.presgen.orchestrator.core.Event.UndoGivenUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules about what becomes of attempts. */
final class Attempts {

  /** How often in a row a node may die over the same step before the run is set aside. */
  static final int LOST_MAX = 5;

  /** How long a step may be throttled or blocked without a break. */
  static final Duration HELD_MAX = Duration.ofHours(24);

  /** The longest that a held step waits unless it was told to wait longer. */
  private static final Duration HELD_WAIT_MAX = Duration.ofMinutes(15);

  /**
   * How often in a row a throttled step comes exactly when it was told. Who is told by its place in a
   * line comes a few dozen times in a day.
   */
  private static final int TOLD_MAX = 150;

  /** After that it waits at least this part of the time for which it has been held already. */
  private static final int HELD_PARTS = 20;

  private final Turn turn;

  Attempts(Turn turn) {
    this.turn = turn;
  }

  /** A driver that takes over finds the attempts of its predecessors lost. */
  Optional<Decision> claimed(Fact.Claimed fact) {
    for (var position : turn.state().positions().toList()) {
      if (position instanceof Position.Executing open && open.epoch() < fact.epoch()) {
        turn.claim();
        var budget = counted(open).lostOne(false);
        turn.emit(new AttemptLost(turn.now, open.at(), open.attempt(), budget));
        var failure =
            new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it is gone");
        afterFailure(open.at(), open.purpose(), open.attempt(), failure, budget, fact.dice());
      }
    }
    return Optional.empty();
  }

  Optional<Decision> timeReached(Fact.TimeReached fact) {
    for (var position : turn.state().positions().toList()) {
      switch (position) {
        case Position.Executing open when !turn.now
            .isBefore(open.since().plus(limits(open.at()).attempt())) ->
            fail(
                open,
                timedOut("the attempt took longer than " + limits(open.at()).attempt()),
                fact.dice());
        case Position.Polling open when !turn.now
            .isBefore(open.since().plus(limits(open.at()).polling())) ->
            fail(
                open,
                timedOut("the job took longer than " + limits(open.at()).polling()),
                fact.dice());
        case Position.Executing _, Position.Polling _, Position.Queued _, Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
            {
            }
      }
    }
    return Optional.empty();
  }

  Optional<Decision> succeeded(Fact.AttemptSucceeded fact) {
    if (open(Purpose.DO, fact.at(), fact.attempt(), fact.epoch()).isEmpty()) {
      return late(fact.at(), fact.attempt());
    }
    var task = (Node.Task) turn.workflow.node(fact.at());
    turn.emit(
        new StepCompleted(turn.now, fact.at(), fact.attempt(), fact.output(), task.next()));
    return Optional.empty();
  }

  Optional<Decision> undone(Fact.UndoSucceeded fact) {
    if (open(Purpose.UNDO, fact.at(), fact.attempt(), fact.epoch()).isEmpty()) {
      return late(fact.at(), fact.attempt());
    }
    if (fact.left().isEmpty()) {
      turn.emit(new StepUndone(turn.now, fact.at(), fact.attempt(), fact.left()));
    } else {
      var failure =
          new Failure.Permanent(
              "LEFTOVERS",
              "not everything was taken back: " + fact.left().size() + " object(s) were left",
              "Look at what is left; then cancel with accept, or mend it and retry.");
      turn.emit(new UndoGivenUp(turn.now, fact.at(), fact.attempt(), failure, fact.left()));
    }
    return Optional.empty();
  }

  Optional<Decision> failed(Fact.AttemptFailed fact) {
    var open = open(fact.at(), fact.attempt(), fact.epoch());
    if (open.isEmpty()) {
      return late(fact.at(), fact.attempt());
    }
    fail(open.get(), fact.failure(), fact.dice());
    return Optional.empty();
  }

  /** Journalled as an operator's skip is: without an output, and the path goes on. */
  Optional<Decision> leftOut(Fact.AttemptLeftOut fact) {
    var open = open(fact.at(), fact.attempt(), fact.epoch());
    if (open.isEmpty()) {
      return late(fact.at(), fact.attempt());
    }
    var task = (Node.Task) turn.workflow.node(fact.at());
    if (task.skippable() && open(Purpose.DO, fact.at(), fact.attempt(), fact.epoch()).isPresent()) {
      turn.emit(
          new StepSkipped(
              turn.now,
              fact.at(),
              fact.by().why(),
              Optional.empty(),
              Optional.of(fact.by()),
              task.next()));
    } else {
      fail(
          open.get(),
          new Failure.Unknown(
              Failure.Unknown.BUG, "it answered that it is left out, which it must not be"),
          fact.dice());
    }
    return Optional.empty();
  }

  Optional<Decision> pending(Fact.AttemptPending fact) {
    var open = open(fact.at(), fact.attempt(), fact.epoch());
    if (open.isEmpty()) {
      return late(fact.at(), fact.attempt());
    }
    if (open.get() instanceof Position.Polling polling && polling.token().equals(fact.token())) {
      return Optional.empty(); // Nothing new: not worth an event.
    }
    turn.emit(
        new JobAccepted(
            turn.now,
            fact.at(),
            fact.attempt(),
            fact.token(),
            turn.now.plus(shorter(fact.pollAfter(), limits(fact.at()).polling()))));
    return Optional.empty();
  }

  /** A job that goes on elsewhere while its run is to end is not asked about any more. */
  void abandon(Position.Polling polling) {
    fail(
        polling,
        new Failure.Unknown(Failure.Unknown.STOPPED, "the run was cancelled while it went on"),
        0);
  }

  private void fail(Position open, Failure failure, double dice) {
    switch (open) {
      case Position.Executing e ->
          fail(e.at(), e.purpose(), e.attempt(), counted(e), failure, dice);
      case Position.Polling p ->
          fail(
              p.at(),
              p.purpose(),
              p.attempt(),
              p.budget().excluding(turn.since(p.since())),
              failure,
              dice);
      case Position other -> throw new IllegalStateException("no attempt: " + other);
    }
  }

  /** What an attempt uses up: never more than it may take, however late its end is noticed. */
  private Budget counted(Position.Executing open) {
    var over = turn.since(open.since()).minus(limits(open.at()).attempt());
    return over.isPositive() ? open.budget().excluding(over) : open.budget();
  }

  private void fail(
      Address at, Purpose purpose, int attempt, Budget before, Failure failure, double dice) {
    boolean announced =
        failure instanceof Failure.Unknown u && u.code().equals(Failure.Unknown.LOST);
    var budget =
        switch (failure) {
          case Failure.Throttled _, Failure.Blocked _ -> before.held(turn.now);
          case Failure.Transient _, Failure.Permanent _ -> before.spentOne(false);
          case Failure.Unknown _ -> announced ? before.lostOne(true) : before.spentOne(true);
        };
    turn.emit(new Event.AttemptFailed(turn.now, at, attempt, failure, budget));
    if (announced) {
      turn.letGo();
      if (!ending()) {
        schedule(at, purpose, attempt, Duration.ZERO, failure, budget);
      }
    } else {
      afterFailure(at, purpose, attempt, failure, budget, dice);
    }
  }

  private void afterFailure(
      Address at, Purpose purpose, int attempt, Failure failure, Budget budget, double dice) {
    if (ending()) {
      return;
    }
    var task = (Node.Task) turn.workflow.node(at);
    switch (failure) {
      case Failure.Throttled f when mayBeHeld(budget) ->
          schedule(at, purpose, attempt, throttled(task, budget, f), failure, budget);
      case Failure.Blocked f when mayBeHeld(budget) ->
          turn.emit(
              new StepBlocked(
                  turn.now,
                  at,
                  purpose,
                  attempt,
                  turn.now.plus(blocked(task, budget, f)),
                  f,
                  budget));
      case Failure.Throttled _, Failure.Blocked _ -> setAside(at, purpose, attempt, failure);
      case Failure.Unknown _ when budget.lostInRow() >= LOST_MAX ->
          setAside(at, purpose, attempt, failure);
      case Failure.Transient _, Failure.Unknown _ when mayRetry(task, budget) ->
          schedule(
              at,
              purpose,
              attempt,
              task.retry().delay(budget.spent(), dice),
              failure,
              budget);
      case Failure.Transient _, Failure.Unknown _, Failure.Permanent _ ->
          giveUp(at, purpose, attempt, failure);
    }
  }

  /** Nothing is tried again in a run that is to end. */
  private boolean ending() {
    return turn.state().lifecycle() instanceof Lifecycle.Cancelling;
  }

  private boolean mayBeHeld(Budget budget) {
    return turn.since(budget.heldSince().orElse(turn.now)).compareTo(HELD_MAX) < 0;
  }

  private boolean mayRetry(Node.Task task, Budget budget) {
    return budget.spent() < task.retry().attemptsMax()
        && budget.used(turn.now).compareTo(task.limits().total()) < 0;
  }

  /**
   * The wait of a step that is throttled: as it was told, because that is its turn in a line, which
   * it would lose by coming later. Only one that has come very often comes less and less often, so
   * that a day of it does not fill the journal.
   */
  private Duration throttled(Node.Task task, Budget budget, Failure.Throttled failure) {
    var told =
        failure.retryAfter().isPositive() ? failure.retryAfter() : task.retry().initialDelay();
    if (budget.held() <= TOLD_MAX) {
      return shorter(told, HELD_MAX);
    }
    var part = turn.since(budget.heldSince().orElse(turn.now)).dividedBy(HELD_PARTS);
    return shorter(longer(told, shorter(part, HELD_WAIT_MAX)), HELD_MAX);
  }

  /** The doubling wait of a step that is blocked: at least what it was told. */
  private static Duration blocked(Node.Task task, Budget budget, Failure.Blocked failure) {
    var doubled = task.retry().initialDelay().multipliedBy(1L << Math.min(budget.held() - 1, 20));
    return shorter(longer(shorter(doubled, HELD_WAIT_MAX), failure.recheckAfter()), HELD_MAX);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void schedule(
      Address at, Purpose purpose, int attempt, Duration delay, Failure failure, Budget budget) {
    turn.emit(
        new RetryScheduled(
            turn.now,
            at,
            purpose,
            attempt,
            turn.now.plus(delay),
            failure,
            budget,
            Optional.empty()));
  }

  /**
   * Trying again is over: the scope goes on at the fallback where there is one. Else before the
   * pivot all that was made is taken back, never after it. In a
   * paused run a person is about, and decides.
   */
  private void giveUp(Address at, Purpose purpose, int attempt, Failure failure) {
    var fallback = ((Node.Task) turn.workflow.node(at)).fallback();
    if (purpose == Purpose.DO && fallback.isPresent()) {
      turn.emit(new StepFellBack(turn.now, at, attempt, failure, fallback.get()));
    } else if (purpose == Purpose.DO
        && !collected(at)
        && turn.beforePivot()
        && turn.active()) {
      turn.emit(
          new CancelRequested(
              turn.now,
              Lifecycle.Outcome.FAILED,
              true,
              Optional.of(new Lifecycle.Cause(at, attempt, failure)),
              Optional.empty()));
    } else {
      setAside(at, purpose, attempt, failure);
    }
  }

  /** Leaves it to a person, or goes on without it where the workflow says so. */
  private void setAside(Address at, Purpose purpose, int attempt, Failure failure) {
    if (purpose == Purpose.UNDO) {
      turn.emit(new UndoGivenUp(turn.now, at, attempt, failure, List.of()));
    } else if (collected(at)) {
      turn.emit(
          new ChildEnded(turn.now, at, new Position.End.Missing(failure.detail())));
    } else {
      turn.emit(new StepStuck(turn.now, at, failure));
    }
  }

  private boolean collected(Address at) {
    return turn.workflow
        .around(at.scope())
        .map(composite -> composite.join() == Node.Join.COLLECT)
        .orElse(false);
  }

  /**
   * The attempt that a result belongs to. An executing one must have been started under the same
   * claim: a result of an older claim comes from a driver that was replaced. A poll only reads, so
   * its result is true under any claim.
   */
  private Optional<Position> open(Address at, int attempt, long epoch) {
    return turn.state()
        .open(at, attempt)
        .filter(
            position -> !(position instanceof Position.Executing e) || e.epoch() == epoch);
  }

  private Optional<Position> open(Purpose purpose, Address at, int attempt, long epoch) {
    return open(at, attempt, epoch).filter(
        position -> switch (position) {
          case Position.Executing e -> e.purpose() == purpose;
          case Position.Polling p -> p.purpose() == purpose;
          case Position other -> throw new IllegalStateException("no attempt: " + other);
        });
  }

  private static Optional<Decision> late(Address at, int attempt) {
    return Optional.of(
        new Decision.Late("attempt " + attempt + " of " + at.path() + " is not open"));
  }

  private Limits limits(Address at) {
    return ((Node.Task) turn.workflow.node(at)).limits();
  }

  private static Failure timedOut(String detail) {
    return new Failure.Unknown(Failure.Unknown.TIMED_OUT, detail);
  }
}
