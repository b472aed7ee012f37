package dev.presgen.orchestrator.runtime.jdbc;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Does work on the database again that failed for no fault of its own. The work has to look for
 * itself whether an earlier try of it was stored, and must do nothing but work on the database.
 */
final class Tries {

  private static final int MOST = 10;

  /**
   * Between tries: about 10 ms at first, a second at most, and anything from nothing to twice that,
   * so that those who met do not meet again. Ten tries take five seconds besides their own time.
   */
  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(10), 2, 0.99, Duration.ofSeconds(1));

  /** Nothing is begun anew for a caller who has waited this long already. */
  private static final Duration CALLER_PATIENCE = Duration.ofSeconds(3);

  private Tries() {}

  /** For a caller who waits: a database that is away is not waited for. */
  static <T> T asked(Supplier<T> work) {
    long began = System.nanoTime();
    try {
      return tried(
          work,
          trouble -> (trouble == Trouble.CONFLICT || trouble == Trouble.LOST)
              && System.nanoTime() - began < CALLER_PATIENCE.toNanos());
    } catch (RuntimeException failed) {
      // The scheduler has exceptions of its own, of which callers know nothing.
      throw failed instanceof NestedRuntimeException || Trouble.of(failed) == Trouble.LASTING
          ? failed
          : new DataAccessResourceFailureException("the database does not answer", failed);
    }
  }

  /**
   * For a driver, which has results in its hands that would be lost with it. Another node may take
   * its run meanwhile; then the run's epoch refuses what it brings.
   */
  static <T> T driving(Supplier<T> work) {
    return tried(work, trouble -> trouble != Trouble.LASTING);
  }

  private static <T> T tried(Supplier<T> work, Predicate<Trouble> again) {
    return Retry.of(
        "database",
        RetryConfig.custom()
            .maxAttempts(MOST)
            .intervalFunction(PAUSES)
            .retryOnException(failed -> again.test(Trouble.of(failed)))
            .build())
        .executeSupplier(work);
  }
}
