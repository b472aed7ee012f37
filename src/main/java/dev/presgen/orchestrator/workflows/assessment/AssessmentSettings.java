package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.RetryPolicy;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What an installation may tune about the pipeline.
 *
 * @param retryInitialDelay {@code presgen.retry.initial-delay}: the delay before a step's first
 *     retry, above zero
 * @param retryMaxDelay {@code presgen.retry.max-delay}: not below the initial one
 * @param attempts {@code presgen.retry.attempts}: 1 to 100, in place of each step's own number
 * @param responses {@code presgen.responses.poll-initial} and {@code poll-max}: how often a form is
 *     looked at for responses
 * @param deckPatience {@code presgen.core.fallback-after}: how long PresGen Core may be out of reach
 *     for a deck before it is made here; above zero, at most {@link #PATIENCE_MAX}
 * @param videoPatience {@code presgen.avatar.give-up-after}: how long PresGen Avatar may be out of
 *     reach for a video before it is left out; above zero, at most {@link #PATIENCE_MAX}
 * @param counts {@code presgen.responses.counts}: which response counts of several in time
 */
public record AssessmentSettings(
    Duration retryInitialDelay,
    Duration retryMaxDelay,
    OptionalInt attempts,
    Cadence responses,
    Duration deckPatience,
    Duration videoPatience,
    CountedResponse counts) {

  /** A step that is held back for longer than a day is set aside for a person. */
  public static final Duration PATIENCE_MAX = Duration.ofHours(23);

  /** What holds where nothing is set. */
  public static final AssessmentSettings DEFAULT =
      new AssessmentSettings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          OptionalInt.empty(),
          new Cadence(Duration.ofSeconds(30), Duration.ofMinutes(15)),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          CountedResponse.LAST);

  public AssessmentSettings {
    if (!retryInitialDelay.isPositive() || retryMaxDelay.compareTo(retryInitialDelay) < 0) {
      throw new IllegalArgumentException(
          "presgen.retry.initial-delay must be positive and max-delay not below it, not "
              + retryInitialDelay
              + " and "
              + retryMaxDelay);
    }
    if (attempts.orElse(1) < 1 || attempts.orElse(1) > 100) {
      throw new IllegalArgumentException(
          "presgen.retry.attempts must be between 1 and 100, not " + attempts.getAsInt());
    }
    check("presgen.core.fallback-after", deckPatience);
    check("presgen.avatar.give-up-after", videoPatience);
  }

  private static void check(String setting, Duration patience) {
    if (!patience.isPositive() || patience.compareTo(PATIENCE_MAX) > 0) {
      throw new IllegalArgumentException(
          setting + " must be above zero and at most " + PATIENCE_MAX + ".");
    }
  }

  /**
   * How a step is tried again.
   *
   * @param usual the step's own number of attempts
   */
  RetryPolicy retry(int usual) {
    return new RetryPolicy(retryInitialDelay, retryMaxDelay, attempts.orElse(usual));
  }
}
