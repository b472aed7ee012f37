package dev.presgen.orchestrator.runtime.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a run has come.
 *
 * @param revision counts its decisions
 * @param epoch counts its claims
 */
record Standing(long revision, long epoch, boolean ended) {
  static Standing of(RunTable.Row row) {
    return new Standing(row.run().revision(), row.epoch(), row.run().endedAt().isPresent());
  }

  boolean isPast(Standing other) {
    return revision > other.revision || epoch > other.epoch;
  }

  /** Reads one of a query that selects revision, epoch and ended_at. */
  static Standing stored(ResultSet rows, int number) throws SQLException {
    return new Standing(
        rows.getLong("revision"), rows.getLong("epoch"),
        RunTable.instant(rows, "ended_at").isPresent());
  }
}
