package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleCallsTest {
  private static final String FILE = "/drive/v3/files/f1";

  private final GoogleStub google = GoogleStub.impatient(Duration.ofMillis(400));
  private final DriveFolders folders =
      new DriveFolders(google.calls, new Sharing(google.calls), null, Duration.ZERO);

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  @Test
  void an_answer_that_comes_drop_by_drop_is_not_waited_for() {
    google.server.stubFor(
        get(urlPathEqualTo(FILE))
            .willReturn(okJson("{\"trashed\": false}").withChunkedDribbleDelay(10, 10_000)));
    Instant began = Instant.now();

    assertThat(folders.presence("f1"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("Google Drive, files.get, did not answer within 400 ms")));
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{\"trashed\": \"perhaps\"", "", "[]"})
  void an_answer_that_cannot_be_read_is_no_answer(String body) {
    google.server.stubFor(
        get(urlPathEqualTo(FILE)).willReturn(aResponse().withStatus(200).withBody(body)));

    assertThat(folders.presence("f1"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Transient.class));
  }

  @Test
  void a_redirect_is_not_followed() {
    google.server.stubFor(
        get(urlPathEqualTo(FILE))
            .willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));

    assertThat(folders.presence("f1"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Permanent(
                    "REFUSED",
                    "Google Drive, files.get: 302: no reason given",
                    "Look at Google's words; the request itself was not accepted.")));
    assertThat(google.sent()).containsExactly("GET " + FILE);
  }

  @Test
  void unknown_parts_of_an_answer_are_no_trouble() {
    google.server.stubFor(
        get(urlPathEqualTo(FILE))
            .willReturn(okJson("{\"trashed\": true, \"new\": {\"thing\": [1]}}")));

    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.TRASHED));
  }
}
