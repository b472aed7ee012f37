package dev.presgen.orchestrator.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL server on the disk that is measured with, as it is installed: what the library that
 * starts it switches off for the sake of tests, the flushing of commits, is on.
 */
final class Server implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final JdbcTemplate jdbc;
  private final AtomicInteger databases = new AtomicInteger();

  Server(Path folder) throws IOException {
    this.server =
        EmbeddedPostgres.builder()
            .setDataDirectory(Files.createDirectories(folder).toAbsolutePath())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start();
    this.jdbc = new JdbcTemplate(server.getPostgresDatabase());
    for (var setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
      var value = jdbc.queryForObject("SHOW " + setting, String.class);
      if (!"on".equals(value)) {
        throw new IllegalStateException(setting + " is " + value);
      }
    }
  }

  /**
   * Processor time of all server processes that there are, in steps of 10 ms each. The pool keeps its
   * connections while it is measured with them, and so their processes.
   */
  static Duration processorTime() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .filter(info -> info.command().filter(command -> command.endsWith("/postgres")).isPresent())
        .flatMap(info -> info.totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The address of an empty database. */
  String fresh() {
    var name = "bench_" + databases.incrementAndGet();
    jdbc.execute("CREATE DATABASE " + name);
    return server.getJdbcUrl("postgres", name);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
