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

  /**
   * Who was replaced does not enter what he is about to make: whoever has the run now may have looked
   * for it already, and would make it a second time.
   */
  private static final String INTEND =
      """
      INSERT INTO resource (run_id, kind, marker, position, path, external_id, url, state,
                            created_at, undone_at)
      SELECT :runId, :kind, :marker, coalesce(max(position), 0) + 1, :path, :externalId, :url,
             :state, :now, NULL
        FROM resource WHERE run_id = :runId
      HAVING EXISTS (SELECT 1 FROM run WHERE run_id = :runId AND epoch <= :claim)
      ON CONFLICT (run_id, kind, marker) DO NOTHING
      """;

  private static final String CLAIMED_SINCE =
      "SELECT count(*) FROM run WHERE run_id = :runId AND epoch > :claim";

  private static final String MADE =
      """
      INSERT INTO resource (run_id, kind, marker, position, path, external_id, url, state,
                            created_at, undone_at)
      SELECT :runId, :kind, :marker, coalesce(max(position), 0) + 1, :path, :externalId, :url,
             :state, :now, NULL
        FROM resource WHERE run_id = :runId
      ON CONFLICT (run_id, kind, marker) DO UPDATE
         SET external_id = excluded.external_id, url = coalesce(excluded.url, resource.url),
             state = excluded.state, undone_at = NULL
      """;

  private static final String SETTLE =
      """
      UPDATE resource SET state = :state, undone_at = :undoneAt
       WHERE run_id = :runId AND kind = :kind AND marker = :marker
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

  /** The ledger of a run for whoever looks at it without driving the run. */
  Ledger of(String runId, String path) {
    return of(runId, path, Long.MAX_VALUE);
  }

  /** Another driver has claimed the run since. */
  static final class Replaced extends RuntimeException {
    private static final long serialVersionUID = 1;

    Replaced(String runId) {
      super("run " + runId + " has another driver now: nothing may be begun for this one");
    }
  }

  /**
   * The ledger of a run, as a step sees it.
   *
   * @param path the node that what it makes is entered under
   * @param claim the one under which the step works: once there is a newer one, nothing can be
   *     intended any more and {@link Replaced} is thrown; what is made already is still entered
   */
  Ledger of(String runId, String path, long claim) {
    return new Ledger() {
      @Override
      public Entry intend(String kind, String marker) {
        return intended(kind, marker, null);
      }

      @Override
      public Entry intend(String kind, String marker, String externalId) {
        return intended(kind, marker, externalId);
      }

      private Entry intended(String kind, String marker, @Nullable String externalId) {
        boolean entered =
            undisturbed(
                () -> entering(INTEND, kind, marker, externalId, null, State.INTENDED)
                    .param("claim", claim)
                    .update() > 0);
        if (!entered && undisturbed(this::isReplaced)) {
          throw new Replaced(runId);
        }
        return find(kind, marker).orElseThrow();
      }

      private boolean isReplaced() {
        return jdbc.sql(CLAIMED_SINCE)
            .param("runId", runId)
            .param("claim", claim)
            .query(Long.class)
            .single() > 0;
      }

      @Override
      public Entry made(String kind, String marker, String externalId, Optional<String> url) {
        undisturbed(
            () -> entering(MADE, kind, marker, externalId, url.orElse(null), State.EXISTS)
                .update());
        return find(kind, marker).orElseThrow();
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

      private JdbcClient.StatementSpec entering(
          String statement,
          String kind,
          String marker,
          @Nullable String externalId,
          @Nullable String url,
          State state) {
        return jdbc.sql(statement)
            .param("runId", runId)
            .param("kind", kind)
            .param("marker", marker)
            .param("path", path)
            .param("externalId", externalId)
            .param("url", url)
            .param("state", state.name())
            .param("now", clock.millis());
      }
    };
  }

  /**
   * Works on a thread that nobody interrupts. A step is interrupted when it is to stop, and just then
   * what it has made must not go unentered; and a virtual thread that is interrupted while it reads
   * from a socket closes it, which would leave open what became of the statement.
   */
  private static <T> T undisturbed(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, Thread::startVirtualThread).join();
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
        Journal.instant(rows, "undone_at"));
  }
}
