package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OnBehalf;
import java.time.Instant;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who waits on all nodes of a PostgreSQL. Nodes' clocks agree to well below a second. */
final class PostgresLine implements Line {

  /** Reads the rows of one queue, by the primary key; they are few. */
  private static final String AHEAD =
      """
      WITH line AS (
        SELECT cost, comes_at, comes_at <= :claimsUntil AS claims,
               run_id = :runId AND path = :path AS own,
               (deadline, run_id, path) < (:deadline, :runId, :path) AS earlier
          FROM quota_line
         WHERE queue = :queue AND comes_at > :stale),
      before AS (
        SELECT cost,
               CASE WHEN claims
                    THEN sum(cost) OVER (ORDER BY comes_at)
                         - :perSecond * greatest(0, comes_at - :now) / 1000.0
               END AS claim
          FROM line
         WHERE earlier AND NOT own)
      SELECT (SELECT count(*) FROM line WHERE NOT own)             AS everybody,
             (SELECT count(*) FROM line WHERE own) > 0             AS waits,
             (SELECT coalesce(max(held_until), 0)
                FROM quota_hold WHERE queue = :queue)              AS held_until,
             count(*)                                              AS earlier,
             coalesce(sum(cost), 0)                                AS cost,
             coalesce(greatest(0, max(claim)), 0)::double precision AS claimed
        FROM before
      """;

  /** Rows that another node is just dropping, or keeping, are left to it. */
  private static final String ENTER =
      """
      WITH stale AS (
        SELECT queue, run_id, path
          FROM quota_line
         WHERE queue = :queue AND comes_at <= :stale AND NOT (run_id = :runId AND path = :path)
           FOR UPDATE SKIP LOCKED),
      dropped AS (
        DELETE FROM quota_line USING stale
         WHERE quota_line.queue = stale.queue AND quota_line.run_id = stale.run_id
           AND quota_line.path = stale.path)
      INSERT INTO quota_line (queue, run_id, path, deadline, cost, comes_at)
      SELECT :queue, :runId, :path, :deadline, :cost, :comesAt
       WHERE (SELECT count(*) FROM quota_line WHERE queue = :queue AND comes_at > :stale) < :most
          OR EXISTS (SELECT 1 FROM quota_line
                      WHERE queue = :queue AND run_id = :runId AND path = :path)
          ON CONFLICT (queue, run_id, path)
             DO UPDATE SET deadline = excluded.deadline, cost = excluded.cost,
                           comes_at = excluded.comes_at
      """;

  private static final String LEAVE =
      "DELETE FROM quota_line WHERE queue = :queue AND run_id = :runId AND path = :path";

  /** Reads all rows, of all queues, whenever a run ends: they are few, and gone when it is over. */
  private static final String LEAVE_ALL = "DELETE FROM quota_line WHERE run_id = :runId";

  private static final String BUT = " AND path NOT IN (:but)";

  private static final String HOLD =
      """
      INSERT INTO quota_hold (queue, held_until) VALUES (:queue, :until)
          ON CONFLICT (queue)
             DO UPDATE SET held_until = greatest(quota_hold.held_until, excluded.held_until)
      """;

  private static final String WAITING =
      """
      SELECT count(*) AS everybody, coalesce(sum(cost), 0) AS cost,
             (SELECT coalesce(max(held_until), 0) FROM quota_hold WHERE queue = :queue)
               AS held_until
        FROM quota_line
       WHERE queue = :queue AND comes_at > :stale
      """;

  private final JdbcClient jdbc;

  PostgresLine(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Ahead ahead(
      String queue, OnBehalf who, Instant now, double perSecond, Instant claimsUntil) {
    return jdbc.sql(AHEAD)
        .param("queue", queue)
        .param("runId", who.runId())
        .param("path", who.path())
        .param("deadline", who.deadline().toEpochMilli())
        .param("now", now.toEpochMilli())
        .param("stale", stale(now))
        .param("perSecond", perSecond)
        .param("claimsUntil", claimsUntil.toEpochMilli())
        .query(
            (row, _) -> new Ahead(
                row.getInt("everybody"),
                row.getInt("earlier"),
                row.getLong("cost"),
                row.getDouble("claimed"),
                row.getBoolean("waits"),
                Instant.ofEpochMilli(row.getLong("held_until"))))
        .single();
  }

  @Override
  public void enter(String queue, OnBehalf who, long cost, Instant now, Instant comesAt) {
    jdbc.sql(ENTER)
        .param("queue", queue)
        .param("runId", who.runId())
        .param("path", who.path())
        .param("deadline", who.deadline().toEpochMilli())
        .param("cost", cost)
        .param("comesAt", comesAt.toEpochMilli())
        .param("stale", stale(now))
        .param("most", LENGTH_MAX)
        .update();
  }

  @Override
  public void leave(String queue, OnBehalf who) {
    jdbc.sql(LEAVE)
        .param("queue", queue)
        .param("runId", who.runId())
        .param("path", who.path())
        .update();
  }

  @Override
  public void leave(String runId, Set<String> but) {
    var leaving = jdbc.sql(LEAVE_ALL + (but.isEmpty() ? "" : BUT)).param("runId", runId);
    if (!but.isEmpty()) {
      leaving.param("but", but);
    }
    leaving.update();
  }

  @Override
  public void hold(String queue, Instant until) {
    jdbc.sql(HOLD).param("queue", queue).param("until", until.toEpochMilli()).update();
  }

  @Override
  public Waiting waiting(String queue, Instant now) {
    return jdbc.sql(WAITING)
        .param("queue", queue)
        .param("stale", stale(now))
        .query(
            (row, _) -> new Waiting(
                row.getInt("everybody"),
                row.getLong("cost"),
                Instant.ofEpochMilli(row.getLong("held_until"))))
        .single();
  }

  private static long stale(Instant now) {
    return now.minus(LATE).toEpochMilli();
  }
}
