package dev.presgen.orchestrator.web.api.view;

/** How a step, or an item, a branch or a called workflow inside it, stands. */
public enum StepStatus {
  /** Not begun. */
  PENDING,
  RUNNING,
  /** Waits for a person, a signal or a time. */
  WAITING,
  /** The last attempt failed and another one is due. */
  RETRYING,
  /** An administrator must mend something; it goes on by itself then. */
  BLOCKED,
  COMPLETED,
  /**
   * Left out: by the workflow, which may have gone another way when it failed; by a person; or
   * because the run has ended before it did.
   */
  SKIPPED,
  /** Given up: nothing goes on without a person, or the run has failed over it. */
  FAILED,
  /** What it made outside was taken back. */
  UNDONE
}
