package dev.presgen.orchestrator.core;

import java.time.Duration;

/**
 * Why an attempt did not give a result. Adapters and steps translate what went wrong into one of
 * these; the decider alone says what follows.
 */
public sealed interface Failure {

  /** What happened, in words for a person. */
  String detail();

  /**
   * Told to come back later, before anything was done. Costs no attempt and no time of the step.
   *
   * @param retryAfter the least time to wait; not negative
   */
  record Throttled(String detail, Duration retryAfter) implements Failure {}

  /**
   * An administrator must mend something that concerns more than this run (a revoked credential, a
   * disabled API, full storage). Costs no attempt, undoes nothing, and goes on by itself.
   *
   * @param what what is broken, the same text for every run it concerns, so that alerts group
   * @param recheckAfter the least time until it is tried again; not negative
   */
  record Blocked(String what, String whatToDo, Duration recheckAfter) implements Failure {
    @Override
    public String detail() {
      return what;
    }
  }

  /** Nothing happened outside; it is safe to repeat. */
  record Transient(String detail) implements Failure {}

  /** It may or may not have happened: whoever repeats must look first. */
  record Unknown(String code, String detail) implements Failure {
    /** The outcome of a call is not known. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /** A handler threw an exception. */
    public static final String BUG = "BUG";

    /** The node that ran the attempt died or was stopped. */
    public static final String LOST = "LOST";

    /** The attempt took longer than its step allows. */
    public static final String TIMED_OUT = "TIMED_OUT";

    /** The attempt was stopped because its run was cancelled. */
    public static final String STOPPED = "STOPPED";
  }

  /**
   * Refused for this request or this object, and will be refused again.
   *
   * @param code a stable name in capitals, such as {@code QUESTION_REFUSED}
   */
  record Permanent(String code, String detail, String whatToDo) implements Failure {}
}
