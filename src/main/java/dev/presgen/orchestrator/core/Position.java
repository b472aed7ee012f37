package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a scope stands in its graph, or how far an undo has come. */
public sealed interface Position {

  /** An item that waits until its for-each has room for it. */
  record Queued(Address at) implements Position {}

  /** Entered, and to be started by the next driver. */
  record Ready(Address at, Purpose purpose) implements Position {}

  /**
   * An attempt is under way.
   *
   * @param attempt its number: counts the starts at this path, in all visits, from 1
   * @param epoch the claim under which it was started
   */
  record Executing(
      Address at, Purpose purpose, int attempt, long epoch, Instant since, Budget budget)
      implements Position {}

  /** The last attempt failed and another one is due. */
  record Retrying(
      Address at,
      Purpose purpose,
      int attempt,
      Instant since,
      Instant due,
      Failure failure,
      Budget budget)
      implements Position {}

  /** Something that an administrator must mend is in the way. */
  record Blocked(
      Address at,
      Purpose purpose,
      int attempt,
      Instant since,
      Instant recheck,
      Failure.Blocked failure,
      Budget budget)
      implements Position {}

  /** The work goes on elsewhere and is asked about. */
  record Polling(
      Address at,
      Purpose purpose,
      int attempt,
      String token,
      Instant since,
      Instant due,
      Budget budget)
      implements Position {}

  /**
   * A wait is open.
   *
   * @param closing its time is up at that moment, and its probe looks a last time
   */
  record Waiting(
      Address at,
      Instant since,
      List<TimerState> timers,
      Optional<String> assignee,
      Optional<Instant> closing)
      implements Position {
    public Waiting {
      timers = List.copyOf(timers);
    }
  }

  /** The items of a for-each are under way. */
  record Joining(Address at, List<String> keys) implements Position {
    public Joining {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Nothing goes on without a person.
   *
   * @param expired the wait that ran out of time, which an extension opens again
   */
  record Stuck(
      Address at, Purpose purpose, Failure failure, Budget budget, Optional<Waiting> expired)
      implements Position {}

  /** The scope has ended, or the undo is done. */
  record Done(Address at, End end) implements Position {}

  /** How a scope ended. */
  sealed interface End {
    record Reached(String node) implements End {}

    /** Without what it was for. */
    record Missing(String why) implements End {}
  }

  Address at();
}
