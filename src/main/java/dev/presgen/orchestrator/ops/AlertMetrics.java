package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code presgen.alerts.open}: how many causes stop runs now. {@code presgen.runs.blocked}: how many
 * runs each stops, by the key of the cause, as far as this node has met it since it started. Both
 * count the runs of all nodes, as of a few seconds ago.
 */
final class AlertMetrics implements RunListener {

  /** More causes at a time than anybody mends one by one. */
  private static final int CAUSES_MAX = 20;

  /** A scrape reads all gauges at once. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Alerts alerts;
  private final MeterRegistry meters;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Lock looking = new ReentrantLock();
  private List<Alerts.Alert> seen = List.of();
  private long seenNanos = System.nanoTime() - FRESH.toNanos();

  AlertMetrics(Alerts alerts, MeterRegistry meters) {
    this.alerts = alerts;
    this.meters = meters;
    Gauge.builder("presgen.alerts.open", () -> open().size()).register(meters);
  }

  @Override
  public void happened(RunRecord run, List<HistoryEntry> entries) {
    for (var entry : entries) {
      if (entry.event() instanceof Event.StepBlocked blocked) {
        met(Alerts.key(blocked.failure().what()));
      }
    }
  }

  private void met(String key) {
    if (known.size() < CAUSES_MAX && known.add(key)) {
      Gauge.builder("presgen.runs.blocked", () -> blocked(key))
          .tag("cause", key)
          .register(meters);
    }
  }

  private long blocked(String key) {
    return open().stream()
        .filter(alert -> alert.key().equals(key))
        .mapToLong(Alerts.Alert::blocked)
        .sum();
  }

  private List<Alerts.Alert> open() {
    looking.lock();
    try {
      if (System.nanoTime() - seenNanos >= FRESH.toNanos()) {
        seen = alerts.open();
        seenNanos = System.nanoTime();
      }
      return seen;
    } finally {
      looking.unlock();
    }
  }
}
