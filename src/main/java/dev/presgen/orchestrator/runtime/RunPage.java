package dev.presgen.orchestrator.runtime;

import java.util.List;
import java.util.Optional;

/**
 * Some runs, newest first.
 *
 * @param next where the next page begins; nothing on the last
 */
public record RunPage(List<RunRecord> runs, Optional<String> next) {
  public RunPage {
    runs = List.copyOf(runs);
  }
}
