package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How it stands with the quotas, by {@code class}. {@code presgen.quota.waiting}: how many wait, on all
 * nodes, for calls of a class or for a service that does only so much at a time. {@code
 * presgen.quota.used}: what the calls of this node have taken of the limit within the last minute, from
 * 0 to 1.
 */
final class QuotaMetrics implements MeterBinder {
  /** All gauges of one scrape are served by one look. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Sharing sharing;
  private final InstantSource clock;
  private Map<String, Integer> waiting = Map.of();
  private Instant looked = Instant.MIN;

  QuotaMetrics(Sharing sharing, InstantSource clock) {
    this.sharing = sharing;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (var quota : QuotaClass.values()) {
      waiting(quota.id(), meters);
      Gauge.builder("presgen.quota.used", () -> sharing.quotas().used(quota, clock.instant()))
          .tag("class", quota.id())
          .register(meters);
    }
    for (var slot : SlotClass.values()) {
      waiting(slot.id(), meters);
    }
  }

  private void waiting(String name, MeterRegistry meters) {
    Gauge.builder("presgen.quota.waiting", () -> waiting(name)).tag("class", name).register(meters);
  }

  /** Not a number where nobody knows; Micrometer shows an exception as the same. */
  private synchronized double waiting(String name) {
    if (looked.plus(FRESH).isBefore(clock.instant())) {
      waiting = Map.of();
      try {
        waiting = look();
      } finally {
        // A database that is away takes seconds to say so: once a scrape is enough.
        looked = clock.instant();
      }
    }
    var known = waiting.get(name);
    return known == null ? Double.NaN : known;
  }

  private Map<String, Integer> look() {
    var found = new HashMap<String, Integer>();
    sharing.standing().forEach(one -> found.put(one.quota(), one.waiting()));
    sharing.queues().forEach(one -> found.put(one.service(), one.waiting()));
    return Map.copyOf(found);
  }
}
