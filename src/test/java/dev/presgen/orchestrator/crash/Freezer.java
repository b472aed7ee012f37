package dev.presgen.orchestrator.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Stops one of two servers at a random moment for longer than its lease, again and again. */
final class Freezer {
  /**
   * A claim is taken for dead after four heartbeats of half a second, which is looked for every two
   * of them.
   */
  private static final Duration SHORTEST = Duration.ofMillis(3_500);

  private static final Duration LONGEST = Duration.ofSeconds(5);

  /**
   * The setting under which no freeze makes a second object: whoever takes over believes that what
   * it cannot find was never made only after the frozen server has had its turn. It is 60 s in the
   * live world, which is as long as an attempt of step 3 may take.
   */
  static final String LISTING_LAG = "--presgen.google.listing-lag=6s";

  private static final Duration AWAKE_LEAST = Duration.ofMillis(300);
  private static final Duration AWAKE_MOST = Duration.ofMillis(1_500);
  private static final List<String> NODES = List.of("node-a", "node-b");
  private static final List<String> REFUSALS =
      List.of("was taken over by another driver", "came too late");

  private final Cluster cluster;
  private final RandomGenerator dice;
  private final Moments moments = new Moments();
  private final List<ServerProcess> servers = new ArrayList<>();
  private int freezes;

  Freezer(Cluster cluster, RandomGenerator dice) {
    this.cluster = cluster;
    this.dice = dice;
  }

  /** Starts the two, and waits for them. */
  void start() throws InterruptedException {
    NODES.stream().map(cluster::start).forEach(servers::add);
    for (var server : servers) {
      server.awaitUrl();
    }
  }

  /** Freezes so many times one of them; both are awake at the end. */
  void freeze(int times) throws IOException, InterruptedException {
    for (int time = 0; time < times; time++) {
      moments.pass(Moments.between(dice, AWAKE_LEAST, AWAKE_MOST));
      var server = servers.get(dice.nextInt(servers.size()));
      server.freeze();
      moments.pass(Moments.between(dice, SHORTEST, LONGEST));
      server.thaw();
      freezes++;
    }
  }

  /** Ends both. */
  void kill() throws InterruptedException {
    for (var server : servers) {
      server.kill();
    }
  }

  int freezes() {
    return freezes;
  }

  /** How often a server was told that its claim had gone to another, by what they logged. */
  long refused() throws IOException {
    long refused = 0;
    for (var node : NODES) {
      try (var lines = Files.lines(cluster.log(node))) {
        refused +=
            lines.filter(line -> REFUSALS.stream().anyMatch(line::contains)).count();
      }
    }
    return refused;
  }
}
