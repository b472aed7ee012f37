package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.workflows.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs have made outside. Each statement is a transaction of its own. */
final class LedgerTable {

  /** Nothing is begun under a claim that has gone to another driver. */
  private static final String INTEND =
      """
      INSERT INTO resource (run_id, kind, marker, position, path, external_id, url, state,
                            created_at, undone_at)
      SELECT :runId, :kind, :marker, coalesce(max(position), 0) + 1, :path, :externalId, NULL,
             'INTENDED', :now, NULL
        FROM resource WHERE run_id = :runId
      HAVING (SELECT epoch FROM run WHERE run_id = :runId) = :epoch
      ON CONFLICT (run_id, kind, marker) DO NOTHING
      """;

  private static final String EPOCH = "SELECT epoch FROM run WHERE run_id = :runId";

  /** What was taken back, by whichever try, stays so: somebody may hear only later that it was made. */
  private static final String MADE =
      """
      INSERT INTO resource (run_id, kind, marker, position, path, external_id, url, state,
                            created_at, undone_at)
      SELECT :runId, :kind, :marker, coalesce(max(position), 0) + 1, :path, :externalId, :url,
             'EXISTS', :now, NULL
        FROM resource WHERE run_id = :runId
      ON CONFLICT (run_id, kind, marker) DO UPDATE
         SET external_id = excluded.external_id, url = coalesce(excluded.url, resource.url),
             state = excluded.state, undone_at = NULL,
             created_at = CASE resource.state WHEN 'EXISTS' THEN resource.created_at
                                              ELSE excluded.created_at END
       WHERE NOT EXISTS (
             SELECT 1 FROM resource taken
              WHERE taken.run_id = excluded.run_id AND taken.kind = excluded.kind
                AND taken.external_id = excluded.external_id AND taken.state = 'UNDONE')
      """;

  private static final String SETTLE =
      """
      UPDATE resource SET state = :state, undone_at = :undoneAt
       WHERE run_id = :runId AND kind = :kind AND marker = :marker
      """;

  private static final String UNDERWAY =
      """
      UPDATE resource SET external_id = :externalId
       WHERE run_id = :runId AND kind = :kind AND marker = :marker AND state = 'INTENDED'
      """;

  private static final String AGAIN =
      """
      UPDATE resource SET state = 'INTENDED', external_id = NULL, url = NULL, undone_at = NULL
       WHERE run_id = :runId AND kind = :kind AND marker = :marker AND state = 'UNDONE'
      """;

  private static final String LEAVE =
      """
      UPDATE resource SET state = 'LEFT'
       WHERE run_id = :runId AND state IN ('INTENDED', 'EXISTS', 'UNKNOWN')
      """;

  /** The primary key of resource begins with the run. */
  private static final String ENTRIES =
      """
      SELECT kind, marker, external_id, url, path, state, created_at, undone_at
        FROM resource WHERE run_id = :runId ORDER BY position LIMIT 2000
      """;

  private static final String FIND =
      """
      SELECT kind, marker, external_id, url, path, state, created_at, undone_at
        FROM resource WHERE run_id = :runId AND kind = :kind AND marker = :marker
      """;

  private final JdbcClient jdbc;
  private final Reads reads;
  private final InstantSource clock;

  LedgerTable(JdbcClient jdbc, Reads reads, InstantSource clock) {
    this.jdbc = jdbc;
    this.reads = reads;
    this.clock = clock;
  }

  /** What is still there of a run stays: belongs into the transaction that accepts it. */
  void leave(String runId) {
    jdbc.sql(LEAVE).param("runId", runId).update();
  }

  List<Ledger.Entry> entries(String runId) {
    return reads.get().sql(ENTRIES).param("runId", runId).query(LedgerTable::entry).list();
  }

  /**
   * The ledger of a run, as a step sees it.
   *
   * @param path the node that what it makes is entered under
   * @param epoch the claim under which the step works
   */
  Ledger of(String runId, String path, long epoch) {
    return new Ledger() {
      @Override
      public Entry intend(String kind, String marker) {
        return intended(kind, marker, null);
      }

      @Override
      public Entry intend(String kind, String marker, String externalId) {
        return intended(kind, marker, externalId);
      }

      @Override
      public Entry made(String kind, String marker, String externalId, Optional<String> url) {
        undisturbed(
            () -> about(MADE, kind, marker)
                .param("externalId", externalId)
                .param("url", url.orElse(null))
                .update());
        return find(kind, marker).orElseThrow();
      }

      @Override
      public void underway(String kind, String marker, String externalId) {
        undisturbed(
            () -> jdbc.sql(UNDERWAY)
                .param("externalId", externalId)
                .param("runId", runId)
                .param("kind", kind)
                .param("marker", marker)
                .update());
      }

      @Override
      public void again(String kind, String marker) {
        undisturbed(
            () -> jdbc.sql(AGAIN)
                .param("runId", runId)
                .param("kind", kind)
                .param("marker", marker)
                .update());
      }

      @Override
      public void settle(String kind, String marker, State state) {
        undisturbed(
            () -> jdbc.sql(SETTLE)
                .param("state", state.name())
                .param("undoneAt", state == State.UNDONE ? clock.millis() : null)
                .param("runId", runId)
                .param("kind", kind)
                .param("marker", marker)
                .update());
      }

      @Override
      public List<Entry> entries() {
        return undisturbed(() -> LedgerTable.this.entries(runId));
      }

      @Override
      public Optional<Entry> find(String kind, String marker) {
        return undisturbed(
            () -> reads
                .get()
                .sql(FIND)
                .param("runId", runId)
                .param("kind", kind)
                .param("marker", marker)
                .query(LedgerTable::entry)
                .optional());
      }

      private Entry intended(String kind, String marker, @Nullable String externalId) {
        int entered =
            undisturbed(
                () -> about(INTEND, kind, marker)
                    .param("externalId", externalId)
                    .param("epoch", epoch)
                    .update());
        if (entered == 0 && undisturbed(() -> lastEpoch(runId)) != epoch) {
          throw new Replaced(runId);
        }
        return find(kind, marker).orElseThrow();
      }

      private JdbcClient.StatementSpec about(String statement, String kind, String marker) {
        return jdbc.sql(statement)
            .param("runId", runId)
            .param("kind", kind)
            .param("marker", marker)
            .param("path", path)
            .param("now", clock.millis());
      }
    };
  }

  private long lastEpoch(String runId) {
    return reads.get().sql(EPOCH).param("runId", runId).query(Long.class).single();
  }

  /** Another driver has claimed the run. */
  static final class Replaced extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Replaced(String runId) {
      super("run " + runId + " was claimed by another driver: nothing is begun here any more");
    }
  }

  /**
   * Works on a thread that nobody interrupts. A step is interrupted when it is to stop, and just then
   * what it has made must not go unentered; and a virtual thread that is interrupted while it reads
   * from a socket closes it, which would leave open what became of the statement. Each statement may
   * be repeated, and is when the line was lost.
   */
  private static <T> T undisturbed(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(
          () -> Tries.driving(work), Thread::startVirtualThread)
          .join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException thrown ? thrown : failed;
    }
  }

  private static Ledger.Entry entry(ResultSet rows, int number) throws SQLException {
    return new Ledger.Entry(
        rows.getString("kind"),
        rows.getString("marker"),
        Optional.ofNullable(rows.getString("external_id")),
        Optional.ofNullable(rows.getString("url")),
        rows.getString("path"),
        Ledger.State.valueOf(rows.getString("state")),
        java.time.Instant.ofEpochMilli(rows.getLong("created_at")),
        RunTable.instant(rows, "undone_at"));
  }
}
