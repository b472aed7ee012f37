package dev.presgen.orchestrator.core;

import java.time.Duration;

/**
 * How a step is tried again. The delay before retry n is drawn evenly from zero to the initial
 * delay doubled n - 1 times, at most the greatest delay: "full jitter", which spreads retries best
 * (Brooker, "Exponential Backoff and Jitter", 2015).
 *
 * @param initialDelay above zero
 * @param maxDelay at least the initial delay
 * @param attemptsMax at least 1
 */
public record RetryPolicy(Duration initialDelay, Duration maxDelay, int attemptsMax) {

  public RetryPolicy {
    if (!initialDelay.isPositive()
        || maxDelay.compareTo(initialDelay) < 0
        || attemptsMax < 1
        || attemptsMax > 100) {
      throw new IllegalArgumentException(
          "a retry policy needs a positive initial delay, a greatest delay not below it and 1 to"
              + " 100 attempts, not "
              + initialDelay
              + ", "
              + maxDelay
              + " and "
              + attemptsMax);
    }
  }

  /**
   * The delay before the next attempt.
   *
   * @param failed how many attempts have failed, at least 1
   * @param dice evenly from 0 (inclusive) to 1 (exclusive)
   */
  public Duration delay(int failed, double dice) {
    return Duration.ofMillis((long) (ceiling(failed).toMillis() * dice));
  }

  /** The greatest delay that retry {@code n} can have. */
  Duration ceiling(int n) {
    // Beyond 2^30 every sensible delay is at its greatest; the bound keeps the product in range.
    var doubled = initialDelay.multipliedBy(1L << Math.min(n - 1, 30));
    return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
  }
}
