package dev.presgen.orchestrator.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** A database server that several of ours share; nothing happens to it. */
record PostgresDatabase(EmbeddedPostgres postgres, Path folder) implements Database {
  private static final String NAME = "postgres";

  /** Starts it, with its files in that folder. */
  static PostgresDatabase start(Path folder) throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
    var postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            // The library's own default lets commits be lost.
            .setServerConfig("synchronous_commit", "on")
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .start();
    return new PostgresDatabase(postgres, folder);
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  /** Each server is a user of its own, so that the database can tell them apart. */
  @Override
  public List<String> settings(String server) {
    var user =
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
            CREATE ROLE "%1$s" SUPERUSER LOGIN;
          END IF;
        END $$
        """
            .formatted(server);
    try (var connection = source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(user);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
    return List.of(
        "--spring.datasource.url=" + postgres.getJdbcUrl(server, NAME),
        "--presgen.data-dir=" + folder.resolve("data"));
  }

  DataSource source() {
    return postgres.getPostgresDatabase();
  }

  /** Its own process has survived, with all that it has committed. */
  @Override
  public void check() {}

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
