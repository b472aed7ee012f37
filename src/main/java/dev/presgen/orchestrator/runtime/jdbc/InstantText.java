package dev.presgen.orchestrator.runtime.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Instants as {@link Instant#toString} writes them, in a tenth of the time: a state holds two for
 * each node. Whatever is not of the form that the runtime itself gives is left to {@link Instant}.
 */
final class InstantText {

  private static final String SECONDS = "0000-00-00T00:00:00Z";
  private static final String MILLIS = "0000-00-00T00:00:00.000Z";
  private static final int DAY = 86_400;

  /** Years of four digits. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private InstantText() {}

  static String of(Instant instant) {
    if (instant.getNano() % 1_000_000 != 0
        || instant.isBefore(FIRST)
        || !instant.isBefore(AFTER_LAST)) {
      return instant.toString();
    }
    int millis = instant.getNano() / 1_000_000;
    var date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), DAY));
    int second = (int) Math.floorMod(instant.getEpochSecond(), (long) DAY);
    var text = new StringBuilder(millis == 0 ? SECONDS : MILLIS);
    put(text, 0, 4, date.getYear());
    put(text, 5, 2, date.getMonthValue());
    put(text, 8, 2, date.getDayOfMonth());
    put(text, 11, 2, second / 3_600);
    put(text, 14, 2, second / 60 % 60);
    put(text, 17, 2, second % 60);
    if (millis != 0) {
      put(text, 20, 3, millis);
    }
    return text.toString();
  }

  private static void put(StringBuilder text, int at, int digits, int number) {
    int left = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text.setCharAt(i, (char) ('0' + left % 10));
      left /= 10;
    }
  }

  /**
   * Reads what {@link #of} or {@link Instant#toString} has written.
   *
   * @throws DateTimeException when it is not an instant
   */
  static Instant read(String text) {
    return usual(text).orElseGet(() -> Instant.parse(text));
  }

  private static Optional<Instant> usual(String text) {
    boolean withMillis = text.length() == MILLIS.length();
    if (!isLike(withMillis ? MILLIS : SECONDS, text)) {
      return Optional.empty();
    }
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    var date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    return Optional.of(
        Instant.ofEpochSecond(
            date.toEpochDay() * DAY + hour * 3_600L + minute * 60L + second,
            withMillis ? number(text, 20, 3) * 1_000_000L : 0));
  }

  private static boolean isLike(String form, String text) {
    if (text.length() != form.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (form.charAt(i) == '0' ? c < '0' || c > '9' : c != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
