package dev.presgen.orchestrator.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a step costs at the least on the same database, through the same connections: one commit that
 * updates the row of a run and appends an event, both with contents that real runs have written. On
 * PostgreSQL it is one statement. Each caller has a run of its own.
 */
final class BareLoop {

  private static final String RUNS = """
      CREATE TABLE bare_run (
        run_id text NOT NULL PRIMARY KEY, status text NOT NULL, step text NOT NULL,
        revision bigint NOT NULL, state text NOT NULL, updated_at bigint NOT NULL)
      """;

  private static final String EVENTS = """
      CREATE TABLE bare_event (
        run_id text NOT NULL REFERENCES bare_run (run_id), seq bigint NOT NULL, at bigint NOT NULL,
        type text NOT NULL, body text NOT NULL, PRIMARY KEY (run_id, seq))
      """;

  private static final String UPDATE = """
      UPDATE bare_run SET status = ?, step = ?, revision = revision + 1, state = ?, updated_at = ?
       WHERE run_id = ? AND revision = ?
      """;

  private static final String APPEND =
      "INSERT INTO bare_event (run_id, seq, at, type, body) VALUES (?, ?, ?, ?, ?)";

  private static final String BOTH =
      "WITH moved AS (" + UPDATE + " RETURNING run_id) "
          + "INSERT INTO bare_event (run_id, seq, at, type, body) "
          + "SELECT run_id, ?, ?, ?, ? FROM moved";

  /**
   * What a step writes.
   *
   * @param state of the run after it
   * @param body its events and its output, one behind the other
   */
  record Written(String state, String body) {}

  private final Database.Kind kind;
  private final DataSource connections;
  private final JdbcTemplate jdbc;
  private final List<Written> steps;

  BareLoop(Database.Kind kind, DataSource connections, List<Written> steps) {
    this.kind = kind;
    this.connections = connections;
    this.jdbc = new JdbcTemplate(connections);
    this.steps = List.copyOf(steps);
    jdbc.execute(RUNS);
    jdbc.execute(EVENTS);
  }

  /** Steps from so many callers for a time; a run of its count is eleven steps. */
  Loop.Count run(int callers, Duration time) throws InterruptedException {
    var count = new Loop.Count();
    var runs = new ArrayList<Run>();
    for (int caller = 0; caller < callers; caller++) {
      var run = new Run(UUID.randomUUID().toString(), new AtomicInteger());
      jdbc.update("INSERT INTO bare_run VALUES (?, 'RUNNING', 'STEP_01', 0, '', 0)", run.id());
      runs.add(run);
    }
    return Loop.run(
        count,
        callers,
        time,
        caller -> {
          long begun = System.nanoTime();
          for (var step : steps) {
            long before = System.nanoTime();
            step(runs.get(caller), step);
            long now = System.nanoTime();
            count.step(now - before, now);
          }
          long now = System.nanoTime();
          count.run(now - begun, now);
        });
  }

  private record Run(String id, AtomicInteger steps) {}

  private void step(Run run, Written step) throws SQLException {
    int before = run.steps().getAndIncrement();
    try (var connection = connections.getConnection()) {
      switch (kind) {
        case SQLITE -> inTransaction(connection, run.id(), before, step);
        case POSTGRESQL -> atOnce(connection, run.id(), before, step);
      }
    }
  }

  private static void inTransaction(Connection connection, String run, int before, Written step)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var update = connection.prepareStatement(UPDATE);
        var append = connection.prepareStatement(APPEND)) {
      update(update, run, before, step);
      update.executeUpdate();
      append.setString(1, run);
      append(append, 2, before, step);
      append.executeUpdate();
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void atOnce(Connection connection, String run, int before, Written step)
      throws SQLException {
    try (var both = connection.prepareStatement(BOTH)) {
      update(both, run, before, step);
      append(both, 7, before, step);
      both.executeUpdate();
    }
  }

  private static void update(
      java.sql.PreparedStatement statement, String run, int before, Written step)
      throws SQLException {
    statement.setString(1, "RUNNING");
    statement.setString(2, "STEP_01");
    statement.setString(3, step.state());
    statement.setLong(4, System.currentTimeMillis());
    statement.setString(5, run);
    statement.setLong(6, before);
  }

  private static void append(
      java.sql.PreparedStatement statement, int first, int before, Written step)
      throws SQLException {
    statement.setLong(first, before + 1);
    statement.setLong(first + 1, System.currentTimeMillis());
    statement.setString(first + 2, "StepCompleted");
    statement.setString(first + 3, step.body());
  }

  /** What each step of a real run has written, read as it happens. */
  static List<Written> written(BenchNode node) throws Exception {
    var jdbc = new JdbcTemplate(node.database());
    var written = new ArrayList<Written>();
    var ended = new java.util.concurrent.CountDownLatch(1);
    try (var _ =
        node.runs.listen(
            (run, entries) -> {
              if (entries.stream().anyMatch(entry -> entry.type().equals("StepCompleted"))) {
                var state =
                    jdbc.queryForObject(
                        "SELECT state FROM run WHERE run_id = ?", String.class, run.id());
                var events =
                    jdbc.queryForList(
                        "SELECT body FROM run_event WHERE run_id = ? AND seq >= ? ORDER BY seq",
                        String.class, run.id(), entries.getFirst().sequence());
                var output =
                    jdbc.queryForObject(
                        "SELECT body FROM payload WHERE run_id = ? AND ref = ?",
                        String.class, run.id(),
                        NoOps.name(written.size() + 1) + "#1");
                written.add(new Written(state, String.join("", events) + output));
              }
              if (run.endedAt().isPresent()) {
                ended.countDown();
              }
            })) {
      node.started(Chain.PLAIN);
      ended.await(60, java.util.concurrent.TimeUnit.SECONDS);
    }
    if (written.size() != Chain.STEPS) {
      throw new IllegalStateException("a run wrote " + written.size() + " steps");
    }
    return written;
  }
}
