package dev.presgen.orchestrator.runtime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whole runs in a world of troubles. A failure names its seed and the command that replays it with
 * all that happened. {@code -Dsimulation.seeds} and {@code -Dsimulation.minutes} say how many seeds
 * are tried and for how long at most; whichever is reached first ends it.
 */
class SimulationTest {

  private static final long SEEDS = Long.getLong("simulation.seeds", 20_000);
  private static final Duration TIME =
      Duration.ofMinutes(Long.getLong("simulation.minutes", 3));

  /** As many as a build tries stay the same from build to build, those beyond are new each time. */
  private static final long FIXED = Math.min(20_000, SEEDS);

  /** Too few seeds to meet all that there is to be met. */
  private static final long ENOUGH = 1_000;

  private final Seeds seeds = new Seeds(Stories.all(), Set.of());

  @Test
  void whatever_happens_runs_keep_their_promises_and_come_to_rest() {
    var replayed = Long.getLong("simulation.seed");
    if (replayed != null) {
      replay(replayed);
      return;
    }
    long began = System.nanoTime();
    var fixed = checked(seeds.from(1, FIXED, TIME.dividedBy(2)));
    var spent = Duration.ofNanos(System.nanoTime() - began);
    long fresh = RandomGenerator.getDefault().nextLong(1L << 20, 1L << 40);
    System.out.println("Fresh seeds from " + fresh);
    var all =
        checked(
            seeds.from(fresh, SEEDS - fixed.tried(), TIME.minus(spent)).and(fixed));
    var took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("%d seeds in %s: %s%n", all.tried(), took, all.seen());
    if (all.tried() >= ENOUGH) {
      assertThat(all.seen().missing()).as("what no seed came across").isEmpty();
    }
  }

  private static Seeds.Result checked(Seeds.Result result) {
    result.failure()
        .ifPresent(
            failure -> {
              throw new AssertionError(
                  """
                      seed %d broke a promise; replay it with
                      ./mvnw test -Dtest=SimulationTest -Dsimulation.seed=%d
                      %s"""
                      .formatted(failure.seed(), failure.seed(), failure.broken().getMessage()),
                  failure.broken());
            });
    return result;
  }

  private static void replay(long seed) {
    var simulation = new Simulation(seed, Stories.all(), Set.of(), true);
    try {
      simulation.run();
    } finally {
      simulation.trace.lines().forEach(System.out::println);
    }
  }
}
