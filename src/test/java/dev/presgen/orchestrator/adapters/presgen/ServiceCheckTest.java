package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Verdict;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceCheckTest {
  private static final String WITHOUT = "Runs go on without it.";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private PresGenHttp http() {
    var base = URI.create(server.baseUrl() + "/");
    return new PresGenHttp(() -> StepResult.done(base), null, QuickCalls.create());
  }

  private SelfCheck core(boolean absent) {
    var http = http();
    var reach =
        new Reach(
            Service.CORE,
            http,
            CircuitBreaker.ofDefaults("c"),
            InstantSource.system(),
            absent,
            "healthz",
            "healthz");
    return new ServiceCheck(
        Service.CORE, http, reach, Api.RENDER, PresGenCore.RENDER_PATH, WITHOUT);
  }

  private SelfCheck avatar() {
    var http = http();
    return new VoiceCheck(
        http, Reaches.of(Service.AVATAR, http, "training/voice-profiles"), WITHOUT);
  }

  private void answers(String path, int status, String body) {
    server.stubFor(
        get(urlEqualTo(path)).willReturn(aResponse().withStatus(status).withBody(body)));
  }

  private static Finding core(Verdict verdict, String detail, String whatToDo) {
    return new Finding("PresGen Core", verdict, detail, whatToDo);
  }

  @Test
  void a_service_that_answers_and_takes_the_work_is_well_and_gets_nothing_but_questions() {
    answers("/healthz", 200, "{\"ok\": true}");
    answers("/render", 405, "{\"detail\": \"Method Not Allowed\"}");

    assertThat(core(false).look())
        .containsExactly(
            core(Verdict.WELL, "It answers and takes work in the style render.", ""));
    assertThat(server.findAll(anyRequestedFor(anyUrl())))
        .extracting(request -> request.getMethod() + " " + request.getUrl())
        .containsExactly("GET /healthz", "GET /render");
  }

  @Test
  void a_service_without_an_address_is_absent() {
    assertThat(core(true).look())
        .containsExactly(
            core(
                Verdict.ABSENT,
                "PresGen Core is not set up: presgen.core.base-url is not set. " + WITHOUT,
                "Set presgen.core.base-url."));
    assertThat(server.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @Test
  void a_service_that_speaks_the_other_style_is_found_out() {
    answers("/healthz", 200, "{\"ok\": true}");
    answers("/render", 404, "{\"detail\": \"Not Found\"}");

    assertThat(core(false).look())
        .containsExactly(
            core(
                Verdict.BROKEN,
                "It answers, but does not have /render: it does not speak the style render.",
                "Set presgen.core.api to jobs, or check presgen.core.base-url."));
  }

  @Test
  void a_token_that_is_refused_is_told() {
    answers("/healthz", 401, "{\"detail\": \"no\"}");

    assertThat(core(false).look())
        .containsExactly(
            core(
                Verdict.BROKEN,
                "PresGen Core refuses the token.",
                "Set presgen.core.token to a valid one."));
  }

  @Test
  void a_service_that_is_not_there_is_told() {
    var check = core(false);
    int port = server.port();
    server.stop();

    assertThat(check.look())
        .containsExactly(
            core(
                Verdict.BROKEN,
                "PresGen Core could not be reached: connection refused by localhost:" + port,
                "Start the service, or check presgen.core.base-url and the way to it."));
  }

  @Test
  void a_service_that_says_that_it_is_not_well_is_not() {
    answers("/healthz", 200, "{\"ok\": false}");

    assertThat(core(false).look())
        .containsExactly(
            core(
                Verdict.BROKEN,
                "It answers that it is not well.",
                "Look into the service's own log."));
  }

  @Test
  void the_voices_are_told_and_the_usual_one_is_missed() {
    answers("/training/presentation-only", 405, "");
    server.stubFor(
        get(urlEqualTo("/training/voice-profiles"))
            .willReturn(okJson("{\"profiles\": [{\"name\": \"default\"}, \"calm\"]}")));
    assertThat(avatar().look())
        .containsExactly(
            new Finding(
                "PresGen Avatar",
                Verdict.WELL,
                "It answers and takes work in the style render.",
                ""),
            new Finding(
                "PresGen Avatar, voices", Verdict.WELL, "2 known: default, calm.", ""));

    answers("/training/voice-profiles", 200, "{\"profiles\": [{\"name\": \"calm\"}]}");
    assertThat(avatar().look())
        .extracting(Finding::verdict)
        .isEqualTo(List.of(Verdict.WELL, Verdict.BROKEN));
  }
}
