package dev.presgen.orchestrator.crash;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Random moments, and waiting for them; nobody waits any longer once it is over. */
final class Moments {
  private final CountDownLatch over = new CountDownLatch(1);

  /** A time between two others. */
  static Duration between(RandomGenerator dice, Duration least, Duration most) {
    return Duration.ofMillis(dice.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  /** Waits that long; answers whether it is over before. */
  boolean pass(Duration time) throws InterruptedException {
    return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  void end() {
    over.countDown();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }
}
