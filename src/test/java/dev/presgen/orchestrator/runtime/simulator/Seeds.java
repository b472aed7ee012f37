package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many seeds, on all cores. */
final class Seeds {

  private final List<Story> stories;
  private final Set<Bug> bugs;
  private final Predicate<Throwable> sought;

  /** Seeds none of which must fail. */
  Seeds(List<Story> stories, Set<Bug> bugs) {
    this(stories, bugs, _ -> true);
  }

  /**
   * Seeds of which one is sought.
   *
   * @param sought which failures count
   */
  Seeds(List<Story> stories, Set<Bug> bugs, Predicate<Throwable> sought) {
    this.stories = stories;
    this.bugs = bugs;
    this.sought = sought;
  }

  /** A seed that broke a promise. */
  record Failure(long seed, Throwable broken) {}

  /**
   * What came of seeds.
   *
   * @param tried how many, from the first one on
   * @param failure the first one that failed, if any did
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
                  if (sought.test(broken)) {
                    failure.accumulateAndGet(new Failure(seed, broken), Seeds::first);
                  }
                }
              }
            });
    // Those before the first failure have been begun before it, and were waited for.
    return new Result(Math.min(next.get() - first, count), seen,
        Optional.ofNullable(failure.get()));
  }

  private static Failure first(@Nullable Failure one, Failure other) {
    return one == null || other.seed() < one.seed() ? other : one;
  }
}
