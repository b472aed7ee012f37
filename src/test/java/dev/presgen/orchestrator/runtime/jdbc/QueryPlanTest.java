package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunQuery.Label;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each query of a hot path uses the index that is meant for it. */
class QueryPlanTest {

  private static final Optional<String> ANY = Optional.empty();

  private final List<String> asked = new ArrayList<>();
  private HikariDataSource source;
  private Reads reads;
  private Journal journal;

  /** Remembers what is asked. */
  private final class Listening extends HikariDataSource {
    Listening(HikariConfig config) {
      super(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
      var real = super.getConnection();
      return (Connection) Proxy.newProxyInstance(
          QueryPlanTest.class.getClassLoader(),
          new Class<?>[]{Connection.class},
          (_, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
              asked.add((String) arguments[0]);
            }
            return method.invoke(real, arguments);
          });
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("presgen.db"));
    source = new Listening(config);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/sqlite")
        .load()
        .migrate();
    reads = Reads.besideWrites(JdbcClient.create(source), source);
    var template = new JdbcTemplate(source);
    journal =
        new Journal(
            template,
            reads,
            new Dialect("", false),
            _ -> false,
            new EventTable(template, reads, new Codec()),
            new Codec());
  }

  @AfterEach
  void close() {
    reads.close();
  }

  @Test
  void a_run_and_what_belongs_to_it_are_found_by_their_keys() {
    plan(() -> journal.find("x")).containsExactly(
        "SEARCH run USING INDEX sqlite_autoindex_run_1 (run_id=?)");
    plan(() -> journal.history("x", 0, 10)).containsExactly(
        "SEARCH run_event USING INDEX sqlite_autoindex_run_event_1 (run_id=? AND seq>?)");
    plan(
        () -> journal.records(
            "workflow = :workflow AND run_key = :key", Map.of("workflow", "w", "key", "k"), 1))
        .containsExactly("SEARCH run USING INDEX run_by_key (run_key=?)");
    plan(() -> new RequestTable(JdbcClient.create(source), reads).find(new Once("k", "p")))
        .containsExactly(
            "SEARCH request USING INDEX sqlite_autoindex_request_1 (request_key=?)");
    plan(
        () -> new PayloadTable(new JdbcTemplate(source), reads, new Codec())
            .of("x", List.of())
            .read(new Ref("y"), Object.class))
        .containsExactly(
            "SEARCH payload USING INDEX sqlite_autoindex_payload_1 (run_id=? AND ref=?)");
    var ledger =
        new LedgerTable(JdbcClient.create(source), reads, InstantSource.system());
    plan(() -> ledger.entries("x")).contains(
        "SEARCH resource USING INDEX sqlite_autoindex_resource_1 (run_id=?)");
    plan(() -> ledger.of("x", "MAKE").find("folder", "m")).containsExactly(
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
    new RunList(journal)
        .list(new RunQuery(workflow, status, ANY, label, ANY, cursor, 50));
  }

  /** How what is asked would be answered. */
  private ListAssert<String> plan(Runnable question) {
    asked.clear();
    try {
      question.run();
    } catch (dev.presgen.orchestrator.core.Payloads.Unavailable nothingThere) {
      assertThat(asked).hasSize(1);
    }
    assertThat(asked).hasSize(1);
    return assertThat(explained(asked.getFirst()));
  }

  private List<String> explained(String sql) {
    var places = sql.chars().filter(c -> c == '?').count();
    return new JdbcTemplate(source)
        .query(
            "EXPLAIN QUERY PLAN " + sql,
            (rows, _) -> rows.getString("detail"),
            java.util.Collections.nCopies((int) places, "1").toArray());
  }
}
