package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.core.Status;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is the embedded database's own: one file, one process, one connection that writes. */
@Timeout(120)
class SqliteTest {

  @TempDir
  Path folder;

  private final SmallWorld world = new SmallWorld();

  @Test
  void one_connection_writes() {
    try (var node = LocalNode.start(Database.SQLITE, world, folder)) {
      node.await(node.started(1), Status.WAITING);
      var pool = node.part(HikariDataSource.class);
      assertThat(pool.getMaximumPoolSize()).isEqualTo(1);
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
    }
  }

  @Test
  void what_only_reads_cannot_write() {
    try (var node = LocalNode.start(Database.SQLITE, world, folder)) {
      var reads = node.part(Reads.class).get();
      assertThatThrownBy(() -> reads.sql("DELETE FROM run").update())
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void a_file_whose_process_was_killed_is_whole() throws Exception {
    var child = ChildNode.start(Database.SQLITE, folder);
    try {
      ChildNode.said(child, ChildNode.EXECUTING);
    } finally {
      child.destroyForcibly().onExit().get(20, TimeUnit.SECONDS);
    }
    try (var node = LocalNode.start(Database.SQLITE, world, folder)) {
      assertThat(
          node.part(JdbcClient.class).sql("PRAGMA integrity_check").query(String.class).single())
          .isEqualTo("ok");
    }
  }

  @Test
  void a_second_process_on_the_same_folder_is_refused_in_plain_words() throws Exception {
    try (var _ = LocalNode.start(Database.SQLITE, new SmallWorld(), folder)) {
      var child = ChildNode.start(Database.SQLITE, folder);
      try {
        assertThat(ChildNode.said(child, "is in use by another process"))
            .contains(
                "The data folder "
                    + folder.toAbsolutePath()
                    + " is in use by another process (number "
                    + ProcessHandle.current().pid()
                    + ").");
        assertThat(ChildNode.said(child, "Stop that process"))
            .contains(
                "Stop that process, or start this one with a folder of its own:"
                    + " --data FOLDER, or presgen.data-dir.");
        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.exitValue()).isNotZero();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  @Test
  void a_driver_that_meets_a_full_disk_comes_back_and_goes_on() {
    try (var node = LocalNode.start(Database.SQLITE, world, folder)) {
      var make = world.hold("MAKE");
      var run = node.started(1);
      make.awaitThere();
      var jdbc = node.part(JdbcClient.class);
      long pages = jdbc.sql("PRAGMA page_count").query(Long.class).single();
      jdbc.sql("PRAGMA max_page_count = " + pages).query(Long.class).single();
      world.content.set("s".repeat(200_000));
      make.go().countDown();
      // Its answer does not fit any more; what was committed before still stands.
      var before = node.await(run, record -> node.types(run).contains("WaitOpened"));
      assertThat(Status.of(before.state())).isEqualTo(Status.WAITING);
      awaitNobodyDriving(node);
      assertThat(node.types(run)).doesNotContain("WaitClosed");
      jdbc.sql("PRAGMA max_page_count = 1000000").query(Long.class).single();
      node.await(run, Status.COMPLETED);
    }
  }

  private static void awaitNobodyDriving(LocalNode node) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (node.part(Drivers.class).count() > 0) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      node.part(JdbcClient.class).sql("SELECT 1").query(Integer.class).single();
    }
  }
}
