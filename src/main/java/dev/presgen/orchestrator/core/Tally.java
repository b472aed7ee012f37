package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.Optional;

/**
 * What has been counted at a node's path over all its visits.
 *
 * @param attempts started attempts, undos included
 * @param startedAt when work on its last visit began
 * @param endedAt when its last visit ended
 */
public record Tally(
    int visits, int attempts, Optional<Instant> startedAt, Optional<Instant> endedAt) {

  static final Tally NONE = new Tally(0, 0, Optional.empty(), Optional.empty());

  Tally entered() {
    return new Tally(visits + 1, attempts, Optional.empty(), Optional.empty());
  }

  Tally begun(Instant at) {
    return new Tally(visits, attempts, Optional.of(startedAt.orElse(at)), Optional.empty());
  }

  Tally attempted(int attempt) {
    return new Tally(visits, attempt, startedAt, endedAt);
  }

  /** As if it had not been begun; visits and attempts go on. */
  Tally rewound() {
    return new Tally(visits, attempts, Optional.empty(), Optional.empty());
  }

  Tally ended(Instant at) {
    return new Tally(visits, attempts, startedAt, Optional.of(at));
  }
}
