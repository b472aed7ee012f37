package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Duration;

/** Whether a call may be made now. */
public sealed interface Admission {

  /** It may; what it costs is taken. */
  record Granted() implements Admission {}

  /**
   * Not yet.
   *
   * @param detail what is waited for and at which place, for a person
   * @param after when to ask again: earlier is in vain, much later costs the place
   */
  record Later(String detail, Duration after) implements Admission {}
}
