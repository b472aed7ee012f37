package dev.presgen.orchestrator.runtime.simulator;

/** What can go wrong, each with the highest rate at which it does. */
enum Trouble {
  CRASH(0.005),
  CRASH_BEFORE_COMMIT(0.03),
  CRASH_AFTER_COMMIT(0.03),
  CRASH_BEFORE_EFFECT(0.1),
  CRASH_AFTER_EFFECT(0.1),
  /** A node stands still, often for longer than its lease, and goes on where it stood. */
  FREEZE(0.01),
  /** Just when a run was picked, so that somebody else has it by then. */
  FREEZE_BEFORE_CLAIM(0.1),
  /** Just when a step is about to enter what it will make. */
  FREEZE_BEFORE_INTENT(0.1),
  STOP_IN_GOOD_ORDER(0.005),
  CLOCK_JUMP(0.01),
  COMMIT_FAILS(0.05),
  /** What was committed stays, but nobody hears of it. */
  COMMIT_UNKNOWN(0.05),
  STORE_UNREADABLE(0.02),
  SLOW_COMMIT(0.3),
  /** A driver that was replaced tells what it has to tell all the same. */
  REPLACED_UNNOTICED(0.7),
  WAKE_LOST(0.5),
  TRIGGER_LOST(0.5),
  THROTTLED(0.2),
  BLOCKED(0.1),
  TRANSIENT(0.3),
  PERMANENT(0.1),
  /** A step answers that it is not wanted now: what it needs is switched off. */
  LEFT_OUT(0.1),
  /** The call comes to nothing, but nobody knows that. */
  REQUEST_LOST(0.2),
  /** The call has its effect, but nobody knows that. */
  REPLY_LOST(0.3),
  HANGS(0.1),
  LEFT_BEHIND(0.3),
  LOOK_FAILS(0.2),
  LOOK_REFUSED(0.1),
  LISTING_LAGS(0.7),
  RESULT_LATE(0.1),
  RESULT_REPEATED(0.2),
  TOLD_TOO_EARLY(0.1),
  /** Somebody asks for something just when something else was decided. */
  MEDDLED_WITH_AT_ONCE(0.6),
  SENT_TWICE(0.3),
  SENT_AGAIN_LATE(0.1);

  private final double highest;

  Trouble(double highest) {
    this.highest = highest;
  }

  double highest() {
    return highest;
  }
}
