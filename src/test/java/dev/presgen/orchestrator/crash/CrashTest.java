package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers that are killed at random moments lose nothing that was promised, and make nothing twice.
 * {@code -Dcrash.seed} repeats the moments, {@code -Dcrash.kills} and {@code -Dcrash.freezes} change
 * how many there are.
 */
@Tag("crash")
@Timeout(1_200)
class CrashTest {
  private static final long SEED = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
  private static final int KILLS = Integer.getInteger("crash.kills", 25);
  private static final int CLIENTS = Integer.getInteger("crash.clients", 16);
  private static final Path FOLDER = Path.of("target", "crash");
  private static final CrashReport REPORT = new CrashReport(SEED);

  @AfterAll
  static void publish() throws IOException {
    REPORT.publish(Path.of("target", "crash-report.md"));
  }

  @Test
  void sqlite_survives_kill_9() throws Exception {
    var folder = folder("sqlite");
    try (var database = new SqliteDatabase(folder)) {
      kill(database, folder);
    }
  }

  /** What is left there of an earlier time is removed. */
  private static Path folder(String name) throws IOException {
    var folder = FOLDER.resolve(name);
    if (Files.exists(folder)) {
      try (var old = Files.walk(folder)) {
        for (var path : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static void kill(Database database, Path folder) throws Exception {
    long begin = System.nanoTime();
    try (var outside = OutsideWorld.start(folder);
        var cluster = new Cluster(database, outside, folder);
        var load = new Load(cluster, outside, SEED)) {
      load.start(CLIENTS);
      var killer = new Killer(cluster, database, new Random(SEED));
      var last = killer.kill(KILLS);
      load.finish();
      last.kill();
      database.check();
      try (var audit = Audit.open(cluster.settings())) {
        var result = audit.audit(load, outside);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("kills -9", killer.counts().kills());
        figures.put("of them in start-up", killer.counts().inStartUp());
        figures.put("databases opened after a kill", killer.counts().opened());
        REPORT.add(
            "kill -9, " + database.name(),
            figures,
            load,
            result,
            Duration.ofNanos(System.nanoTime() - begin));
        assertThat(killer.counts().kills()).isEqualTo(KILLS).isPositive();
        assertThat(killer.counts().inStartUp()).isPositive();
        assertThat(result.losses()).as("kills that hit something").isNotEmpty();
        assertThat(result.runs()).hasSize(load.begun());
        assertThat(result.findings().all()).isEmpty();
      }
    }
  }
}
