package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.crash.Findings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers that are killed or frozen at random moments lose nothing that was promised, decide nothing
 * that is not theirs to decide any more, and make nothing twice. {@code -Dcrash.seed} repeats the
 * moments; {@code -Dcrash.kills} and {@code -Dcrash.freezes} change how many there are.
 */
@Tag("crash")
@Timeout(3_600)
class CrashedServersTest {
  private static final long SEED = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
  private static final int KILLS = Integer.getInteger("crash.kills", 25);
  private static final int FREEZES = Integer.getInteger("crash.freezes", 20);

  /** As many runs at a time as keep two cores busy. */
  private static final int CLIENTS = 12;

  private static final CrashReport REPORT = new CrashReport(SEED);

  private static ServerImage image;

  @BeforeAll
  @Timeout(600)
  static void make() throws Exception {
    image = ServerImage.make(folder("image"));
  }

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

  @Test
  void postgresql_survives_kill_9() throws Exception {
    var folder = folder("postgresql");
    try (var database = PostgresDatabase.start(folder)) {
      kill(database, folder);
    }
  }

  @Test
  void a_frozen_server_decides_nothing_when_it_wakes_up() throws Exception {
    var folder = folder("frozen");
    try (var database = PostgresDatabase.start(folder)) {
      freeze(database, folder);
    }
  }

  /** A folder for one part; what is left there of an earlier time is removed. */
  private static Path folder(String part) throws IOException {
    var folder = Path.of("target", "crash", part);
    if (Files.exists(folder)) {
      try (var old = Files.walk(folder)) {
        for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(folder).toAbsolutePath();
  }

  private static void kill(Database database, Path folder) throws Exception {
    long begin = System.nanoTime();
    try (var outside = OutsideWorld.start(image, folder);
        var cluster = new Cluster(image, database, outside, folder);
        var load = new Load(cluster, outside, SEED)) {
      load.start(CLIENTS);
      var killer = new Killer(cluster, database, new Random(SEED));
      var last = killer.kill(KILLS);
      load.finish();
      last.kill();
      database.check();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("kills -9", killer.counts().kills());
      figures.put("of them in start-up", killer.counts().inStartUp());
      figures.put("servers that came up after a kill", killer.counts().opened());
      var result = audit(cluster, load, outside);
      REPORT.add(database.name() + ", killed", figures, load, result, since(begin));
      assertThat(killer.counts().kills()).isEqualTo(KILLS).isPositive();
      assertThat(killer.counts().inStartUp()).as("kills in start-up").isPositive();
      assertThatNothingWasLost(result, load);
    }
  }

  private static void freeze(PostgresDatabase database, Path folder) throws Exception {
    long begin = System.nanoTime();
    try (var outside = OutsideWorld.start(image, folder);
        var cluster = new Cluster(image, database, outside, folder, Freezer.LISTING_LAG);
        var load = new Load(cluster, outside, SEED)) {
      var freezer = new Freezer(cluster, new Random(SEED));
      freezer.start();
      var watch = ClaimWatch.start(database.source());
      load.start(CLIENTS);
      freezer.freeze(FREEZES);
      load.finish();
      freezer.kill();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("freezes beyond the lease", freezer.freezes());
      figures.put("runs taken over by the other server", watch.takeovers());
      figures.put("decisions of awakened servers that were refused", freezer.refused());
      var stale = watch.stale();
      var result = audit(cluster, load, outside);
      stale.forEach(what -> result.findings().add(Kind.STALE_DECISIONS_ACCEPTED, what));
      REPORT.add(database.name() + ", one of two frozen", figures, load, result, since(begin));
      assertThat(freezer.freezes()).isEqualTo(FREEZES).isPositive();
      assertThat(watch.takeovers()).as("takeovers").isPositive();
      assertThat(freezer.refused()).as("frozen servers that tried to decide").isPositive();
      assertThatNothingWasLost(result, load);
    }
  }

  private static Audit.Result audit(Cluster cluster, Load load, OutsideWorld outside)
      throws Exception {
    try (var audit = Audit.open(cluster.settings("audit"))) {
      return audit.audit(load, outside);
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void assertThatNothingWasLost(Audit.Result result, Load load) {
    assertThat(result.runs()).hasSize(load.begun()).isNotEmpty();
    assertThat(result.losses()).as("attempts that were under way at a crash").isNotEmpty();
    assertThat(result.findings().brief()).isEmpty();
  }
}
