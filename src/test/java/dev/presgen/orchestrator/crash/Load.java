package dev.presgen.orchestrator.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients, so many at a time: where one has seen its run to the end, the next one begins. */
final class Load implements AutoCloseable {
  /** Many times what the runs that are left take once nothing happens to their server any more. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration LEAVING = Duration.ofSeconds(20);

  private final Acknowledged acknowledged = new Acknowledged();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final Moments moments = new Moments();
  private final List<Thread> places = new ArrayList<>();
  private final OutsideWorld outside;
  private final Api api;
  private final long seed;
  private volatile boolean finishing;

  Load(Cluster cluster, OutsideWorld outside, long seed) {
    this.outside = outside;
    this.api = new Api(cluster::any, moments);
    this.seed = seed;
  }

  /** Begins with so many clients at a time. */
  void start(int atOnce) {
    for (int place = 0; place < atOnce; place++) {
      places.add(Thread.ofVirtual().start(this::live));
    }
  }

  private void live() {
    try {
      while (!finishing) {
        int number = begun.incrementAndGet();
        var dice = new Random(seed + number);
        new Client(api, outside, acknowledged, moments, dice, "client-" + number)
            .live(Plan.any(dice));
      }
    } catch (Exception | AssertionError failed) {
      failures.add(failed);
    }
  }

  /** Begins no more, and waits until all have seen their runs to the end. */
  void finish() throws InterruptedException {
    finishing = true;
    join(PATIENCE);
    moments.end(); // Whoever is left says what it still waits for.
    join(LEAVING);
  }

  private void join(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (var place : places) {
      place.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  /** How many runs were asked for. */
  int begun() {
    return begun.get();
  }

  Acknowledged acknowledged() {
    return acknowledged;
  }

  /** Why clients gave up. */
  List<String> failures() {
    return failures.stream().map(Throwable::toString).toList();
  }

  @Override
  public void close() {
    moments.end();
    api.close();
  }
}
