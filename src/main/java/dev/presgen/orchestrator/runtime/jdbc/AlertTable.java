package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.runtime.Alerts.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alerts, and where runs stand still because of them. */
final class AlertTable {

  /** Nothing is inserted where one is open, on whichever node it was raised. */
  private static final String RAISE =
      """
      INSERT INTO alert (alert_id, cause_key, cause, what_to_do, raised_at, checked_at)
      VALUES (:id, :key, :cause, :whatToDo, :now, :now)
      ON CONFLICT (cause_key) WHERE ended_at IS NULL DO NOTHING
      """;

  private static final String BLOCKED =
      """
      INSERT INTO alert_run (alert_id, run_id, path, blocked_at)
      VALUES (:id, :runId, :path, :now)
      ON CONFLICT (alert_id, run_id, path) DO UPDATE SET blocked_at = :now, freed_at = NULL
      """;

  /** Not one that has come to nothing again since it was read. */
  private static final String FREED =
      """
      UPDATE alert_run SET freed_at = :now
       WHERE alert_id = :id AND run_id = :runId AND path = :path AND blocked_at = :blockedAt
         AND freed_at IS NULL
      """;

  private static final String STANDING_STILL =
      """
      SELECT run_id, path, blocked_at FROM alert_run
       WHERE alert_id = :id AND freed_at IS NULL
      """;

  private static final String AFTER =
      " AND (blocked_at, run_id, path) > (:blockedAt, :runId, :path)";

  /** alert_run_blocked answers it. */
  private static final String IN_ORDER = " ORDER BY blocked_at, run_id, path LIMIT :most";

  private static final String ANY =
      "SELECT 1 FROM alert_run WHERE alert_id = :id AND freed_at IS NULL LIMIT 1";

  private static final String CHECKED =
      "UPDATE alert SET checked_at = :now WHERE alert_id = :id";

  private static final String END =
      "UPDATE alert SET ended_at = :now WHERE alert_id = :id AND ended_at IS NULL";

  private static final String COLUMNS =
      """
      SELECT alert_id, cause_key, cause, what_to_do, raised_at, checked_at, ended_at,
             (SELECT COUNT(DISTINCT run_id) FROM alert_run r
               WHERE r.alert_id = a.alert_id AND freed_at IS NULL) AS blocked,
             (SELECT COUNT(DISTINCT run_id) FROM alert_run r
               WHERE r.alert_id = a.alert_id) AS touched
        FROM alert a
      """;

  private final JdbcClient jdbc;
  private final Reads reads;
  private final Dialect dialect;

  AlertTable(JdbcClient jdbc, Reads reads, Dialect dialect) {
    this.jdbc = jdbc;
    this.reads = reads;
    this.dialect = dialect;
  }

  /** Whether it was raised by this: it was not open. */
  boolean raise(String id, String key, String cause, String whatToDo, Instant now) {
    return jdbc.sql(RAISE)
        .param("id", id)
        .param("key", key)
        .param("cause", cause)
        .param("whatToDo", whatToDo)
        .param("now", now.toEpochMilli())
        .update() == 1;
  }

  /** The open alert of a cause, which nobody ends until the caller's transaction does. */
  Optional<String> lock(String key) {
    return jdbc.sql(
        "SELECT alert_id FROM alert WHERE cause_key = :key AND ended_at IS NULL "
            + dialect.lock())
        .param("key", key)
        .query(String.class)
        .optional();
  }

  /** An open alert by its id, which no run is added to until the caller's transaction ends. */
  boolean lockOpen(String id) {
    return jdbc.sql(
        "SELECT alert_id FROM alert WHERE alert_id = :id AND ended_at IS NULL " + dialect.lock())
        .param("id", id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  void blocked(String id, String runId, String path, Instant now) {
    jdbc.sql(BLOCKED)
        .param("id", id)
        .param("runId", runId)
        .param("path", path)
        .param("now", now.toEpochMilli())
        .update();
  }

  /** A place where a run stands still. */
  record Place(String runId, String path, long blockedAt) {}

  /**
   * The places that have stood still for longest since they last looked.
   *
   * @param after the last one of the page before; nothing for the first page
   */
  List<Place> standingStill(String id, Optional<Place> after, int most) {
    var query =
        reads
            .get()
            .sql(STANDING_STILL + (after.isPresent() ? AFTER : "") + IN_ORDER)
            .param("id", id)
            .param("most", most);
    after.ifPresent(
        place -> query
            .param("blockedAt", place.blockedAt())
            .param("runId", place.runId())
            .param("path", place.path()));
    return query
        .query(
            (rows, _) -> new Place(
                rows.getString("run_id"), rows.getString("path"), rows.getLong("blocked_at")))
        .list();
  }

  void freed(String id, Place place, Instant now) {
    jdbc.sql(FREED)
        .param("id", id)
        .param("runId", place.runId())
        .param("path", place.path())
        .param("blockedAt", place.blockedAt())
        .param("now", now.toEpochMilli())
        .update();
  }

  void checked(String id, Instant now) {
    jdbc.sql(CHECKED).param("id", id).param("now", now.toEpochMilli()).update();
  }

  boolean any(String id) {
    return jdbc.sql(ANY).param("id", id).query(Integer.class).optional().isPresent();
  }

  void end(String id, Instant now) {
    jdbc.sql(END).param("id", id).param("now", now.toEpochMilli()).update();
  }

  /** An alert and when it was last looked whether it is mended. */
  record Row(Alert alert, Instant checkedAt) {}

  Optional<Row> find(String id) {
    return reads
        .get()
        .sql(COLUMNS + " WHERE alert_id = :id")
        .param("id", id)
        .query(AlertTable::row)
        .optional();
  }

  List<Alert> open(int most) {
    return list(" WHERE ended_at IS NULL ORDER BY raised_at, alert_id LIMIT :most", most);
  }

  List<Alert> ended(int most) {
    return list(
        " WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, alert_id DESC LIMIT :most", most);
  }

  private List<Alert> list(String which, int most) {
    return reads
        .get()
        .sql(COLUMNS + which)
        .param("most", most)
        .query(AlertTable::row)
        .list()
        .stream()
        .map(Row::alert)
        .toList();
  }

  private static Row row(ResultSet rows, int number) throws SQLException {
    var alert =
        new Alert(
            rows.getString("alert_id"),
            rows.getString("cause_key"),
            rows.getString("cause"),
            rows.getString("what_to_do"),
            Instant.ofEpochMilli(rows.getLong("raised_at")),
            RunTable.instant(rows, "ended_at"),
            rows.getLong("blocked"),
            rows.getLong("touched"));
    return new Row(alert, Instant.ofEpochMilli(rows.getLong("checked_at")));
  }
}
