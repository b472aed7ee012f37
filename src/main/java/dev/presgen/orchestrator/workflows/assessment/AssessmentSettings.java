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
 * @param counts {@code presgen.responses.counts}: which response counts of several in time
 */
public record AssessmentSettings(
    Duration retryInitialDelay,
    Duration retryMaxDelay,
    OptionalInt attempts,
    Cadence responses,
    CountedResponse counts) {

  /** What holds where nothing is set. */
  public static final AssessmentSettings DEFAULT =
      new AssessmentSettings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          OptionalInt.empty(),
          new Cadence(Duration.ofSeconds(30), Duration.ofMinutes(15)),
          CountedResponse.LAST);

  public AssessmentSettings {
    // Refuses here, at start-up and in these words, what a step would refuse later.
    var _ = new RetryPolicy(retryInitialDelay, retryMaxDelay, attempts.orElse(1));
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
