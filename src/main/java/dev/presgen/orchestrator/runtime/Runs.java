package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import java.util.List;
import java.util.Optional;

/**
 * All runs, and what can be asked of them. What a method accepts is durable when it returns; the
 * work that follows from it is done elsewhere, by a driver.
 *
 * <p>Wherever a run is named, its id or {@code key:WORKFLOW:KEY} will do; the latter means the
 * newest run that was given this key.
 */
public interface Runs {

  /** Starts a run, once its input was read without a problem. */
  Answer start(RunRequest request);

  /** Tells a run that something has happened. May look outside first, for at most 5 seconds. */
  Answer signal(String run, SignalRequest request);

  /** Orders something of a run. An undo may look outside first, for at most 5 seconds. */
  Answer order(String run, OrderRequest request);

  Optional<RunRecord> find(String run);

  /** Runs, newest first. */
  RunPage list(RunQuery query);

  /**
   * A run's journal, from its beginning.
   *
   * @param after the sequence number after which to begin; 0 for all
   * @param limit the most entries, at least 1
   */
  List<HistoryEntry> history(String runId, long after, int limit);

  /** What a run has made outside. */
  List<Ledger.Entry> resources(String runId);

  /** What an undo would do now. Looks outside, and changes nothing. */
  StepResult<List<Undoable.Planned>> undoPlan(RunRecord run);

  /** What a run's nodes have given. */
  Outputs outputs(RunRecord run);

  /**
   * Hears of every event of every run of this node after its commit; may miss one when the node
   * stops. Called in turn on the thread that decided: it must be quick and must not throw.
   */
  AutoCloseable listen(RunListener listener);

  /** Hears of events. */
  interface RunListener {
    /**
     * Something was decided about a run.
     *
     * @param run the run after it
     * @param entries at least one, in order
     */
    void happened(RunRecord run, List<HistoryEntry> entries);
  }
}
