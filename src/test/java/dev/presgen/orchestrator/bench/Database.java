package dev.presgen.orchestrator.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An empty database on a disk.
 *
 * @param folder the data folder of the node
 * @param settings with which a node finds it
 */
record Database(Kind kind, Path folder, List<String> settings) {

  enum Kind {
    SQLITE("SQLite"),
    POSTGRESQL("PostgreSQL");

    final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }

  static Database sqlite(Path folder) {
    return new Database(Kind.SQLITE, folder, List.of("presgen.data-dir=" + folder));
  }

  static Database postgresql(Path folder, String url) {
    return new Database(
        Kind.POSTGRESQL,
        folder,
        List.of("presgen.data-dir=" + folder, "spring.datasource.url=" + url));
  }

  /** The version and what decides how durable a commit is, as the database itself says. */
  static String described(Kind kind, DataSource connections) {
    var jdbc = new JdbcTemplate(connections);
    return switch (kind) {
      case SQLITE -> "SQLite " + one(jdbc, "SELECT sqlite_version()")
          + ": " + shown(jdbc, "PRAGMA ", "journal_mode", "synchronous", "wal_autocheckpoint");
      case POSTGRESQL -> "PostgreSQL " + one(jdbc, "SHOW server_version")
          + ": "
          + shown(
              jdbc, "SHOW ", "fsync", "synchronous_commit", "full_page_writes",
              "wal_sync_method", "shared_buffers");
    };
  }

  private static String shown(JdbcTemplate jdbc, String how, String... settings) {
    var parts = new ArrayList<String>();
    for (var setting : settings) {
      parts.add("`" + setting + "` " + one(jdbc, how + setting));
    }
    return String.join(", ", parts);
  }

  private static String one(JdbcTemplate jdbc, String query) {
    return String.valueOf(jdbc.queryForObject(query, String.class));
  }
}
