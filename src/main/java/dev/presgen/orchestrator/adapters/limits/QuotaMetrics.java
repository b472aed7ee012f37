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
import java.util.Optional;

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
  private Optional<List<Standing>> standing = Optional.empty();
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

  /** Not a number where nobody knows; Micrometer shows an exception as the same. */
  private synchronized double waiting(QuotaClass quota) {
    if (looked.plus(FRESH).isBefore(clock.instant())) {
      standing = Optional.empty();
      try {
        standing = Optional.of(quotas.standing());
      } finally {
        // A database that is away takes seconds to say so: once a scrape is enough.
        looked = clock.instant();
      }
    }
    return standing
        .map(
            known -> (double) known.stream()
                .filter(one -> one.quota().equals(quota.id()))
                .mapToInt(Standing::waiting)
                .sum())
        .orElse(Double.NaN);
  }
}
