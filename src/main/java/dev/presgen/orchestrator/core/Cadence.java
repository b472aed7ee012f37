package dev.presgen.orchestrator.core;

import java.time.Duration;

/**
 * How often something outside is looked at: soon at first, ever more seldom with its age. The
 * interval is a tenth of the age within bounds, so it needs no memory of earlier looks, and what
 * happened is found at most a tenth late.
 *
 * @param initial the shortest interval, above zero
 * @param max the longest, at least the initial one
 */
public record Cadence(Duration initial, Duration max) {

  public Cadence {
    if (!initial.isPositive() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "a cadence needs a positive first interval and a longest one not below it, not "
              + initial
              + " and "
              + max);
    }
  }

  /** The time from one look to the next, for something that is being looked at since {@code age}. */
  public Duration interval(Duration age) {
    var tenth = age.dividedBy(10);
    if (tenth.compareTo(initial) < 0) {
      return initial;
    }
    return tenth.compareTo(max) > 0 ? max : tenth;
  }
}
