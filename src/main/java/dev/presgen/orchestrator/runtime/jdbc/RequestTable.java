package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.runtime.Once;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was asked under a key, so that a request that is sent again counts once. */
final class RequestTable {

  private static final String FIND =
      "SELECT fingerprint, run_id, kept FROM request WHERE request_key = :key";

  private static final String INSERT =
      """
      INSERT INTO request (request_key, fingerprint, run_id, kept, created_at)
      VALUES (:key, :fingerprint, :runId, :kept, :now)
      """;

  private final JdbcClient jdbc;
  private final Reads reads;

  RequestTable(JdbcClient jdbc, Reads reads) {
    this.jdbc = jdbc;
    this.reads = reads;
  }

  /** What came of an earlier request with the same key. */
  record Earlier(String fingerprint, String runId, boolean kept) {}

  Optional<Earlier> find(Once once) {
    return reads
        .get()
        .sql(FIND)
        .param("key", once.key())
        .query(
            (rows, _) -> new Earlier(
                rows.getString("fingerprint"),
                rows.getString("run_id"),
                rows.getLong("kept") != 0))
        .optional();
  }

  void insert(Once once, String runId, boolean kept, Instant now) {
    jdbc.sql(INSERT)
        .param("key", once.key())
        .param("fingerprint", once.fingerprint())
        .param("runId", runId)
        .param("kept", kept ? 1 : 0)
        .param("now", now.toEpochMilli())
        .update();
  }
}
