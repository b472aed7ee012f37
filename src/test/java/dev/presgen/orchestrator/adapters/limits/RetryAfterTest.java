package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration OTHERWISE = Duration.ofSeconds(42);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "7 | PT7S",
          " 0 | PT0S",
          "99999999 | PT24H",
          "Sat, 21 Nov 2026 12:00:05 GMT | PT5S",
          "Sat, 21 Nov 2026 11:59:00 GMT | PT0S",
          "-3 | PT42S",
          "soon | PT42S",
          "99999999999999999999 | PT42S"
      })
  void the_header_holds_seconds_or_a_date(String header, Duration wait) {
    assertThat(RetryAfter.read(header, NOW, OTHERWISE)).isEqualTo(wait);
  }

  @Test
  void without_a_header_the_callers_own_wait_counts() {
    assertThat(RetryAfter.read(null, NOW, OTHERWISE)).isEqualTo(OTHERWISE);
  }
}
