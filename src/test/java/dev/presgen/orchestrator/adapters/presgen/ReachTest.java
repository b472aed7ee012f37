package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("core");

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Optional<String> outage(ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlEqualTo("/healthz")).willReturn(answer));
    var base = URI.create(server.baseUrl() + "/");
    var http = new PresGenHttp(() -> StepResult.done(base), null, QuickCalls.create());
    return new Reach(Service.CORE, http, breaker, false, "healthz", "healthz").outage();
  }

  @ParameterizedTest
  @CsvSource({"200, false", "429, false", "404, false", "405, false", "422, false", "503, true",
      "500, true", "401, true", "302, true"})
  void a_service_is_out_of_reach_when_it_answers_nothing_that_could_be_its_own(
      int status, boolean isOut) {
    assertThat(outage(aResponse().withStatus(status).withBody("{}")).isPresent())
        .isEqualTo(isOut);
  }

  @Test
  void a_service_whose_answer_is_lost_is_out_of_reach() {
    assertThat(outage(aResponse().withFault(Fault.EMPTY_RESPONSE))).isPresent();
    assertThat(outage(aResponse().withStatus(200).withBody("<html>"))).isPresent();
  }

  @Test
  void a_look_that_is_the_failure_too_many_finds_the_service_out_of_reach() {
    server.stubFor(
        get(urlEqualTo("/healthz"))
            .willReturn(aResponse().withStatus(429)));
    var base = URI.create(server.baseUrl() + "/");
    var http =
        new PresGenHttp(
            () -> {
              breaker.transitionToOpenState();
              return StepResult.done(base);
            },
            null,
            QuickCalls.create());

    assertThat(
        new Reach(Service.CORE, http, breaker, false, "healthz", "healthz").outage())
        .contains("PresGen Core has failed too often of late.");
  }

  @Test
  void a_service_that_has_failed_too_often_is_out_of_reach_unasked() {
    breaker.transitionToOpenState();

    assertThat(outage(aResponse().withStatus(200).withBody("{}")))
        .contains("PresGen Core has failed too often of late.");
    assertThat(server.getAllServeEvents()).isEmpty();
  }
}
