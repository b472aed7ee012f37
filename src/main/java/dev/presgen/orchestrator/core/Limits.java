package dev.presgen.orchestrator.core;

import java.time.Duration;

/**
 * How long a step may take.
 *
 * @param attempt one attempt, until it is given up and its thread interrupted
 * @param total the whole visit; time spent throttled, blocked or polling does not count
 * @param polling one job that is polled, until it is given up
 */
public record Limits(Duration attempt, Duration total, Duration polling) {
  public Limits {
    if (!attempt.isPositive() || !total.isPositive() || !polling.isPositive()) {
      throw new IllegalArgumentException(
          "limits must be positive, not " + attempt + ", " + total + " and " + polling);
    }
  }
}
