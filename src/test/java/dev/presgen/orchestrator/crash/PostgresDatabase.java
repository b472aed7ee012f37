package dev.presgen.orchestrator.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A database server that several of ours share; nothing happens to it. */
record PostgresDatabase(EmbeddedPostgres server, Path folder) implements Database {

  /** Starts it, with its files in that folder. */
  static PostgresDatabase start(Path folder) throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            // The library's own default lets commits be lost.
            .setServerConfig("synchronous_commit", "on")
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .start();
    return new PostgresDatabase(server, folder);
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public List<String> settings() {
    return List.of(
        "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
        "--presgen.data-dir=" + folder.resolve("data"));
  }

  /** Its own process has survived, with all that it has committed. */
  @Override
  public void check() {}

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
