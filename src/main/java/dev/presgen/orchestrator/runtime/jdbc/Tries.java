package dev.presgen.orchestrator.runtime.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work on the database again that failed for no fault of its own. The work has to look for
 * itself whether an earlier try of it was stored, and must do nothing but work on the database.
 */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

  private static final int MOST = 10;

  /** Somebody waits for the answer: once more tells what became of it, unless all is down. */
  private static final int MOST_LOST = 3;

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private Tries() {}

  /** For a caller who waits: a database that is away is not waited for. */
  static <T> T asked(Supplier<T> work) {
    for (int tries = 1;; tries++) {
      try {
        return work.get();
      } catch (RuntimeException failed) {
        var trouble = Trouble.of(failed);
        boolean again =
            switch (trouble) {
              case CONFLICT -> tries < MOST;
              case LOST -> tries < MOST_LOST;
              case AWAY, LASTING -> false;
            };
        if (!again) {
          throw failed;
        }
        pause(tries, trouble, failed);
      }
    }
  }

  /**
   * For a driver, which has results in its hands that would be lost with it. Another node may take
   * its run meanwhile; then the run's epoch refuses what it brings.
   */
  static <T> T driving(Supplier<T> work) {
    for (int tries = 1;; tries++) {
      try {
        return work.get();
      } catch (RuntimeException failed) {
        var trouble = Trouble.of(failed);
        if (tries == MOST || trouble == Trouble.LASTING) {
          throw failed;
        }
        pause(tries, trouble, failed);
      }
    }
  }

  /** Anything up to a bound that doubles, so that those who met do not meet again. */
  private static void pause(int tries, Trouble trouble, RuntimeException failed) {
    LOG.debug("Trouble with the database ({}), try {}", trouble, tries, failed);
    long bound = Math.min(PAUSE.toNanos() << tries, PAUSE_MAX.toNanos());
    try {
      Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed;
    }
  }
}
