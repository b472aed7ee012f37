package dev.presgen.orchestrator.runtime.jdbc;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One statement for all of it, and so one round trip with the commit, which PostgreSQL can. Every
 * decision has an event, so the number of its events tells whether it was stored.
 */
final class SingleMoves implements Moves {

  /** The revision and the epoch are the lock: no row moved means that somebody decided first. */
  private static final String STORE =
      """
      WITH moved AS (
        UPDATE run
           SET status = ?, step = ?, revision = ?, codec = ?, state = ?, error = ?,
               updated_at = ?, ended_at = ?
         WHERE run_id = ? AND revision = ? AND epoch = ?
        RETURNING run_id, updated_at),
      kept AS (
        INSERT INTO payload (run_id, ref, class, body, created_at)
        SELECT m.run_id, p.ref, p.class, p.body, m.updated_at
          FROM moved m, unnest(?::text[], ?::text[], ?::text[]) AS p (ref, class, body))
      INSERT INTO run_event (run_id, seq, at, type, body)
      SELECT m.run_id, e.seq, e.at, e.type, e.body
        FROM moved m, unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
             AS e (seq, at, type, body)
      """;

  private final JdbcTemplate jdbc;

  SingleMoves(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean store(Change change) {
    return jdbc.update(STORE, statement -> fill(statement, change)) > 0;
  }

  /** A batch outside a transaction is sent at once, and is one to the server. */
  @Override
  public List<Boolean> commit(List<Change> changes) {
    if (changes.size() == 1) {
      return List.of(store(changes.getFirst()));
    }
    var events =
        jdbc.batchUpdate(
            STORE,
            changes,
            changes.size(),
            (statement, change) -> fill(statement, change));
    return Arrays.stream(events[0]).mapToObj(appended -> appended > 0).toList();
  }

  private static void fill(PreparedStatement statement, Change change) throws SQLException {
    var run = change.after().run();
    statement.setString(1, change.status());
    statement.setString(2, change.step());
    statement.setLong(3, run.revision());
    statement.setLong(4, Codec.STATE_CODEC);
    statement.setString(5, change.state());
    statement.setString(6, change.error());
    statement.setLong(7, run.updatedAt().toEpochMilli());
    statement.setObject(
        8, run.endedAt().map(Instant::toEpochMilli).orElse(null), Types.BIGINT);
    statement.setString(9, run.id());
    statement.setLong(10, run.revision() - 1);
    statement.setLong(11, change.after().epoch());
    var payloads = change.payloads();
    statement.setArray(12, array(statement, "text", payloads, payload -> payload.ref().id()));
    statement.setArray(13, array(statement, "text", payloads, PayloadTable.New::kind));
    statement.setArray(14, array(statement, "text", payloads, PayloadTable.New::body));
    var entries = change.entries();
    statement.setArray(15, array(statement, "bigint", entries, EventTable.Entry::sequence));
    statement.setArray(16, array(statement, "bigint", entries, entry -> entry.at().toEpochMilli()));
    statement.setArray(17, array(statement, "text", entries, EventTable.Entry::type));
    statement.setArray(18, array(statement, "text", entries, EventTable.Entry::body));
  }

  private static <T> Array array(
      PreparedStatement statement, String type, List<T> rows, Function<T, Object> column)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, rows.stream().map(column).toArray());
  }
}
