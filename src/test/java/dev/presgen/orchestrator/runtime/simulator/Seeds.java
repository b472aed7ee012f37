package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Many seeds, on all cores. */
final class Seeds {

  private final List<Story> stories;
  private final Set<Bug> bugs;

  Seeds(List<Story> stories, Set<Bug> bugs) {
    this.stories = stories;
    this.bugs = bugs;
  }

  /** A seed that broke a promise. */
  record Failure(long seed, Throwable broken) {}

  /**
   * What came of seeds.
   *
   * @param tried how many, from the first one on
   * @param failure one that failed, if any did
   */
  record Result(long tried, Seen seen, Optional<Failure> failure) {
    Result and(Result before) {
      seen.add(before.seen());
      return new Result(tried + before.tried(), seen, failure);
    }
  }

  /** Tries seeds from the first one on, until there are enough, time is up or one fails. */
  Result from(long first, long count, Duration most) {
    var next = new AtomicLong(first);
    var failure = new AtomicReference<Failure>();
    var seen = new Seen();
    long end = System.nanoTime() + most.toNanos();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            _ -> {
              while (failure.get() == null && System.nanoTime() < end) {
                long seed = next.getAndIncrement();
                if (seed >= first + count) {
                  return;
                }
                var simulation = new Simulation(seed, stories, bugs, false);
                try {
                  simulation.run();
                  seen.add(simulation.seen);
                } catch (RuntimeException | AssertionError broken) {
                  failure.compareAndSet(null, new Failure(seed, broken));
                }
              }
            });
    return new Result(Math.min(next.get() - first, count), seen,
        Optional.ofNullable(failure.get()));
  }
}
