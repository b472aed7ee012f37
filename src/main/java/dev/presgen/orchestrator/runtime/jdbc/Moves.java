package dev.presgen.orchestrator.runtime.jdbc;

import java.util.List;

/** Stores what was decided on a run. */
interface Moves {

  /**
   * Stores all of it, or nothing when the run has changed since it was read. Part of the caller's
   * transaction.
   *
   * @return whether it was stored
   */
  boolean store(Change change);

  /**
   * Stores decisions on several runs in one transaction of its own: of each all, or nothing when its
   * run has changed since it was read. When this fails, any of them may be stored.
   *
   * @return whether each was stored, in their order
   */
  List<Boolean> commit(List<Change> changes);

  /**
   * A decision, written.
   *
   * @param after the run once it is stored, at a revision that is one higher than before
   * @param status of the run in a word, for lists
   * @param step where it stands, for lists
   * @param error what is wrong with it; empty when nothing is
   * @param entries the events, in their order
   * @param payloads what the events point to and is not stored yet
   */
  record Change(
      RunTable.Row after,
      String state,
      String status,
      String step,
      String error,
      List<EventTable.Entry> entries,
      List<PayloadTable.New> payloads) {

    String runId() {
      return after.run().id();
    }
  }
}
