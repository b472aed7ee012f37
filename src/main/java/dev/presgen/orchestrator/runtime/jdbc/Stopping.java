package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stops the drivers in good order before anything that they use is closed: nothing new is started,
 * running attempts have some seconds to finish, and what is left is given back.
 */
final class Stopping implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

  /** For drivers to give back what they still had under way. */
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final Drivers drivers;
  private final Scheduler scheduler;
  private final Duration patience;
  private volatile boolean running;

  Stopping(Drivers drivers, Scheduler scheduler, Duration attemptsPatience) {
    this.drivers = drivers;
    this.scheduler = scheduler;
    this.patience = attemptsPatience.plus(LEAVING);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    scheduler.pause();
    drivers.stop();
    if (!drivers.awaitIdle(patience)) {
      LOG.warn("Some runs were still being driven after {}", patience);
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server stops taking requests there may be new work: after it there is none. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4096;
  }
}
