package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whether the database answers, takes changes, and has the same time as this node. */
final class DatabaseCheck implements SelfCheck {

  private static final String SUBJECT = "Database";

  /** Changes nothing, and is refused where nothing may be changed. */
  private static final String CHANGE_NOTHING =
      "UPDATE run SET epoch = epoch WHERE run_id = ''";

  private static final String TIME =
      "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

  private static final int SECONDS_MAX = 10;

  /** Due times are compared between nodes; this much passes unnoticed. */
  private static final Duration SKEW_MAX = Duration.ofSeconds(2);

  private final JdbcTemplate jdbc;
  private final InstantSource clock;

  DatabaseCheck(DataSource database, InstantSource clock) {
    this.jdbc = new JdbcTemplate(database);
    this.jdbc.setQueryTimeout(SECONDS_MAX);
    this.clock = clock;
  }

  @Override
  public String subject() {
    return SUBJECT;
  }

  @Override
  public List<Finding> look() {
    try {
      long began = System.nanoTime();
      jdbc.update(CHANGE_NOTHING);
      var took = Duration.ofNanos(System.nanoTime() - began);
      var product = product();
      var findings = new ArrayList<Finding>();
      findings.add(
          new Finding(
              SUBJECT,
              Verdict.WELL,
              product + " takes changes; it answered in " + took.toMillis() + " ms.",
              ""));
      // An embedded database has no clock of its own.
      if (product.equals("PostgreSQL")) {
        findings.add(clocks());
      }
      return findings;
    } catch (DataAccessException away) {
      return List.of(
          new Finding(
              SUBJECT,
              Verdict.BROKEN,
              "It does not take changes: " + rootName(away) + ".",
              "Look whether it runs, can be reached, and has room; runs go on by themselves then."));
    }
  }

  private Finding clocks() {
    var before = clock.instant();
    Long millis = jdbc.queryForObject(TIME, Long.class);
    var middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    var skew =
        millis == null
            ? Duration.ZERO
            : Duration.between(Instant.ofEpochMilli(millis), middle);
    var words = "This node's clock and the database's are " + skew.abs().toMillis() + " ms apart.";
    return skew.abs().compareTo(SKEW_MAX) <= 0
        ? new Finding("Clock", Verdict.WELL, words, "")
        : new Finding(
            "Clock",
            Verdict.BROKEN,
            words,
            "Have both machines set their clocks by NTP: runs are driven too early or too late.");
  }

  private String product() {
    return String.valueOf(
        jdbc.execute(
            (ConnectionCallback<String>) connection -> connection.getMetaData()
                .getDatabaseProductName()));
  }

  /** The kind of the failure; its words may hold an address with a password. */
  private static String rootName(DataAccessException failed) {
    var root = failed.getMostSpecificCause();
    return root instanceof SQLException sql && sql.getSQLState() != null
        ? root.getClass().getSimpleName() + ", SQL state " + sql.getSQLState()
        : root.getClass().getSimpleName();
  }
}
