package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.quota.Allowance;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class LimitsPropertiesTest {
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(LimitsProperties.class)
  static class Settings {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  private static Map<QuotaClass, Long> perMinute(LimitsProperties limits) {
    return limits.allowances()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().perMinute()));
  }

  @Test
  void what_is_not_set_is_nine_tenths_of_what_google_documents() {
    context.run(
        started -> {
          var limits = started.getBean(LimitsProperties.class);
          assertThat(perMinute(limits))
              .isEqualTo(
                  Map.of(
                      QuotaClass.FORMS_READ, 351L,
                      QuotaClass.FORMS_EXPENSIVE, 162L,
                      QuotaClass.FORMS_WRITE, 135L,
                      QuotaClass.SHEETS_READ, 54L,
                      QuotaClass.SHEETS_WRITE, 54L,
                      QuotaClass.DRIVE_UNITS, 292_500L));
          assertThat(limits.slots())
              .isEqualTo(Map.of(SlotClass.CORE, 5, SlotClass.AVATAR, 2, SlotClass.AGENT, 4));
        });
  }

  @Test
  void what_is_set_is_used_as_it_is() {
    context
        .withPropertyValues(
            "presgen.limits.sheets.write.per-minute=300",
            "presgen.limits.drive.units.per-minute=400",
            "presgen.limits.avatar.concurrent=1")
        .run(
            started -> {
              var limits = started.getBean(LimitsProperties.class);
              assertThat(limits.allowances())
                  .containsEntry(QuotaClass.SHEETS_WRITE, Allowance.of(300, 1))
                  .containsEntry(QuotaClass.DRIVE_UNITS, Allowance.of(400, 100));
              assertThat(limits.slots()).containsEntry(SlotClass.AVATAR, 1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock = """
          presgen.limits.forms.read.per-minute=0      | must be between 2 and 1000000000, not 0
          presgen.limits.forms.expensive.per-minute=-1| must be between 2 and 1000000000, not -1
          presgen.limits.forms.write.per-minute=1     | must be between 2 and 1000000000, not 1
          presgen.limits.sheets.read.per-minute=9999999999 | must be between 2 and 1000000000, not 9999999999
          presgen.limits.drive.units.per-minute=199   | must be between 200 and 1000000000, not 199
          presgen.limits.core.concurrent=0            | must be between 1 and 1000, not 0
          presgen.limits.avatar.concurrent=1001       | must be between 1 and 1000, not 1001
          presgen.limits.agent.concurrent=-4          | must be between 1 and 1000, not -4
          presgen.limits.minute=61s                   | must be between 1s and 1m, not PT1M1S
          """)
  void what_makes_no_sense_is_refused_at_start_with_its_name(String setting, String why) {
    context
        .withPropertyValues(setting)
        .run(
            started -> assertThat(started.getStartupFailure())
                .rootCause()
                .hasMessage(setting.substring(0, setting.indexOf('=')) + " " + why));
  }

  @Test
  void what_is_no_number_is_refused_with_its_name() {
    context
        .withPropertyValues("presgen.limits.sheets.write.per-minute=many")
        .run(
            started -> assertThat(started.getStartupFailure())
                .hasStackTraceContaining("presgen.limits.sheets.write.per-minute"));
  }

  private ApplicationContextRunner whole() {
    return new ApplicationContextRunner()
        .withUserConfiguration(LimitsConfiguration.class)
        .withBean(DataSource.class, PGSimpleDataSource::new)
        .withBean(InstantSource.class, InstantSource::system)
        .withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
        .withBean(RetryRegistry.class, RetryRegistry::ofDefaults)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("presgen.limits.minute=59s");
  }

  @ParameterizedTest
  @CsvSource({
      "live,",
      "live, https://www.googleapis.com/",
      "live, https://Sheets.GoogleAPIs.com./",
      "sandbox, https://googleapis.com/"})
  void a_shorter_minute_is_refused_where_google_counts(String world, @Nullable String root) {
    whole()
        .withPropertyValues(
            "presgen.world=" + world, "presgen.google.root-url=" + (root == null ? "" : root))
        .run(
            started -> assertThat(started.getStartupFailure())
                .rootCause()
                .hasMessage(
                    "presgen.limits.minute must be 1m, not PT59S, where Google itself is called:"
                        + " a shorter one is for a sandbox whose time runs faster."));
  }

  @Test
  void a_malformed_address_of_google_is_refused_with_its_name() {
    whole()
        .withPropertyValues("presgen.world=live", "presgen.google.root-url=http://go ogle/")
        .run(
            started -> assertThat(started.getStartupFailure())
                .hasStackTraceContaining(
                    "presgen.google.root-url must be an http or https address without a query,"));
  }

  @ParameterizedTest
  @CsvSource({
      "live, http://127.0.0.1:9/",
      "live, https://notgoogleapis.com/",
      "sandbox,"})
  void a_shorter_minute_is_for_what_only_stands_in_for_google(
      String world, @Nullable String root) {
    whole()
        .withPropertyValues(
            "presgen.world=" + world, "presgen.google.root-url=" + (root == null ? "" : root))
        .run(started -> assertThat(started).hasNotFailed());
  }
}
