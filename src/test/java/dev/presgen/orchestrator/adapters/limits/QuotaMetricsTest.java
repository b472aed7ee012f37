package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.quota.Allowance;
import dev.presgen.orchestrator.adapters.limits.quota.MovedClock;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class QuotaMetricsTest {
  private final MovedClock clock = new MovedClock();
  private final AtomicInteger asked = new AtomicInteger();

  /** A database that is away: whoever asks waits for four seconds in vain. */
  private final class Away extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      asked.incrementAndGet();
      clock.move(Duration.ofSeconds(4));
      throw new SQLException("away");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  @Test
  void a_database_that_is_away_is_asked_once_a_scrape_and_nothing_is_shown() {
    var allowances =
        Arrays.stream(QuotaClass.values())
            .collect(Collectors.toMap(one -> one, _ -> Allowance.of(60, 1)));
    var meters = new SimpleMeterRegistry();
    var sharing = Sharing.throughPostgres(allowances, Map.of(), new Away(), clock);
    new QuotaMetrics(sharing, clock).bindTo(meters);
    asked.set(0);

    assertThat(meters.find("presgen.quota.waiting").gauges().stream().map(Gauge::value))
        .hasSize(QuotaClass.values().length + SlotClass.values().length)
        .containsOnly(Double.NaN);
    assertThat(asked).hasValue(1);
  }
}
