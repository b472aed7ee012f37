package dev.presgen.orchestrator.workflows.assessment;

import org.jspecify.annotations.Nullable;

/**
 * The payload of signal {@code assessment-completed}: somebody says that the learner has answered.
 *
 * @param sheetUrl a Google Sheet that holds the answers; null when they are in the run's own form
 */
public record AssessmentCompleted(@Nullable String sheetUrl) {

  /** The signal's name. */
  public static final String SIGNAL = "assessment-completed";
}
