package dev.presgen.orchestrator.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void segments_and_parameters_are_encoded_and_stand_below_the_service() {
    var endpoint =
        Endpoint.of("runs", "key:assessment:a b/ü", "history").with("q", "x&y=1").with("n", "+");

    assertThat(endpoint.on(URI.create("https://example.org/presgen/")))
        .isEqualTo(
            URI.create(
                "https://example.org/presgen/api/v1/runs/key:assessment:a%20b%2F%C3%BC/history"
                    + "?q=x%26y%3D1&n=%2B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void what_would_lead_elsewhere_is_no_name(String name) {
    assertThatThrownBy(() -> Endpoint.of("runs", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + name + "\" is no id or name");
  }
}
