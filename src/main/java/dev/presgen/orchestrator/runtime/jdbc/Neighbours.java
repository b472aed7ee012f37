package dev.presgen.orchestrator.runtime.jdbc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what other nodes have decided about the runs that this one drives. A driver that holds
 * something under way would else see an order of theirs only with its next decision, and that
 * another one has taken its place only with a refusal.
 */
final class Neighbours implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  /** How long a cancel that was ordered elsewhere may let a step run on. */
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

  private final Drivers drivers;
  private final ScheduledExecutorService looking;

  Neighbours(Drivers drivers) {
    this.drivers = drivers;
    this.looking =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("neighbours").factory());
    var _ = looking.scheduleWithFixedDelay(
        this::look,
        LOOK_INTERVAL.toMillis(),
        LOOK_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      drivers.wakeMoved();
    } catch (RuntimeException failed) {
      LOG.debug("What other nodes have decided was not seen this time", failed);
    }
  }

  @Override
  public void close() {
    looking.shutdown();
  }
}
