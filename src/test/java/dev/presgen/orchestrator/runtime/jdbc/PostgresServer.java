package dev.presgen.orchestrator.runtime.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real server, started when the first test asks for it and stopped with the process. Each test has
 * databases of its own, copied from one that is migrated once.
 */
public final class PostgresServer {

  private static final String EMPTY = "empty";

  /** Most servers sort as a language does, and not by code points as the machine of a test may. */
  private static final String AS_MOST =
      " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";

  /** What nodes write to, each after those that it refers to. */
  private static final List<String> TABLES =
      List.of("run", "run_label", "run_event", "payload", "resource", "request", "document",
          "flag_switch", "alert", "alert_run", "scheduled_tasks");

  private final EmbeddedPostgres server;
  private final JdbcClient jdbc;
  private final Map<Path, String> names = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private PostgresServer() {
    try {
      this.server =
          EmbeddedPostgres.builder()
              .setOutputRedirector(Redirect.DISCARD)
              .setErrorRedirector(Redirect.DISCARD)
              .start();
    } catch (IOException broken) {
      throw new IllegalStateException("PostgreSQL does not start", broken);
    }
    this.jdbc = JdbcClient.create(server.getPostgresDatabase());
    jdbc.sql("CREATE DATABASE " + EMPTY + AS_MOST).update();
    Flyway.configure()
        .dataSource(server.getDatabase("postgres", EMPTY))
        .locations("classpath:db/migration", "classpath:db/postgresql")
        .load()
        .migrate();
  }

  private static final class Shared {
    static final PostgresServer SERVER = new PostgresServer();
  }

  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** The address of the database that belongs to a folder, which is made when it is new. */
  String url(Path folder) {
    return server.getJdbcUrl("postgres", name(folder));
  }

  /** Connections to the database of a folder, which is made when it is new. */
  public HikariDataSource connections(Path folder) {
    var source = new HikariDataSource();
    source.setJdbcUrl(url(folder));
    source.setUsername("postgres");
    return source;
  }

  /** Asks the database of a folder beside any node. */
  JdbcClient jdbc(Path folder) {
    return JdbcClient.create(server.getDatabase("postgres", name(folder)));
  }

  int port() {
    return server.getPort();
  }

  /** The database that belongs to a folder, which is made when it is new. */
  String name(Path folder) {
    return names.computeIfAbsent(folder.toAbsolutePath(), _ -> {
      var name = "test_" + count.incrementAndGet();
      jdbc.sql("CREATE DATABASE " + name + " TEMPLATE " + EMPTY).update();
      return name;
    });
  }

  /** Copies row by row, as connected nodes let nobody copy the files; all as of one moment. */
  void copy(Path from, Path to) {
    try (var source = server.getDatabase("postgres", name(from)).getConnection();
        var target = server.getDatabase("postgres", name(to)).getConnection()) {
      source.setAutoCommit(false);
      source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      for (var table : TABLES) {
        try (var select = source.createStatement();
            var rows =
                select.executeQuery("SELECT coalesce(json_agg(t), '[]') FROM " + table + " t");
            var insert =
                target.prepareStatement(
                    "INSERT INTO " + table + " SELECT * FROM json_populate_recordset(null::" + table
                        + ", ?::json)")) {
          rows.next();
          insert.setString(1, rows.getString(1));
          insert.executeUpdate();
        }
      }
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void drop() {
    names.values().forEach(name -> jdbc.sql("DROP DATABASE " + name + " WITH (FORCE)").update());
    names.clear();
  }

  /** Drops the databases of a test when it is over. */
  public static final class Tidy implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      if (!shared().names.isEmpty()) {
        shared().drop();
      }
    }
  }
}
