package dev.presgen.orchestrator.runtime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whole runs in a world of troubles. A failure names its seed and the command that replays it with
 * all that happened. {@code -Dsimulation.seeds} and {@code -Dsimulation.minutes} say how many seeds
 * are tried and for how long at most; whichever is reached first ends it. The first ones are the same
 * in every build; those beyond are new each time, and have the time that is left.
 */
class SimulationTest {

  /** As many as a build tries. */
  private static final long FIXED_MAX = 20_000;

  private static final long SEEDS = Long.getLong("simulation.seeds", FIXED_MAX);
  private static final long FIXED = Math.min(FIXED_MAX, SEEDS);
  private static final long FRESH = SEEDS - FIXED;
  private static final Duration TIME =
      Duration.ofMinutes(Long.getLong("simulation.minutes", 3));

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
    long end = System.nanoTime() + TIME.toNanos();
    var all = tried("fixed", 1, FIXED, end);
    if (FRESH > 0 && System.nanoTime() < end) {
      long first = RandomGenerator.getDefault().nextLong(1L << 20, 1L << 40);
      all = tried("fresh", first, FRESH, end).and(all);
    }
    System.out.println(all.seen());
    if (all.tried() >= ENOUGH) {
      assertThat(all.seen().missing()).as("what no seed came across").isEmpty();
    }
  }

  private Seeds.Result tried(String which, long first, long count, long end) {
    long began = System.nanoTime();
    var result = checked(seeds.from(first, count, Duration.ofNanos(end - began)));
    var took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        "%d of %d %s seeds from %d on, in %s%n", result.tried(), count, which, first, took);
    return result;
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
