package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.exactly;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.presgen.orchestrator.adapters.presgen.Courses.IAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresGenCoreTest {
  private static final String RENDER = "/core/render";
  private static final String SUBMIT = "/core/presentations/educational";
  private static final String STATUS = "/core/api/v1/jobs/job-7/status";
  private static final Deck RENDERED = new Deck("1", "IAM basics", "p1", "https://slides/p1", 18);
  private static final String DECK =
      """
      {"ok": true, "url": "https://slides/p1", "presentation_id": "p1", "created_slides": 18,
       "first_slide_id": "s1"}
      """;

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

  private PresGenCore core(Api api, Duration limit) {
    URI base = URI.create(server.baseUrl() + "/core/");
    var settings =
        new CoreProperties(base, api, new Secret("t0ken"), limit, Duration.ofMillis(1), limit);
    var http = new PresGenHttp(() -> StepResult.done(base), settings.token(), QuickCalls.create());
    return new PresGenCore(http, settings, Reaches.of(Service.CORE, http, "healthz"));
  }

  private PresGenCore core(Api api) {
    return core(api, Duration.ofSeconds(10));
  }

  private static Failure failure(StepResult<?> result) {
    return ((StepResult.Failed<?>) result).failure();
  }

  @Test
  void a_deck_is_rendered_from_the_text_under_the_runs_own_request_id() {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(okJson(DECK)));

    assertThat(core(Api.RENDER).render(IAM, "All about IAM.", "run-7/DECK/1"))
        .isEqualTo(StepResult.done(RENDERED));
    server.verify(
        postRequestedFor(urlEqualTo(RENDER))
            .withHeader("Authorization", equalTo("Bearer t0ken"))
            .withRequestBody(
                equalToJson(
                    """
                    {"report_text": "All about IAM.", "request_id": "run-7/DECK/1", "slides": 20,
                     "use_cache": true}
                    """)));
  }

  @Test
  void a_lost_reply_is_asked_for_again_with_the_same_request_id() {
    server.stubFor(
        post(urlEqualTo(RENDER))
            .inScenario("lost")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
            .willSetStateTo("made"));
    server.stubFor(
        post(urlEqualTo(RENDER))
            .inScenario("lost")
            .whenScenarioStateIs("made")
            .willReturn(okJson(DECK)));

    assertThat(core(Api.RENDER).render(IAM, "text", "run-7/DECK/1"))
        .isEqualTo(StepResult.done(RENDERED));
    server.verify(
        exactly(2),
        postRequestedFor(urlEqualTo(RENDER))
            .withRequestBody(equalToJson("{\"request_id\": \"run-7/DECK/1\"}", true, true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "400 | {\"detail\": \"blank text\"} | Permanent | blank text",
          "422 | {\"detail\": [{\"loc\": [\"body\", \"slides\"], \"msg\": \"too many\", \"input\":"
              + " \"hush\"}]} | Permanent | [\"body\",\"slides\"] too many",
          "413 | {\"detail\": \"too large\"} | Permanent | too large",
          "404 | <html> | Blocked | does not know render",
          "401 | {\"detail\": \"no\"} | Blocked | refuses the token",
          "302 | '' | Blocked | points elsewhere",
          "429 | {\"detail\": \"slow down\"} | Throttled | slow down",
          "500 | {\"detail\": \"Internal server error: quota\"} | Transient | quota",
          "502 | <html> | Transient | no reason given"
      })
  void a_refusal_is_told_in_the_services_words(int status, String body, String kind, String words) {
    server.stubFor(
        post(urlEqualTo(RENDER)).willReturn(aResponse().withStatus(status).withBody(body)));

    Failure failure = failure(core(Api.RENDER).render(IAM, "text", "r"));

    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.detail()).contains(words).doesNotContain("hush");
  }

  @Test
  void a_deck_that_takes_too_long_may_be_asked_for_again() {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(okJson(DECK).withFixedDelay(5_000)));

    assertThat(core(Api.RENDER, Duration.ofMillis(300)).render(IAM, "text", "r"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("PresGen Core, render, did not answer within 300 ms")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "{\"ok\": false} | it answered ok: false",
          "{\"ok\": true} | it answered without a web address",
          "{\"ok\": true, \"url\": \"javascript:alert(1)\"} | it answered without a web address"
      })
  void an_answer_without_a_deck_is_no_success(String body, String words) {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(okJson(body)));

    assertThat(core(Api.RENDER).render(IAM, "text", "r"))
        .isEqualTo(StepResult.failed(new Failure.Transient("PresGen Core made no deck: " + words)));
  }

  @Test
  void an_answer_that_never_ends_is_cut_off() {
    server.stubFor(
        post(urlEqualTo(RENDER)).willReturn(okJson("\"" + "x".repeat(2_000_000) + "\"")));

    assertThat(failure(core(Api.RENDER).render(IAM, "text", "r")))
        .isEqualTo(
            new Failure.Permanent(
                "PAYLOAD_TOO_LARGE",
                "PresGen Core, render: the answer is larger than 1048576 bytes",
                "Look at the object in the service: it is larger than a run can use."));
  }

  @Test
  void a_job_is_submitted_and_polled_by_its_id() {
    server.stubFor(
        post(urlEqualTo(SUBMIT))
            .willReturn(
                okJson(
                    "{\"success\": true, \"presgen_job_id\": \"job-7\", \"status\": \"queued\"}")));
    server.stubFor(
        get(urlEqualTo(STATUS))
            .inScenario("job")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson("{\"success\": true, \"status\": \"processing\"}"))
            .willSetStateTo("done"));
    server.stubFor(
        get(urlEqualTo(STATUS))
            .inScenario("job")
            .whenScenarioStateIs("done")
            .willReturn(
                okJson(
                    """
                    {"success": true, "status": "completed",
                     "presentation_url": "https://slides/p1"}
                    """)));
    PresGenCore core = core(Api.JOBS);

    assertThat(core.render(IAM, "text", "r"))
        .isEqualTo(new StepResult.Pending<Deck>("job-7 queued", Duration.ZERO));
    assertThat(core.poll(IAM, "job-7 queued"))
        .isEqualTo(new StepResult.Pending<Deck>("job-7 processing", Duration.ZERO));
    assertThat(core.poll(IAM, "job-7 processing"))
        .isEqualTo(StepResult.done(new Deck("1", "IAM basics", "job-7", "https://slides/p1", 6)));
    server.verify(
        postRequestedFor(urlEqualTo(SUBMIT))
            .withRequestBody(
                equalToJson(
                    """
                    {"title": "IAM basics", "content_outline": [
                       {"title": "Users", "content": ["A user is a person."]},
                       {"title": "Roles", "content": ["A role is assumed."]}],
                     "rag_sources": [], "source_citations": [], "slide_count": 6,
                     "max_slides": 40, "learning_objectives": ["Tell users from roles"],
                     "target_audience": "certification_preparation",
                     "difficulty_level": "intermediate"}
                    """)));
  }

  @Test
  void a_job_may_be_done_at_once() {
    server.stubFor(
        post(urlEqualTo(SUBMIT))
            .willReturn(
                okJson(
                    """
                    {"success": true, "presgen_job_id": "job-7", "status": "completed",
                     "presentation_url": "https://slides/p1"}
                    """)));

    assertThat(core(Api.JOBS).render(IAM, "text", "r"))
        .isEqualTo(StepResult.done(new Deck("1", "IAM basics", "job-7", "https://slides/p1", 6)));
  }

  @Test
  void a_job_whose_submission_got_no_answer_is_unknown_and_not_submitted_again() {
    server.stubFor(
        post(urlEqualTo(SUBMIT)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThat(failure(core(Api.JOBS).render(IAM, "text", "r")))
        .isInstanceOf(Failure.Unknown.class);
    server.verify(exactly(1), postRequestedFor(urlEqualTo(SUBMIT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "{\"success\": false, \"error_message\": \"out of GPUs\"}"
              + " | PresGen Core made no deck: out of GPUs",
          "{\"success\": true, \"status\": \"failed\", \"error_message\": \"no theme\"}"
              + " | PresGen Core, job job-7 failed: no theme",
          "{\"success\": true, \"status\": \"cancelled\"}"
              + " | PresGen Core, job job-7 cancelled: no reason given"
      })
  void a_job_that_failed_costs_an_attempt(String body, String words) {
    server.stubFor(get(urlEqualTo(STATUS)).willReturn(okJson(body)));

    assertThat(core(Api.JOBS).poll(IAM, "job-7"))
        .isEqualTo(StepResult.failed(new Failure.Transient(words)));
  }

  @Test
  void a_poll_that_is_not_answered_says_nothing_of_its_job() {
    server.stubFor(get(urlEqualTo(STATUS)).willReturn(aResponse().withStatus(503)));

    assertThat(core(Api.JOBS).poll(IAM, "job-7"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class));
  }

  @Test
  void only_the_synchronous_style_knows_keys() {
    assertThat(core(Api.RENDER).knowsKeys()).isTrue();
    assertThat(core(Api.JOBS).knowsKeys()).isFalse();
  }

  @Test
  void a_job_that_the_service_says_it_does_not_have_is_lost_from_sight() {
    server.stubFor(
        get(urlEqualTo(STATUS))
            .willReturn(aResponse().withStatus(404).withBody("{\"detail\": \"Job not found\"}")));

    assertThat(core(Api.JOBS).poll(IAM, "job-7"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Unknown(
                    "LOST_FROM_SIGHT", "PresGen Core no longer knows job job-7.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>not here</html>", "{\"detail\": \"Not Found\"}"})
  void a_path_that_is_missing_for_a_while_says_nothing_of_a_job(String body) {
    server.stubFor(
        get(urlEqualTo(STATUS)).willReturn(aResponse().withStatus(404).withBody(body)));

    assertThat(failure(core(Api.JOBS).poll(IAM, "job-7")))
        .isInstanceOfSatisfying(
            Failure.Unknown.class,
            unknown -> assertThat(unknown.code()).isEqualTo(Failure.Unknown.NO_ANSWER));
  }

  @Test
  void a_job_that_is_completed_without_a_link_has_made_something() {
    server.stubFor(
        get(urlEqualTo(STATUS))
            .willReturn(okJson("{\"success\": true, \"status\": \"completed\"}")));

    assertThat(core(Api.JOBS).poll(IAM, "job-7"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Unknown(
                    "LOST_FROM_SIGHT",
                    "PresGen Core completed job job-7 without a web address.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"../../admin", "a/b", "''", "a?b"})
  void an_id_that_is_no_id_goes_into_no_path(String id) {
    server.stubFor(
        post(urlEqualTo(SUBMIT))
            .willReturn(
                okJson(
                    "{\"success\": true, \"status\": \"queued\", \"presgen_job_id\": \"%s\"}"
                        .formatted(id))));

    assertThat(core(Api.JOBS).render(IAM, "text", "r"))
        .isEqualTo(
            StepResult.failed(new Failure.Unknown("NO_ANSWER", "PresGen Core named no job.")));
  }
}
