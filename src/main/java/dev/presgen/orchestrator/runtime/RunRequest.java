package dev.presgen.orchestrator.runtime;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks for a run.
 *
 * @param key the caller's own name for it, unique among the workflow's open runs
 * @param input as it was sent
 * @param labels at most 20; names and values of at most 100 characters
 * @param who who asks
 */
public record RunRequest(
    String workflow,
    Optional<String> key,
    JsonNode input,
    Map<String, String> labels,
    String who,
    Optional<Once> once) {
  public RunRequest {
    labels = Map.copyOf(labels);
  }
}
