package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Instant;

/** How much was taken within the last 60 seconds, to the second. */
final class LastMinute {
  private static final int SECONDS = 60;

  private final long[] taken = new long[SECONDS];
  private long second;

  synchronized void add(Instant now, long amount) {
    advance(now);
    taken[(int) (second % SECONDS)] += amount;
  }

  synchronized long sum(Instant now) {
    advance(now);
    long sum = 0;
    for (long one : taken) {
      sum += one;
    }
    return sum;
  }

  private void advance(Instant now) {
    long to = now.getEpochSecond();
    // A clock that was set back changes nothing.
    for (long next = Math.max(second + 1, to - SECONDS + 1); next <= to; next++) {
      taken[(int) (next % SECONDS)] = 0;
    }
    second = Math.max(second, to);
  }
}
