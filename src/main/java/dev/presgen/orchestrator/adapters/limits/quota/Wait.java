package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Duration;

/** Puts into words who waits for what, and for how long. */
final class Wait {
  private Wait() {}

  /** Such as {@code waits for Google Sheets writes: place 12 of 40, about 3 min}. */
  static String words(String title, int place, int of, Duration time) {
    return "waits for %s: place %d of %d, about %s".formatted(title, place, of, about(time));
  }

  private static String about(Duration time) {
    long seconds = Math.max(1, Math.round(time.toMillis() / 1_000.0));
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 90 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }
}
