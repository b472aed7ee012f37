package dev.presgen.orchestrator.adapters.limits;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, which holds seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  // A wait beyond a day is a mistake of the sender more often than a wish.
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * How long to wait.
   *
   * @param otherwise the answer where the header is missing or makes no sense
   */
  public static Duration read(@Nullable String header, Instant now, Duration otherwise) {
    if (header == null || header.isBlank()) {
      return otherwise;
    }
    String value = header.strip();
    try {
      Duration wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    } catch (DateTimeException senseless) {
      return otherwise;
    }
  }
}
