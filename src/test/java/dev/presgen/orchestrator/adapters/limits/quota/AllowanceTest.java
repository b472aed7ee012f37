package dev.presgen.orchestrator.adapters.limits.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceTest {

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "4,1", "54,1", "351,1", "200,100", "292500,100", "1000000000,100"})
  void what_is_held_and_what_comes_in_within_a_minute_are_the_limit(long perMinute, long costMax) {
    var allowance = Allowance.of(perMinute, costMax);

    assertThat(allowance.capacity() + allowance.refill()).isEqualTo(perMinute);
    assertThat(allowance.refill()).isPositive();
    assertThat(allowance.capacity() - allowance.reserve()).isGreaterThanOrEqualTo(costMax);
  }

  @Test
  void a_limit_below_what_its_dearest_call_needs_is_refused() {
    assertThatThrownBy(() -> Allowance.of(199, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be between 200 and 1000000000, not 199");
  }
}
