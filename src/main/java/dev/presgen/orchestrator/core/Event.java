package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Lifecycle.Cause;
import dev.presgen.orchestrator.core.Lifecycle.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that was decided: an entry of a run's journal. Nothing else changes a run. */
public sealed interface Event {

  Instant time();

  /** An event that concerns one visit of one node. */
  sealed interface OfNode extends Event {
    Address at();
  }

  record RunStarted(
      Instant time,
      String runId,
      String workflow,
      String version,
      String fingerprint,
      String start,
      Ref input,
      By by)
      implements Event {}

  record RunClaimed(Instant time, long epoch) implements Event {}

  /**
   * An attempt may begin now.
   *
   * @param undoable whether what it makes must be undone when the run is
   */
  record AttemptStarted(
      Instant time,
      Address at,
      Purpose purpose,
      int attempt,
      long epoch,
      Budget budget,
      boolean undoable)
      implements OfNode {}

  /** The node that ran the attempt is gone. */
  record AttemptLost(Instant time, Address at, int attempt, Budget budget) implements OfNode {}

  record AttemptFailed(Instant time, Address at, int attempt, Failure failure, Budget budget)
      implements OfNode {}

  /**
   * It is tried again when due.
   *
   * @param by who ordered it, where somebody did
   */
  record RetryScheduled(
      Instant time,
      Address at,
      Purpose purpose,
      int attempt,
      Instant due,
      Failure failure,
      Budget budget,
      Optional<By> by)
      implements OfNode {}

  record StepBlocked(
      Instant time,
      Address at,
      Purpose purpose,
      int attempt,
      Instant recheck,
      Failure.Blocked failure,
      Budget budget)
      implements OfNode {}

  record JobAccepted(Instant time, Address at, int attempt, String token, Instant due)
      implements OfNode {}

  record StepCompleted(
      Instant time, Address at, int attempt, Optional<Ref> output, String next)
      implements OfNode {}

  /**
   * The node's work was left out.
   *
   * @param output what a person gave in its place
   * @param by who ordered it, or switched off what it needs, where somebody did
   */
  record StepSkipped(
      Instant time, Address at, String why, Optional<Ref> output, Optional<By> by, String next)
      implements OfNode {}

  /** The node's work has failed for good, and the workflow says where to go on instead. */
  record StepFellBack(Instant time, Address at, int attempt, Failure failure, String next)
      implements OfNode {}

  record StepStuck(Instant time, Address at, Failure failure) implements OfNode {}

  record WaitOpened(
      Instant time, Address at, List<TimerState> timers, Optional<String> assignee)
      implements OfNode {
    public WaitOpened {
      timers = List.copyOf(timers);
    }
  }

  /**
   * A timer of a wait has fired.
   *
   * @param next when it fires again, where it does
   * @param closing whether the wait's time is up
   * @param target where the scope goes on because of it
   */
  record TimerFired(
      Instant time,
      Address at,
      String name,
      Instant due,
      Optional<Instant> next,
      boolean closing,
      Optional<String> target)
      implements OfNode {}

  /** A signal came before its wait was open. */
  record SignalKept(Instant time, String id, String name, Ref payload, By by) implements Event {}

  /**
   * A wait has taken a signal.
   *
   * @param timers the wait's timers from now on
   */
  record SignalAccepted(
      Instant time,
      Address at,
      String id,
      String name,
      Ref payload,
      By by,
      List<TimerState> timers)
      implements OfNode {
    public SignalAccepted {
      timers = List.copyOf(timers);
    }
  }

  /**
   * A wait stands still while one of its actions is done.
   *
   * @param by the signal or timer that it is done for
   */
  record WaitSuspended(Instant time, Address at, String by, String action) implements OfNode {}

  /** The action is done and the wait goes on where it stood. */
  record WaitResumed(Instant time, Address at) implements OfNode {}

  /** A kept signal was refused by what it was kept for, or the run has ended without asking for it. */
  record KeptSignalDropped(Instant time, String id, String name, String why) implements Event {}

  /**
   * A wait has been answered.
   *
   * @param closedBy the signal's name, or {@code probe}
   * @param pivot whether the run is past undoing now
   */
  record WaitClosed(
      Instant time, Address at, String closedBy, Ref output, boolean pivot, String next)
      implements OfNode {}

  record BranchTaken(Instant time, Address at, String branch, String next) implements OfNode {}

  /**
   * A for-each has its items.
   *
   * @param start where each begins
   */
  record ItemsListed(Instant time, Address at, List<String> keys, String start)
      implements OfNode {
    public ItemsListed {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The branches of a parallel begin.
   *
   * @param starts where, by branch
   */
  record BranchesBegun(Instant time, Address at, Map<String, String> starts)
      implements OfNode {
    public BranchesBegun {
      starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
    }
  }

  /**
   * Another workflow begins.
   *
   * @param called its name, which is the key of its scope
   * @param start where it begins
   */
  record CallBegun(Instant time, Address at, String called, String start, Ref input)
      implements OfNode {}

  /** An item, a branch or a called workflow has ended. */
  record ChildEnded(Instant time, Address at, Position.End end) implements OfNode {}

  /** All items of a for-each have ended. */
  record ItemsJoined(Instant time, Address at, String gives, String next) implements OfNode {}

  /**
   * All branches of a parallel have ended.
   *
   * @param gives the nodes whose outputs stay, by branch
   */
  record BranchesJoined(Instant time, Address at, Map<String, String> gives, String next)
      implements OfNode {
    public BranchesJoined {
      gives = Collections.unmodifiableMap(new LinkedHashMap<>(gives));
    }
  }

  /**
   * A called workflow has ended.
   *
   * @param gives the node whose output is the call's
   */
  record CallReturned(Instant time, Address at, String gives, String next) implements OfNode {}

  record RunPaused(Instant time, By by) implements Event {}

  record RunResumed(Instant time, By by) implements Event {}

  /** The run will end; what is under way is stopped first. */
  record CancelRequested(
      Instant time, Outcome outcome, boolean undo, Optional<Cause> cause, Optional<By> by)
      implements Event {}

  record UndoStarted(Instant time, List<Address> order) implements Event {
    public UndoStarted {
      order = List.copyOf(order);
    }
  }

  /**
   * A visit was taken back.
   *
   * @param left the ids of objects that were left as they are
   */
  record StepUndone(Instant time, Address at, int attempt, List<String> left)
      implements OfNode {
    public StepUndone {
      left = List.copyOf(left);
    }
  }

  /**
   * A visit could not be taken back, or not as a whole.
   *
   * @param left the ids of objects that were left as they are, as far as they are known
   */
  record UndoGivenUp(
      Instant time, Address at, int attempt, Failure failure, List<String> left)
      implements OfNode {
    public UndoGivenUp {
      left = List.copyOf(left);
    }
  }

  /** A wait has more time. */
  record Extended(
      Instant time, Address at, List<TimerState> timers, Instant until, By by)
      implements OfNode {
    public Extended {
      timers = List.copyOf(timers);
    }
  }

  /** Somebody else is asked to answer a wait. */
  record Delegated(Instant time, Address at, String assignee, By by) implements OfNode {}

  /**
   * A scope has gone back.
   *
   * @param at where it goes on, in a new visit
   * @param dropped the names of outputs, of the nodes whose children are gone, and of signals whose
   *     words are: nothing stands under them any more
   * @param given what a person gives in the place of outputs, by the node that gave them
   */
  record Rewound(Instant time, Address at, List<String> dropped, Map<String, Ref> given, By by)
      implements OfNode {
    public Rewound {
      dropped = List.copyOf(dropped);
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
  }

  /**
   * The run has ended.
   *
   * @param by who accepted what an undo could not take back
   */
  record RunEnded(Instant time, Outcome outcome, Optional<Cause> cause, Optional<By> by)
      implements Event {}
}
