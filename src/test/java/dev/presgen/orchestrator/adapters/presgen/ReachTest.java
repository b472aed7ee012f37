package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReachTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("core");
  private final OutsideCalls calls = QuickCalls.create();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InstantSource clock = () -> now;

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Reach reach() {
    return new Reach(Service.CORE, http(), breaker, clock, false, "healthz", "healthz");
  }

  private PresGenHttp http() {
    var base = URI.create(server.baseUrl() + "/");
    return new PresGenHttp(() -> StepResult.done(base), null, calls);
  }

  private void answers(ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlEqualTo("/healthz")).willReturn(answer));
  }

  private Optional<String> outage(ResponseDefinitionBuilder answer) {
    answers(answer);
    return reach().outage().map(Outage::why);
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
  void looks_that_fail_hold_no_work_back() {
    answers(aResponse().withStatus(503));
    var reach = reach();
    for (int look = 0; look < 12; look++) {
      assertThat(reach.outage()).isPresent();
    }
    answers(aResponse().withStatus(200).withBody("{}"));

    assertThat(
        http()
            .get(
                new Call(Service.CORE, "jobs.status", Effect.READ),
                Duration.ofSeconds(10),
                "healthz",
                JsonNode.class))
        .isInstanceOf(StepResult.Done.class);
  }

  @Test
  void an_outage_lasts_from_where_it_was_first_seen_to_any_answer() {
    var reach = reach();
    var began = now;
    answers(aResponse().withStatus(503));
    assertThat(reach.outage().orElseThrow().since()).isEqualTo(began);
    now = began.plusSeconds(60);
    assertThat(reach.outage().orElseThrow().since()).isEqualTo(began);

    assertThat(reach.heard(StepResult.done("a deck"))).isEqualTo(StepResult.done("a deck"));
    assertThat(reach.outage().orElseThrow().since()).isEqualTo(now);

    answers(aResponse().withStatus(200).withBody("{}"));
    assertThat(reach.outage()).isEmpty();
    now = began.plusSeconds(120);
    breaker.transitionToOpenState();
    assertThat(reach.knownOutage().orElseThrow().since()).isEqualTo(now);
  }

  @Test
  void what_is_no_answer_ends_no_outage() {
    var reach = reach();
    var began = now;
    answers(aResponse().withStatus(503));
    assertThat(reach.outage()).isPresent();
    now = began.plusSeconds(60);

    for (Failure none : List.of(
        new Failure.Transient("refused"),
        new Failure.Unknown(Failure.Unknown.NO_ANSWER, "lost"),
        new Failure.Throttled("waits for its turn", Duration.ofSeconds(1)),
        new Failure.Blocked("no token", "Set one.", Duration.ofSeconds(1)))) {
      reach.heard(StepResult.failed(none));
    }

    assertThat(reach.outage().orElseThrow().since()).isEqualTo(began);
  }

  @Test
  void an_outage_that_nobody_has_seen_for_long_is_another_one() {
    var reach = reach();
    answers(aResponse().withStatus(503));
    assertThat(reach.outage()).isPresent();
    now = now.plus(Duration.ofMinutes(31));

    assertThat(reach.outage().orElseThrow().since()).isEqualTo(now);
  }

  @Test
  void without_a_look_nothing_is_known_of_a_service_whose_calls_are_not_held_back() {
    answers(aResponse().withStatus(503));

    assertThat(reach().knownOutage()).isEmpty();
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  @Test
  void a_service_that_has_failed_too_often_is_out_of_reach_unasked() {
    breaker.transitionToOpenState();

    assertThat(outage(aResponse().withStatus(200).withBody("{}")))
        .contains("PresGen Core has failed too often of late.");
    assertThat(server.getAllServeEvents()).isEmpty();
  }
}
