package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it is stored.
 *
 * @param key the caller's own name for it
 * @param revision rises with every change
 * @param endedAt when it ended, once it has
 */
public record RunRecord(
    RunState state,
    Optional<String> key,
    Map<String, String> labels,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> endedAt) {

  public RunRecord {
    labels = Map.copyOf(labels);
  }

  public String id() {
    return state.runId();
  }
}
