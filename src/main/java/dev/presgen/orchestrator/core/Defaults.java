package dev.presgen.orchestrator.core;

import java.time.Duration;

/** What a task may use when its workflow says nothing. */
final class Defaults {

  static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(10), 5);

  static final Limits LIMITS =
      new Limits(Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

  private Defaults() {}
}
