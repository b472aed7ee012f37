package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What handlers and probes throw, in the core's words. */
final class Thrown {

  private static final Logger LOG = LoggerFactory.getLogger(Thrown.class);

  private Thrown() {}

  /**
   * What it means for the visit that something was thrown; what nobody expects to be thrown is logged
   * here.
   *
   * @param stopping whether the thread was interrupted because the run is to end
   */
  static Failure failure(
      RunState state, Address at, Throwable thrown, Work.Stopping stopping) {
    if (stopping.asked()) {
      return new Failure.Unknown(
          Failure.Unknown.STOPPED, "it was stopped because its run is to end");
    }
    if (thrown instanceof LedgerTable.Replaced) {
      return new Failure.Unknown(Failure.Unknown.LOST, "the run has another driver");
    }
    if (thrown instanceof InterruptedException) {
      return new Failure.Unknown(Failure.Unknown.TIMED_OUT, "it took too long");
    }
    if (thrown instanceof Payloads.Unavailable) {
      return new Failure.Transient("what the step needs could not be read from the runs' database");
    }
    LOG.error(
        "Run {} at {}: a handler failed", state.runId(), at.path(), Wordless.of(thrown));
    return new Failure.Unknown(
        Failure.Unknown.BUG,
        "the step failed in a way it should not: " + Wordless.describe(thrown));
  }
}
