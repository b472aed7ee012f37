package dev.presgen.orchestrator.workflows.assessment.engine.request;

import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields.Element;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads positive ISO 8601 durations of weeks, days, hours, minutes and seconds. */
final class Periods {

  /** Ten years: whoever waits longer has forgotten about it. */
  static final Duration LONGEST = Duration.ofDays(3650);

  private static final int LONGEST_TEXT = 40;
  private static final String EXAMPLES = "such as P7D, P2W, PT36H or P1DT12H";
  private static final Pattern PERIOD =
      Pattern.compile(
          "P(?=[0-9T])(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?=\\d)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");
  private static final Pattern OF_THE_CALENDAR = Pattern.compile("-?P[^T]*\\d[YM].*");

  private Periods() {}

  /** Reads a duration; what is none is noted. */
  static Optional<Duration> read(Element element, Problems problems) {
    Optional<String> text = Fields.literal(element, LONGEST_TEXT, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher parts = PERIOD.matcher(text.get());
    if (!parts.matches()) {
      problems.add(element.pointer(), "is \"%s\", %s".formatted(text.get(), why(text.get())));
      return Optional.empty();
    }
    Duration period =
        Duration.ofDays(7 * part(parts, 1) + part(parts, 2))
            .plusHours(part(parts, 3))
            .plusMinutes(part(parts, 4))
            .plusSeconds(part(parts, 5));
    if (!period.isPositive() || period.compareTo(LONGEST) > 0) {
      problems.add(
          element.pointer(),
          "is \"%s\", must be longer than nothing and at most P%dD"
              .formatted(text.get(), LONGEST.toDays()));
      return Optional.empty();
    }
    return Optional.of(period);
  }

  private static String why(String text) {
    return OF_THE_CALENDAR.matcher(text).matches()
        ? "but months and years have no fixed length: use days or weeks, " + EXAMPLES
        : "must be a positive ISO 8601 duration " + EXAMPLES;
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
