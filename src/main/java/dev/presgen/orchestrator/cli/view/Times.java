package dev.presgen.orchestrator.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people read them. */
public final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLISECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** To the minute, in UTC. */
  public static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /** To the millisecond, in UTC, which the heading has to say. */
  public static String millisecond(Instant time) {
    return MILLISECOND.format(time);
  }

  /** The two largest units that matter: {@code 12 ms}, {@code 3.2 s}, {@code 2 d 3 h}. */
  public static String text(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
    }
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    if (duration.compareTo(Duration.ofDays(1)) < 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toDays() + " d " + duration.toHoursPart() + " h";
  }
}
