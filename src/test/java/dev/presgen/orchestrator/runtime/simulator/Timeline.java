package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** The one queue of all that will happen, by virtual time; what happens at once is drawn by lot. */
final class Timeline {

  static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private record Entry(long at, int lot, long number, Runnable what)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      int byLot = byTime != 0 ? byTime : Integer.compare(lot, other.lot);
      return byLot != 0 ? byLot : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Entry> ahead = new PriorityQueue<>();
  private final Dice dice;
  private long millis;
  private long entered;
  private long happened;

  Timeline(Dice dice) {
    this.dice = dice;
  }

  /** The true time, which no node knows. */
  Instant now() {
    return START.plusMillis(millis);
  }

  /** How many events have happened. */
  long happened() {
    return happened;
  }

  void after(Duration delay, Runnable what) {
    ahead.add(new Entry(millis + Math.max(0, delay.toMillis()), dice.any(), entered++, what));
  }

  /** Lets the next event happen; answers whether there was one by the given time. */
  boolean next(Instant until) {
    var entry = ahead.peek();
    if (entry == null || START.plusMillis(entry.at()).isAfter(until)) {
      return false;
    }
    ahead.remove();
    millis = entry.at();
    happened++;
    entry.what().run();
    return true;
  }
}
