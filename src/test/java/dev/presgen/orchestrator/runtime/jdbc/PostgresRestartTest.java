package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.core.Status;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own, which is stopped under a node and started again. */
class PostgresRestartTest {

  /** Both waits of a driver that failed, and a dead one's heartbeats, fit into it. */
  private static final Duration BACK = Duration.ofSeconds(30);

  @Test
  void everything_goes_on_by_itself_when_the_server_is_back(
      @TempDir(cleanup = CleanupMode.NEVER) Path data, @TempDir Path folder) throws Exception {
    var world = new SmallWorld(Duration.ofMinutes(1), Duration.ofMinutes(1));
    var server = start(data, 0);
    int port = server.getPort();
    try (var node = LocalNode.start(Database.POSTGRESQL, world, folder, settings(folder, port))) {
      var waiting = node.started(1);
      node.await(waiting, Status.WAITING);
      var make = world.hold("MAKE");
      var executing = node.started(1);
      make.awaitThere();
      server.close();
      make.go().countDown();
      for (var run : List.of(waiting, executing)) {
        assertThatThrownBy(() -> node.find(run))
            .satisfies(failed -> assertThat(Trouble.of(failed)).isNotEqualTo(Trouble.LASTING));
      }

      server = start(data, port);
      long began = System.nanoTime();
      awaitStatus(node, executing, Status.WAITING, began);
      for (var run : List.of(waiting, executing)) {
        node.signal(run, "fill", "{\"with\": \"sand\"}");
        awaitStatus(node, run, Status.COMPLETED, began);
        assertThat(node.types(run)).containsOnlyOnce("RunEnded");
      }
      assertThat(world.things).hasSize(2);
    } finally {
      server.close();
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.resolve("server"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("synchronous_commit", "on")
        .setOutputRedirector(Redirect.DISCARD)
        .setErrorRedirector(Redirect.DISCARD)
        .start();
  }

  private static List<String> settings(Path folder, int port) {
    return List.of(
        "--presgen.data-dir=" + folder,
        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "--spring.datasource.username=postgres",
        "--spring.datasource.hikari.connection-timeout=1000");
  }

  /** Looks every now and then, as somebody would who has no other news. */
  private static void awaitStatus(LocalNode node, String run, Status status, long began)
      throws InterruptedException {
    try (var looking = Executors.newSingleThreadScheduledExecutor()) {
      var there = new CountDownLatch(1);
      var _ =
          looking.scheduleWithFixedDelay(
              () -> {
                if (status(node, run).equals(Optional.of(status))) {
                  there.countDown();
                }
              },
              0,
              50,
              TimeUnit.MILLISECONDS);
      long left = BACK.toNanos() - (System.nanoTime() - began);
      assertThat(there.await(left, TimeUnit.NANOSECONDS))
          .as(() -> "in time, but it is " + status(node, run))
          .isTrue();
      looking.shutdownNow();
    }
  }

  private static Optional<Status> status(LocalNode node, String run) {
    try {
      return Optional.of(Status.of(node.find(run).state()));
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }
}
