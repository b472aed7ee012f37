package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Callers that each start a run, wait for its end and start the next. Times are those at which a
 * listener hears of a commit: a step's from the commit that starts it to the one that records its
 * result, a run's from the call to the commit that ends it.
 */
final class RealLoop implements AutoCloseable {

  private final BenchNode node;
  private final AutoCloseable listening;
  private final Map<String, Track> tracks = new ConcurrentHashMap<>();
  private volatile Loop.Count count = new Loop.Count();

  /** A run under way. */
  private static final class Track {
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long lastCommit;
  }

  RealLoop(BenchNode node) {
    this.node = node;
    this.listening = node.runs.listen(this::heard);
  }

  private void heard(RunRecord run, List<HistoryEntry> entries) {
    long now = System.nanoTime();
    var track = tracks.computeIfAbsent(run.id(), _ -> new Track());
    for (var entry : entries) {
      switch (entry.event()) {
        case Event.StepCompleted _ -> count.step(now - track.lastCommit, now);
        case Event.WaitOpened _ -> track.waits.countDown();
        case Event.RunEnded _ -> track.ended.countDown();
        default -> {
          // Says nothing about a step's time.
        }
      }
    }
    track.lastCommit = now;
  }

  /** Runs of one workflow from so many callers for a time. */
  Loop.Count run(Chain chain, int callers, Duration time) throws InterruptedException {
    var measured = new Loop.Count();
    count = measured;
    return Loop.run(measured, callers, time, _ -> one(chain, measured));
  }

  private void one(Chain chain, Loop.Count measured) throws InterruptedException {
    long begun = System.nanoTime();
    var run = node.started(chain.workflow().name());
    var track = tracks.get(run);
    if (chain.waits()) {
      await(track.waits);
      node.signalled(run);
    }
    await(track.ended);
    long now = System.nanoTime();
    measured.run(now - begun, now);
    tracks.remove(run);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a run did not go on within a minute");
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
