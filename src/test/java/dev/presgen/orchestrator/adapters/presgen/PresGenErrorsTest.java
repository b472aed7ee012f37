package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each status means, whatever body comes with it. */
class PresGenErrorsTest {
  private static final Call KEYED = new Call(Service.CORE, "render", Effect.KEYED);
  private static final Call BLIND = new Call(Service.AVATAR, "avatar.videos", Effect.BLIND);
  private static final Call READ = new Call(Service.CORE, "jobs.status", Effect.READ);

  private static Failure failure(Call call, int status, String body) {
    return PresGenErrors.failure(call, status, null, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String kind(Call call, int status, String body) {
    return failure(call, status, body).getClass().getSimpleName();
  }

  /** What may come with any status: nothing, a proxy's page, and JSON that nobody expects. */
  @ParameterizedTest
  @ValueSource(
      strings = {
          "", "<html><h1>Bad Gateway</h1></html>", "null", "[]", "17", "\"text\"", "{}",
          "{\"detail\": null}", "{\"detail\": 5}", "{\"detail\": {\"a\": \"b\"}}",
          "{\"detail\": []}", "{\"detail\": \"\"}", "{\"detail", "\u0000\ufffd"
      })
  void a_body_of_any_shape_changes_nothing_about_what_a_status_means(String body) {
    for (int status : new int[]{500, 502, 503, 504, 408, 599}) {
      assertThat(kind(KEYED, status, body)).isEqualTo("Transient");
      assertThat(kind(READ, status, body)).isEqualTo("Transient");
      assertThat(kind(BLIND, status, body)).isEqualTo("Unknown");
    }
    for (int status : new int[]{400, 409, 410, 413, 415, 418, 422}) {
      assertThat(kind(KEYED, status, body)).isEqualTo("Permanent");
      assertThat(kind(BLIND, status, body)).isEqualTo("Permanent");
    }
    for (int status : new int[]{401, 403, 404, 405, 301, 302, 307, 308}) {
      assertThat(kind(KEYED, status, body)).isEqualTo("Blocked");
      assertThat(kind(BLIND, status, body)).isEqualTo("Blocked");
    }
    assertThat(kind(KEYED, 429, body)).isEqualTo("Throttled");
    assertThat(kind(BLIND, 429, body)).isEqualTo("Throttled");
    assertThat(kind(READ, 404, body)).isEqualTo("Permanent");
    assertThat(kind(READ, 405, body)).isEqualTo("Permanent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "400 | {\"detail\": \"report_text must not be blank\"} | 400: report_text must not be blank",
          "422 | {\"detail\": [{\"loc\": [\"body\", \"slides\"], \"msg\": \"too big\", \"input\": 7}]}"
              + " | 422: [\"body\",\"slides\"] too big",
          "422 | {\"detail\": [\"one\", \"two\"]} | 422: one; two",
          "500 | {\"detail\": \"Internal server error: Quota exceeded for slides.googleapis.com\"}"
              + " | Quota exceeded for slides.googleapis.com",
          "500 | {\"success\": false, \"error_message\": \"out of GPUs\"} | 500: out of GPUs",
          "500 | {\"error\": \"broken\"} | 500: broken",
          "500 | {\"message\": \"broken too\"} | 500: broken too",
          "404 | {\"detail\": \"Voice profile not found\"} | 404: Voice profile not found",
          "502 | <html> | 502: no reason given"
      })
  void a_failure_is_told_in_the_services_own_words(int status, String body, String words) {
    assertThat(failure(KEYED, status, body).detail())
        .startsWith("PresGen Core, render: " + status)
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "{\"detail\": \"Job not found\"} | NOT_FOUND",
          "{\"success\": false, \"error_message\": \"unknown job\"} | NOT_FOUND",
          "{\"detail\": \"Not Found\"} | NO_SUCH_PATH",
          "{\"error\": \"no route\"} | NO_SUCH_PATH",
          "<html><h1>404</h1></html> | NO_SUCH_PATH",
          "'' | NO_SUCH_PATH"
      })
  void only_the_services_own_words_say_that_it_does_not_have_a_thing(String body, String code) {
    assertThat(failure(READ, 404, body))
        .isInstanceOfSatisfying(
            Failure.Permanent.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void what_a_person_must_mend_says_what_and_where() {
    assertThat(failure(KEYED, 401, ""))
        .isEqualTo(
            new Failure.Blocked(
                "PresGen Core refuses the token.",
                "Set presgen.core.token to a valid one.",
                Duration.ofMinutes(1)));
    assertThat(failure(BLIND, 404, "{\"detail\": \"Not Found\"}"))
        .isEqualTo(
            new Failure.Blocked(
                "PresGen Avatar does not know avatar.videos.",
                "Check that presgen.avatar.base-url leads to the service and that"
                    + " presgen.avatar.api (render or jobs) fits it.",
                Duration.ofMinutes(5)));
    assertThat(failure(KEYED, 307, ""))
        .isEqualTo(
            new Failure.Blocked(
                "PresGen Core points elsewhere.",
                "Set presgen.core.base-url to where it is now.",
                Duration.ofMinutes(5)));
    assertThat(failure(KEYED, 413, "{\"detail\": \"41 slides\"}"))
        .isEqualTo(
            new Failure.Permanent(
                "PAYLOAD_TOO_LARGE",
                "PresGen Core, render: 413: 41 slides",
                "Ask for fewer slides a course."));
  }

  @ParameterizedTest
  @CsvSource({"429,7,7", "429,,30", "429,soon,30", "503,120,120"})
  void a_service_that_says_when_to_come_back_is_believed(int status, String header, int seconds) {
    assertThat(PresGenErrors.failure(KEYED, status, header, new byte[0]))
        .isEqualTo(
            new Failure.Throttled(
                "PresGen Core, render: " + status + ": no reason given",
                Duration.ofSeconds(seconds)));
    assertThat(PresGenErrors.failure(BLIND, 503, "120", new byte[0]))
        .isInstanceOf(Failure.Unknown.class);
  }

  @Test
  void a_token_that_the_service_repeats_is_never_told() {
    var server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    try {
      server.stubFor(
          post(anyUrl())
              .willReturn(
                  aResponse()
                      .withStatus(400)
                      .withBody("{\"detail\": \"not good: s3cr3t-t0ken of user\"}")));
      var http =
          new PresGenHttp(
              () -> StepResult.done(URI.create(server.baseUrl() + "/")),
              new Secret("s3cr3t-t0ken"),
              QuickCalls.create());
      assertThat(http.post(KEYED, Duration.ofSeconds(10), "render", "x", JsonNode.class))
          .isEqualTo(
              StepResult.failed(
                  new Failure.Permanent(
                      "REFUSED",
                      "PresGen Core, render: 400: not good: (credential) of user",
                      "Look at the service's words; the request itself was not accepted.")));
    } finally {
      server.stop();
    }
  }
}
