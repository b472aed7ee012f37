package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something that the decider is told. Every fact carries its time; dice where a rule needs them. */
public sealed interface Fact {

  Instant time();

  /** What only the driver of a run says, under its claim. */
  sealed interface Driven extends Fact {
    /** The claim: a fence that rises with every new driver of the run. */
    long epoch();
  }

  /**
   * A driver takes over, or, with an epoch that it has used before, starts what has become ready.
   *
   * @param dice evenly from 0 (inclusive) to 1 (exclusive), for the delay of what is tried again
   */
  record Claimed(Instant time, long epoch, double dice) implements Driven {}

  /** A moment has come for which something was due. */
  record TimeReached(Instant time, long epoch, double dice) implements Driven {}

  record AttemptSucceeded(Instant time, Address at, int attempt, long epoch, Optional<Ref> output)
      implements Driven {}

  record AttemptFailed(
      Instant time, Address at, int attempt, long epoch, Failure failure, double dice)
      implements Driven {}

  /**
   * The work is not wanted now: the run is to go on without it.
   *
   * @param dice for the delay, where the step must not be left out and is tried again
   */
  record AttemptLeftOut(
      Instant time, Address at, int attempt, long epoch, By by, double dice)
      implements Driven {}

  /** The work goes on elsewhere under a token. */
  record AttemptPending(
      Instant time, Address at, int attempt, long epoch, String token, Duration pollAfter)
      implements Driven {}

  record UndoSucceeded(
      Instant time, Address at, int attempt, long epoch, java.util.List<String> left)
      implements Driven {
    public UndoSucceeded {
      left = java.util.List.copyOf(left);
    }
  }

  /** A wait's probe has found what is waited for. */
  record ProbeFound(Instant time, Address at, long epoch, Ref output) implements Driven {}

  /** A wait's probe has looked and found nothing. */
  record ProbeFoundNothing(Instant time, Address at, long epoch) implements Driven {}

  /** A wait's probe cannot judge what is waited for until a person has mended something. */
  record ProbeRefused(Instant time, Address at, long epoch, String code, String why)
      implements Driven {}

  /**
   * Somebody says that something has happened.
   *
   * @param id unique to the signal
   * @param check what the wait's probe says to it, where the signal wants that
   */
  record SignalReceived(
      Instant time, String id, String name, Ref payload, By by, Optional<Check> check)
      implements Fact {}

  /** A look outside, made just before something was decided. */
  sealed interface Check {
    record Found(Ref output) implements Check {}

    record Nothing() implements Check {}

    record Refused(String code, String why) implements Check {}
  }

  /** What an operator orders. */
  sealed interface Order extends Fact {
    By by();
  }

  record Pause(Instant time, By by) implements Order {}

  record Resume(Instant time, By by) implements Order {}

  /**
   * Ends the run.
   *
   * @param undo whether to take back what it has made outside
   * @param accept whether to accept what an undo could not take back
   * @param check a look whether the pivot's wait has an answer already, before an undo
   */
  record Cancel(Instant time, By by, boolean undo, boolean accept, Optional<Check> check)
      implements Order {}

  /**
   * Tries again now, with a new budget.
   *
   * @param path where; needed only when several places could be meant
   */
  record Retry(Instant time, By by, Optional<Path> path) implements Order {}

  /**
   * Looks again now whether something is mended, within the budget that there is.
   *
   * @param what what was broken, as the failure said it
   * @param path where; without one, everywhere in the run
   */
  record Recheck(Instant time, By by, String what, Optional<Path> path) implements Order {}

  /**
   * Goes on without the work.
   *
   * @param output what a person gives in its place
   */
  record Skip(Instant time, By by, Optional<Path> path, Optional<Ref> output) implements Order {}

  /**
   * Goes back to a node that a scope has left, or starts anew the one that it is at.
   *
   * @param to the path of the node
   * @param given what to take in the place of outputs, by the node that gave them
   */
  record Rewind(Instant time, By by, Path to, Map<String, Ref> given) implements Order {
    public Rewind {
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
  }

  /**
   * Asks somebody else to answer a wait.
   *
   * @param to who, 1 to 200 characters
   */
  record Delegate(Instant time, By by, Optional<Path> path, String to) implements Order {}

  /**
   * Gives a wait more time.
   *
   * @param until the new deadline
   */
  record Extend(Instant time, By by, Optional<Path> path, Instant until) implements Order {}
}
