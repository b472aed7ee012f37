package dev.presgen.orchestrator;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.workflows.assessment.AssessmentSettings;
import dev.presgen.orchestrator.workflows.assessment.CountedResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation may tune about the assessment pipeline.
 *
 * @param dataDir the data folder; item banks in its folder {@code banks} are read at start
 * @param retry how steps are tried again
 * @param responses how often a form is looked at, and what counts of what is found
 * @param core what becomes of decks without PresGen Core
 * @param avatar what becomes of videos without PresGen Avatar
 */
@ConfigurationProperties("presgen")
record PipelineProperties(
    @DefaultValue("./data") Path dataDir,
    @DefaultValue Retry retry,
    @DefaultValue Responses responses,
    @DefaultValue Core core,
    @DefaultValue Avatar avatar) {

  /**
   * The durable retries of a step.
   *
   * @param initialDelay above zero
   * @param maxDelay not below the initial delay
   * @param attempts 1 to 100, in place of each step's own number
   */
  record Retry(
      @DefaultValue("5s") Duration initialDelay,
      @DefaultValue("10m") Duration maxDelay,
      @Nullable Integer attempts) {}

  /**
   * The probe for a form's responses.
   *
   * @param pollInitial the shortest interval, above zero
   * @param pollMax the longest
   * @param counts which response counts where a learner has sent several in time
   */
  record Responses(
      @DefaultValue("30s") Duration pollInitial,
      @DefaultValue("15m") Duration pollMax,
      @DefaultValue("last") CountedResponse counts) {
    Responses {
      if (!pollInitial.isPositive() || pollMax.compareTo(pollInitial) < 0) {
        throw new IllegalArgumentException(
            "presgen.responses.poll-initial must be positive and poll-max not below it, not "
                + pollInitial
                + " and "
                + pollMax);
      }
    }
  }

  /**
   * What becomes of decks without PresGen Core.
   *
   * @param fallbackAfter how long it may be out of reach before a deck is made here
   */
  record Core(@DefaultValue("PT30M") Duration fallbackAfter) {}

  /**
   * What becomes of videos without PresGen Avatar.
   *
   * @param giveUpAfter how long it may be out of reach before a video is left out
   */
  record Avatar(@DefaultValue("PT2H") Duration giveUpAfter) {}

  AssessmentSettings settings() {
    return new AssessmentSettings(
        retry.initialDelay(),
        retry.maxDelay(),
        retry.attempts() == null ? OptionalInt.empty() : OptionalInt.of(retry.attempts()),
        new Cadence(responses.pollInitial(), responses.pollMax()),
        core.fallbackAfter(),
        avatar.giveUpAfter(),
        responses.counts());
  }
}
