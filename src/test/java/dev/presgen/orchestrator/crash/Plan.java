package dev.presgen.orchestrator.crash;

import java.util.random.RandomGenerator;

/** What a client does with its run. */
enum Plan {
  /** The learner answers, and says so. */
  ANSWERED(8),
  /** Somebody says so before there is an answer. */
  SIGNALLED_EARLY(2),
  /** Paused while it waits, answered, and resumed. */
  PAUSED_WAITING(2),
  /** Paused at some moment after the answer, and resumed. */
  PAUSED_WORKING(3),
  /** Nobody answers in time; it is extended, and answered. */
  EXTENDED(2),
  /** Cancelled with undo at some moment before there is an answer. */
  UNDONE(4);

  private final int weight;

  Plan(int weight) {
    this.weight = weight;
  }

  static Plan any(RandomGenerator dice) {
    int all = 0;
    for (var plan : values()) {
      all += plan.weight;
    }
    int left = dice.nextInt(all);
    for (var plan : values()) {
      left -= plan.weight;
      if (left < 0) {
        return plan;
      }
    }
    throw new AssertionError("the weights do not add up");
  }
}
