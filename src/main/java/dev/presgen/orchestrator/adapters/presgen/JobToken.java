package dev.presgen.orchestrator.adapters.presgen;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of a job between polls. It counts polls instead of keeping a time, so
 * that a run that was paused for long asks at least once more before it gives up.
 *
 * @param id the service's id of the job; fit for a path
 * @param polls how often it was asked about
 */
record JobToken(String id, int polls) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6}):(.+)");

  /** The token of a new job; empty where the service gives no id that is fit for a path. */
  static Optional<JobToken> first(@Nullable String id) {
    return id != null && ID.matcher(id).matches()
        ? Optional.of(new JobToken(id, 0))
        : Optional.empty();
  }

  static JobToken parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !ID.matcher(parts.group(2)).matches()) {
      throw new IllegalArgumentException("no token of a job: " + text);
    }
    return new JobToken(parts.group(2), Integer.parseInt(parts.group(1)));
  }

  String text() {
    return polls + ":" + id;
  }

  JobToken next() {
    return new JobToken(id, polls + 1);
  }

  /** How long to wait before the next poll. */
  Duration pause(JobsProperties settings) {
    return pause(settings, polls);
  }

  /** Whether it was waited for as long as a job is waited for. */
  boolean expired(JobsProperties settings) {
    Duration waited = Duration.ZERO;
    for (int i = 0; i < polls && waited.compareTo(settings.pollFor()) < 0; i++) {
      waited = waited.plus(pause(settings, i));
    }
    return waited.compareTo(settings.pollFor()) >= 0;
  }

  private static Duration pause(JobsProperties settings, int polls) {
    Duration pause = settings.pollInitial();
    for (int i = 0; i < polls && pause.compareTo(settings.pollMax()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(settings.pollMax()) > 0 ? settings.pollMax() : pause;
  }
}
