package dev.presgen.orchestrator.workflows;

/**
 * An output that holds what not everybody may read. It is stored under its class, kept out of logs,
 * and shown to callers of the API only as {@link #open()}.
 */
public interface Confidential {

  /** What kind of secret a stored payload is. */
  enum PayloadClass {
    OPEN,
    /** Right answers and what would give them away. */
    ANSWER_KEY,
    /** A learner's own words, choices or contact. */
    LEARNER
  }

  PayloadClass payloadClass();

  /** What anybody who sees the run may see of it; a record. */
  Object open();
}
