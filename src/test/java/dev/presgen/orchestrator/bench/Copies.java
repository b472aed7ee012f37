package dev.presgen.orchestrator.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Many runs that are where a real one is: every row that it has left in the database, under other
 * ids.
 */
final class Copies {

  /** Where the rows of a run are, and the column that names it. */
  private static final Map<String, String> TABLES =
      Map.of(
          "run", "run_id", "run_event", "run_id", "payload", "run_id", "scheduled_tasks",
          "task_instance");

  /** In the order in which they refer to each other. */
  private static final List<String> ORDER =
      List.of("run", "run_event", "payload", "scheduled_tasks");

  private static final Set<Integer> TEXT =
      Set.of(Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB);

  private Copies() {}

  /** Copies a run; answers the ids of the copies. */
  static List<String> of(DataSource connections, String run, int count) throws SQLException {
    var ids =
        IntStream.range(0, count)
            .mapToObj(number -> String.format(Locale.ROOT, "%0" + run.length() + "d", number))
            .toList();
    try (var connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement();
          var insert = prepared(connection, statement)) {
        for (var id : ids) {
          insert.setString(1, id);
          insert.addBatch();
        }
        insert.executeBatch();
        for (var table : ORDER) {
          statement.executeUpdate(copy(connection, table, run));
        }
        statement.execute("DROP TABLE copy_id");
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    }
    return ids;
  }

  private static java.sql.PreparedStatement prepared(
      Connection connection, java.sql.Statement statement) throws SQLException {
    statement.execute("CREATE TEMPORARY TABLE copy_id (id text)");
    return connection.prepareStatement("INSERT INTO copy_id VALUES (?)");
  }

  private static String copy(Connection connection, String table, String run)
      throws SQLException {
    var columns = new ArrayList<String>();
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      var described = rows.getMetaData();
      for (int column = 1; column <= described.getColumnCount(); column++) {
        var name = described.getColumnName(column);
        columns.add(name);
        values.add(
            TEXT.contains(described.getColumnType(column))
                ? "replace(" + name + ", '" + run + "', id)"
                : name);
      }
    }
    return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
        + String.join(", ", values) + " FROM " + table + ", copy_id WHERE " + TABLES.get(table)
        + " = '" + run + "'";
  }

  /**
   * All that the database holds of a run, but for its id and for times.
   *
   * @return each row as a text, with the name of its table
   */
  static List<String> rows(DataSource connections, String run) {
    var jdbc = new JdbcTemplate(connections);
    var all = new ArrayList<String>();
    for (var table : ORDER) {
      jdbc.queryForList("SELECT * FROM " + table + " WHERE " + TABLES.get(table) + " = ?", run)
          .stream()
          .map(row -> table + " " + timeless(row.toString().replace(run, "RUN")))
          .sorted()
          .forEach(all::add);
    }
    return all;
  }

  /** Times are stored as milliseconds, and in JSON and by db-scheduler as texts. */
  private static String timeless(String row) {
    return row.replaceAll("\\d{4}-\\d\\d-\\d\\d[ T][0-9:.]+Z?", "TIME")
        .replaceAll("\\b\\d{13}\\b", "TIME");
  }
}
