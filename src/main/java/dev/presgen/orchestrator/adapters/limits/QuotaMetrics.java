package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.Quotas;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * How it stands with the quotas, by {@code class}. {@code presgen.quota.waiting}: how many runs wait,
 * on all nodes. {@code presgen.quota.used}: what the calls of this node have taken of the limit
 * within the last minute, from 0 to 1.
 */
final class QuotaMetrics implements MeterBinder {
  /** All gauges of one scrape are served by one look. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Quotas quotas;
  private final InstantSource clock;
  private List<Standing> standing = List.of();
  private Instant looked = Instant.MIN;

  QuotaMetrics(Quotas quotas, InstantSource clock) {
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (var quota : QuotaClass.values()) {
      Gauge.builder("presgen.quota.waiting", () -> waiting(quota))
          .tag("class", quota.id())
          .register(meters);
      Gauge.builder("presgen.quota.used", () -> quotas.used(quota, clock.instant()))
          .tag("class", quota.id())
          .register(meters);
    }
  }

  /** Micrometer shows an exception as not a number. */
  private synchronized int waiting(QuotaClass quota) {
    var now = clock.instant();
    if (looked.plus(FRESH).isBefore(now)) {
      standing = quotas.standing();
      looked = now;
    }
    return standing.stream()
        .filter(one -> one.quota().equals(quota.id()))
        .mapToInt(Standing::waiting)
        .sum();
  }
}
