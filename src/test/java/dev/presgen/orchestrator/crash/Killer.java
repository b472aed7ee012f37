package dev.presgen.orchestrator.crash;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Starts a server and kills it at a random moment, again and again. */
final class Killer {
  /** Every so many kills, and at the first, the moment is one of the start-up. */
  private static final int START_UP = 5;

  private static final Duration SOONEST = Duration.ofMillis(200);

  /** A life is longer where the machine is slow, so that runs come through all steps everywhere. */
  private static final int LONGEST_LIFE_IN_START_UPS = 3;

  private static final Duration LATEST = Duration.ofSeconds(12);
  private static final String NODE = "node";

  private final Cluster cluster;
  private final Database database;
  private final Moments moments = new Moments();
  private final RandomGenerator dice;
  private Duration startUp = Duration.ofSeconds(3);
  private Counts counts = new Counts(0, 0, 0);

  /**
   * What has been done.
   *
   * @param inStartUp kills of a server that did not listen yet
   * @param opened servers that came to listen on what a killed one had left
   */
  record Counts(int kills, int inStartUp, int opened) {}

  Killer(Cluster cluster, Database database, RandomGenerator dice) {
    this.cluster = cluster;
    this.database = database;
    this.dice = dice;
  }

  /** Kills so many servers, and starts one more, which it leaves alive. */
  ServerProcess kill(int times) throws Exception {
    for (int time = 0; time < times; time++) {
      if (time % START_UP == 0) {
        killInStartUp();
      } else {
        killAtWork();
      }
      database.check();
    }
    return started();
  }

  private void killInStartUp() throws InterruptedException {
    var server = cluster.start(NODE);
    moments.pass(Moments.between(dice, Duration.ZERO, startUp));
    killed(server);
  }

  private void killAtWork() throws InterruptedException {
    var server = started();
    var latest = startUp.multipliedBy(LONGEST_LIFE_IN_START_UPS);
    moments.pass(
        Moments.between(dice, SOONEST, latest.compareTo(LATEST) < 0 ? latest : LATEST));
    killed(server);
  }

  private ServerProcess started() throws InterruptedException {
    long begin = System.nanoTime();
    var server = cluster.start(NODE);
    server.awaitUrl();
    startUp = Duration.ofNanos(System.nanoTime() - begin);
    counts =
        new Counts(counts.kills(), counts.inStartUp(),
            counts.opened() + (counts.kills() > 0 ? 1 : 0));
    return server;
  }

  private void killed(ServerProcess server) throws InterruptedException {
    boolean listened = server.url().isPresent();
    server.kill();
    counts =
        new Counts(
            counts.kills() + 1, counts.inStartUp() + (listened ? 0 : 1), counts.opened());
  }

  Counts counts() {
    return counts;
  }
}
