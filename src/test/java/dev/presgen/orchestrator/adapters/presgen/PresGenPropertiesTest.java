package dev.presgen.orchestrator.adapters.presgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PresGenPropertiesTest {
  private static CoreProperties core(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("presgen.core", CoreProperties.class);
  }

  @Test
  void settings_are_read_and_the_token_is_never_shown() {
    CoreProperties settings =
        core(
            Map.of(
                "presgen.core.base-url", "https://core.example.org/api",
                "presgen.core.api", "jobs",
                "presgen.core.token", "hush"));

    assertThat(settings)
        .isEqualTo(
            new CoreProperties(
                URI.create("https://core.example.org/api/"),
                Api.JOBS,
                new Secret("hush"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofMinutes(10)));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({"1, PT30S", "3, PT45S", "40, PT10M"})
  void a_deck_may_take_15_seconds_a_slide_but_10_minutes_at_most(int slides, Duration limit) {
    assertThat(core(Map.of()).timeoutFor(slides)).isEqualTo(limit);
  }
}
