package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunQuery.Label;
import dev.presgen.orchestrator.runtime.jdbc.AlertTable.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each query of a hot path uses the index that is meant for it, on SQLite. */
class QueryPlanTest {

  private static final Optional<String> ANY = Optional.empty();

  private AskedQueries queries;

  @BeforeEach
  void open(@TempDir Path folder) {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("presgen.db"));
    Flyway.configure()
        .dataSource(config.getJdbcUrl(), null, null)
        .locations("classpath:db/migration", "classpath:db/sqlite")
        .load()
        .migrate();
    queries = new AskedQueries(config, new Dialect("", false, 1));
  }

  @AfterEach
  void close() {
    queries.close();
  }

  @Test
  void a_run_and_what_belongs_to_it_are_found_by_their_keys() {
    plan(() -> queries.runs.find("x")).containsExactly(
        "SEARCH run USING INDEX sqlite_autoindex_run_1 (run_id=?)");
    plan(() -> queries.journal.history("x", 0, 10)).containsExactly(
        "SEARCH run_event USING INDEX sqlite_autoindex_run_event_1 (run_id=? AND seq>?)");
    plan(
        () -> queries.runs.records(
            "workflow = :workflow AND run_key = :key", Map.of("workflow", "w", "key", "k"), 1))
        .containsExactly("SEARCH run USING INDEX run_by_key (run_key=?)");
    plan(() -> queries.requests.find(new Once("k", "p")))
        .containsExactly(
            "SEARCH request USING INDEX sqlite_autoindex_request_1 (request_key=?)");
    plan(
        () -> queries.payloads
            .of("x", List.of())
            .read(new Ref("y"), Object.class))
        .containsExactly(
            "SEARCH payload USING INDEX sqlite_autoindex_payload_1 (run_id=? AND ref=?)");
    plan(() -> queries.ledger.entries("x")).contains(
        "SEARCH resource USING INDEX sqlite_autoindex_resource_1 (run_id=?)");
    plan(() -> queries.ledger.of("x", "MAKE", 1).find("folder", "m")).containsExactly(
        "SEARCH resource USING INDEX sqlite_autoindex_resource_1"
            + " (run_id=? AND kind=? AND marker=?)");
  }

  @Test
  void lists_are_read_in_their_order_without_sorting() {
    plan(() -> list(ANY, Optional.empty(), Optional.empty(), ANY)).containsExactly(
        "SCAN run USING INDEX sqlite_autoindex_run_1");
    plan(() -> list(Optional.of("small"), Optional.empty(), Optional.empty(), Optional.of("x")))
        .containsExactly("SEARCH run USING INDEX sqlite_autoindex_run_1 (run_id<?)");
    plan(() -> list(ANY, Optional.of(Status.COMPLETED), Optional.empty(), ANY)).containsExactly(
        "SCAN run USING INDEX sqlite_autoindex_run_1");
  }

  @Test
  void runs_that_wait_for_somebody_are_looked_for_among_the_open_ones() {
    plan(() -> list(ANY, Optional.of(Status.NEEDS_ATTENTION), Optional.empty(), ANY))
        .containsExactly("SCAN run USING INDEX run_open");
  }

  @Test
  void runs_with_a_label_are_found_by_it() {
    plan(() -> list(ANY, Optional.empty(), Optional.of(new Label("team", "a")), ANY)).contains(
        "SEARCH l USING COVERING INDEX run_label_by_value (name=? AND value=?)",
        "SEARCH run USING INDEX sqlite_autoindex_run_1 (run_id=?)");
  }

  @Test
  void runs_that_stand_still_over_an_alert_are_found_among_those_that_do() {
    for (var after : List.of(Optional.<Place>empty(), Optional.of(new Place("x", "y", 1)))) {
      plan(() -> queries.alerts.standingStill("a", after, 10)).first()
          .asString()
          .startsWith("SEARCH alert_run USING INDEX alert_run_blocked (alert_id=?");
    }
  }

  @Test
  void the_scheduler_finds_what_is_due_without_reading_what_is_not() {
    assertThat(
        explained(
            "select * from scheduled_tasks where picked = ? and execution_time <= ?"
                + " order by execution_time limit ?"))
        .containsExactly(
            "SEARCH scheduled_tasks USING INDEX execution_time_idx (execution_time<?)");
  }

  private void list(
      Optional<String> workflow,
      Optional<Status> status,
      Optional<Label> label,
      Optional<String> cursor) {
    new RunList(queries.runs)
        .list(new RunQuery(workflow, status, ANY, label, ANY, cursor, 50));
  }

  /** How what is asked would be answered. */
  private ListAssert<String> plan(Runnable question) {
    return assertThat(explained(queries.asked(question)));
  }

  private List<String> explained(String sql) {
    var places = sql.chars().filter(c -> c == '?').count();
    return queries.template
        .query(
            "EXPLAIN QUERY PLAN " + sql,
            (rows, _) -> rows.getString("detail"),
            java.util.Collections.nCopies((int) places, "1").toArray());
  }
}
