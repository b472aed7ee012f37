package dev.presgen.orchestrator.core;

import java.util.List;
import java.util.Map;

/**
 * What a run was told, and what came of it.
 *
 * @param name of the path that it took
 * @param told begins with the start, which no fact led to
 * @param payloads everything that facts and events refer to
 */
public record Recording(
    String name, Workflow workflow, List<Told> told, Map<Ref, Object> payloads) {

  public Recording {
    told = List.copyOf(told);
    payloads = Map.copyOf(payloads);
  }

  /** One decision. */
  public record Told(Fact fact, Decision decision) {}

  /** The fact is null where the run was started. */
  public static Told started(Decision.Accepted decision) {
    return new Told(null, decision);
  }
}
