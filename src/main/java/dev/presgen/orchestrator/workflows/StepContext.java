package dev.presgen.orchestrator.workflows;

import java.time.Instant;

/**
 * What a handler knows about the attempt it works for.
 *
 * @param runId the run
 * @param path where in the run, such as {@code GENERATE_PRESENTATIONS/3/RENDER_DECK}
 * @param visit how often the node has been entered in this run, from 1; a rewind makes it rise
 * @param mayHaveActed an earlier attempt of this visit may have had effects outside
 * @param deadline when the attempt is given up and its thread interrupted
 * @param ledger what this run has made outside
 */
public record StepContext(
    String runId, String path, int visit, boolean mayHaveActed, Instant deadline, Ledger ledger) {

  /**
   * The idempotency key: the same for every attempt of one visit, different for everything else.
   * Letters, digits, {@code _}, {@code -}, {@code /} and {@code .}; at most 120 characters.
   */
  public String key() {
    return runId + "/" + path + "/" + visit;
  }
}
