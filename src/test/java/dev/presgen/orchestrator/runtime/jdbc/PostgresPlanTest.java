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
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each query of a hot path can be answered by the index that is meant for it, on PostgreSQL. The
 * tables are empty, so reading them from end to end is forbidden here; where there is an index, it
 * is then used.
 */
@ExtendWith(PostgresServer.Tidy.class)
class PostgresPlanTest {

  private static final Pattern INDEX = Pattern.compile("using (\\w+)");

  private AskedQueries queries;

  @BeforeEach
  void open(@TempDir Path folder) {
    var config = new HikariConfig();
    config.setJdbcUrl(PostgresServer.shared().url(folder));
    config.setMaximumPoolSize(1);
    // Only so can a question be asked whose parameters are left open.
    config.addDataSourceProperty("preferQueryMode", "simple");
    config.setConnectionInitSql("SET enable_seqscan = off; SET enable_bitmapscan = off");
    queries = new AskedQueries(config, new Dialect("FOR NO KEY UPDATE", true, 1));
  }

  @AfterEach
  void close() {
    queries.close();
  }

  @Test
  void a_run_and_what_belongs_to_it_are_found_by_their_keys() {
    assertThat(indexes(() -> queries.runs.find("x"))).containsExactly("run_pkey");
    assertThat(indexes(() -> queries.runs.claim("x"))).containsExactly("run_pkey");
    assertThat(indexes(() -> queries.runs.lockStanding("x"))).containsExactly("run_pkey");
    assertThat(indexes(() -> queries.runs.standings(List.of("x", "y"))))
        .containsExactly("run_pkey");
    assertThat(indexes(() -> queries.journal.history("x", 0, 10)))
        .containsExactly("run_event_pkey");
    assertThat(indexes(() -> queries.runs.named("w", "k"))).containsExactly("run_by_key");
    assertThat(indexes(() -> queries.requests.find(new Once("k", "p"))))
        .containsExactly("request_pkey");
    assertThat(
        indexes(() -> queries.payloads.of("x", List.of()).read(new Ref("y"), Object.class)))
        .containsExactly("payload_pkey");
    assertThat(indexes(() -> queries.ledger.entries("x"))).containsExactly("resource_pkey");
    assertThat(indexes(() -> queries.ledger.of("x", "MAKE", 1).find("folder", "m")))
        .containsExactly("resource_pkey");
  }

  @Test
  void lists_are_read_in_their_order_without_sorting() {
    for (var query : List.of(
        list(Optional.empty(), Optional.empty()),
        list(Optional.of(Status.COMPLETED), Optional.empty()))) {
      var sql = queries.asked(() -> new RunList(queries.runs).list(query));
      assertThat(plan(sql)).contains("Index Scan Backward using run_pkey").doesNotContain("Sort");
    }
  }

  @Test
  void runs_with_a_label_are_found_by_it() {
    var query = list(Optional.empty(), Optional.of(new Label("team", "a")));
    assertThat(indexes(() -> new RunList(queries.runs).list(query)))
        .contains("run_label_by_value");
  }

  @Test
  void runs_that_stand_still_over_an_alert_are_found_among_those_that_do() {
    for (var after : List.of(Optional.<Place>empty(), Optional.of(new Place("x", "y", 1)))) {
      assertThat(indexes(() -> queries.alerts.standingStill("a", after, 10)))
          .containsExactly("alert_run_blocked");
    }
  }

  @Test
  void the_scheduler_finds_what_is_due_without_reading_what_is_not() {
    assertThat(
        plan(
            "select * from scheduled_tasks where picked = ? and execution_time <= ?"
                + " order by execution_time limit ?"))
        .contains("Index Scan using execution_time_idx")
        .doesNotContain("Sort");
  }

  private static RunQuery list(Optional<Status> status, Optional<Label> label) {
    return new RunQuery(
        Optional.empty(), status, Optional.empty(), label, Optional.empty(), Optional.empty(), 50);
  }

  private List<String> indexes(Runnable question) {
    return INDEX.matcher(plan(queries.asked(question)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** How it would be answered whatever the parameters are. */
  private String plan(String sql) {
    var numbered = new StringBuilder();
    var places = Pattern.compile("\\?").matcher(sql);
    for (int i = 1; places.find(); i++) {
      places.appendReplacement(numbered, Matcher.quoteReplacement("$" + i));
    }
    places.appendTail(numbered);
    return String.join(
        "\n",
        queries.template.execute(
            (Connection connection) -> {
              try (var statement = connection.createStatement();
                  var rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
                var lines = new ArrayList<String>();
                while (rows.next()) {
                  lines.add(rows.getString(1));
                }
                return lines;
              }
            }));
  }
}
