package dev.presgen.orchestrator.sandbox.google.quota;

import static dev.presgen.orchestrator.sandbox.google.quota.QuotaClass.DRIVE_UNITS;
import static dev.presgen.orchestrator.sandbox.google.quota.QuotaClass.SHEETS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.sandbox.SandboxProperties;
import dev.presgen.orchestrator.sandbox.google.Envelope;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.quota.QuotaClass.Cost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuotasTest {

  private final AtomicLong now = new AtomicLong();

  @Test
  void a_call_fits_again_when_the_first_of_its_minute_is_a_minute_old() {
    var quotas = quotas(true, 1);
    take(quotas, 1, "a");
    after(Duration.ofSeconds(59));
    take(quotas, 59, "a");
    assertThatThrownBy(() -> take(quotas, 1, "a")).isInstanceOf(GoogleError.class);
    after(Duration.ofSeconds(1));
    take(quotas, 1, "a");
    assertThatThrownBy(() -> take(quotas, 1, "a")).isInstanceOf(GoogleError.class);
  }

  @Test
  void with_a_scale_of_sixty_the_minute_is_over_after_a_second() {
    var quotas = quotas(true, 60);
    take(quotas, 60, "a");
    assertThatThrownBy(() -> take(quotas, 1, "a")).isInstanceOf(GoogleError.class);
    after(Duration.ofSeconds(1));
    take(quotas, 60, "a");
  }

  @Test
  void each_user_has_a_quota_and_all_together_have_the_projects() {
    var quotas = quotas(true, 1);
    for (var user : new String[]{"a", "b", "c", "d", "e"}) {
      take(quotas, 60, user);
    }
    assertThatThrownBy(() -> take(quotas, 1, "f")).hasMessageContaining("per minute' of service");
  }

  @Test
  void what_is_refused_takes_nothing_and_is_counted() {
    var quotas = quotas(true, 1);
    take(quotas, 60, "a");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> take(quotas, 1, "a")).isInstanceOf(GoogleError.class);
    }
    assertThat(json(quotas.view().path("classes").path("sheets-write").toString()))
        .isEqualTo(
            json(
                """
                    {"perUser": 60, "perProject": 300, "admitted": 60, "refused": 3, "peak": 60,
                     "peakOfUser": {"a": 60}}
                    """));
  }

  @Test
  void nothing_is_refused_while_quotas_are_off() {
    var quotas = quotas(false, 1);
    take(quotas, 61, "a");
    assertThat(quotas.view().path("classes").path("sheets-write").path("peak").asInt())
        .isEqualTo(61);
  }

  @Test
  void drive_refuses_in_its_own_words() {
    var quotas = quotas(true, 1);
    var error =
        Assertions.assertThrows(
            GoogleError.class, () -> quotas.take(new Cost(DRIVE_UNITS, 325_001), "a"));
    assertThat(JsonMapper.shared().readTree(Envelope.of(error, true)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"error": {"code": 403, "message": "User Rate Limit Exceeded", "errors": [
                      {"message": "User Rate Limit Exceeded", "domain": "usageLimits",
                       "reason": "userRateLimitExceeded"}]}}
                    """));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static void take(Quotas quotas, int times, String user) {
    for (int i = 0; i < times; i++) {
      quotas.take(new Cost(SHEETS_WRITE, 1), user);
    }
  }

  private Quotas quotas(boolean isEnabled, double scale) {
    return new Quotas(new SandboxProperties.Quotas(isEnabled, scale), now::get);
  }

  private void after(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
