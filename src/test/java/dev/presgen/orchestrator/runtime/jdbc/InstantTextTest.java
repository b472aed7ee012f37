package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

  @Test
  void an_instant_is_written_as_java_writes_it_and_read_back() {
    var random = new Random(7);
    var some =
        Stream.generate(() -> random.nextLong(-70_000_000_000_000L, 260_000_000_000_000L))
            .limit(10_000)
            .map(Instant::ofEpochMilli);
    var special =
        Stream.of(
            Instant.EPOCH, Instant.EPOCH.minusMillis(1), Instant.parse("2024-02-29T23:59:59Z"),
            Instant.parse("2026-03-01T12:00:00.120Z"), Instant.parse("2026-03-01T12:00:00.000001Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"), Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("-0001-12-31T23:59:59.999Z"),
            Instant.MIN, Instant.MAX);
    assertThat(Stream.concat(special, some))
        .allSatisfy(
            instant -> {
              assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
              assertThat(InstantText.read(instant.toString())).isEqualTo(instant);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "", "x", "2026-03-01", "2026-13-01T12:00:00Z", "2026-02-29T12:00:00Z",
          "2026-03-01T25:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:00:00.12xZ",
          "2026-03-01 12:00:00Z", "2026-03-01T12:00:00.120"})
  void what_is_no_instant_is_refused(String text) {
    assertThatThrownBy(() -> InstantText.read(text)).isInstanceOf(DateTimeException.class);
  }
}
