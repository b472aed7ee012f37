package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.assessment.Results.Flag;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answers that count, wherever they were given.
 *
 * @param chosen the texts of the chosen options by item id; a question left out is absent
 * @param notAsked the items that cannot be scored, because their question is gone or its answer
 *     cannot be told
 * @param late how many responses came after the cut-off
 */
public record Submission(
    Map<String, List<String>> chosen, Set<String> notAsked, int late, List<Flag> flags) {

  public Submission {
    chosen = Map.copyOf(chosen);
    notAsked = Set.copyOf(notAsked);
    flags = List.copyOf(flags);
  }
}
