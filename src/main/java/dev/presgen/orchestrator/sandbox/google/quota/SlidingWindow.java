package dev.presgen.orchestrator.sandbox.google.quota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets through at most so many units within any stretch of time as long as the window. What is refused takes nothing.
 * Guarded by its owner.
 */
final class SlidingWindow {

  private final Deque<Admitted> admitted = new ArrayDeque<>();
  private final int limit;
  private final long nanos;
  private long used;
  private long peak;

  SlidingWindow(int limit, Duration length) {
    this.limit = limit;
    this.nanos = length.toNanos();
  }

  private record Admitted(long at, int units) {}

  /** Whether so many units fit now. */
  boolean fits(long now, int units) {
    forget(now);
    return used + units <= limit;
  }

  /** Takes units, whether they fit or not. */
  void take(long now, int units) {
    forget(now);
    admitted.addLast(new Admitted(now, units));
    used += units;
    peak = Math.max(peak, used);
  }

  /** The most that was taken within one window. */
  long peak() {
    return peak;
  }

  private void forget(long now) {
    while (!admitted.isEmpty() && now - admitted.getFirst().at() >= nanos) {
      used -= admitted.removeFirst().units();
    }
  }
}
