package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.adapters.google.GoogleProperties.EmailCollection;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.World;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GooglePropertiesTest {
  private static GoogleProperties read(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("presgen.google", GoogleProperties.class);
  }

  @Test
  void settings_are_read_and_the_credentials_are_never_shown() {
    GoogleProperties settings =
        read(
            Map.of(
                "presgen.google.root-url", "http://127.0.0.1:9000/google",
                "presgen.google.credentials", "{\"type\": \"hush\"}",
                "presgen.google.subject", " ada@example.org ",
                "presgen.google.parent-folder", "",
                "presgen.google.email-collection", "verified"));

    assertThat(settings)
        .isEqualTo(
            new GoogleProperties(
                URI.create("http://127.0.0.1:9000/google/"),
                new Secret("{\"type\": \"hush\"}"),
                "ada@example.org",
                null,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                EmailCollection.VERIFIED));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void listings_lag_in_the_real_world_only_unless_a_setting_says_otherwise() {
    assertThat(read(Map.of()).listingLagIn(World.SANDBOX)).isEqualTo(Duration.ZERO);
    assertThat(read(Map.of()).listingLagIn(World.LIVE)).isEqualTo(Duration.ofSeconds(60));
    assertThat(read(Map.of("presgen.google.listing-lag", "7s")).listingLagIn(World.SANDBOX))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void a_listing_lags_from_the_end_of_the_longest_call() {
    assertThat(read(Map.of()).mayBeMissingIn(World.SANDBOX)).isEqualTo(Duration.ZERO);
    assertThat(read(Map.of()).mayBeMissingIn(World.LIVE)).isEqualTo(Duration.ofSeconds(90));
    assertThat(read(Map.of("presgen.google.listing-lag", "0s")).mayBeMissingIn(World.LIVE))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(read(Map.of("presgen.google.call-timeout", "5s")).mayBeMissingIn(World.LIVE))
        .isEqualTo(Duration.ofSeconds(65));
  }

  @ParameterizedTest
  @CsvSource({
      "root-url, ftp://example.org/, root-url must be",
      "root-url, /google, root-url must be",
      "root-url, https://example.org/?key=1, root-url must be",
      "call-timeout, 0s, call-timeout must be positive",
      "connect-timeout, -1s, connect-timeout must be positive",
      "listing-lag, -1s, listing-lag must not be negative"
  })
  void a_setting_that_cannot_work_is_refused_by_name(String name, String value, String message) {
    assertThatThrownBy(() -> read(Map.of("presgen.google." + name, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageStartingWith("presgen.google." + message);
  }
}
