package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.presgen.orchestrator.adapters.google.GoogleClients.Root;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Below a path, as the sandbox is. */
class UploadFileTest {
  private static final String UPLOAD = "/sandbox/google/upload/drive/v3/files";
  private static final byte[] CONTENT = {'P', 'K', 3, 4, 0, -1, 13, 10};

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

  private StepResult<FileRef> uploaded() {
    var limit = Duration.ofSeconds(10);
    var root = new Root.At(URI.create(server.baseUrl() + "/sandbox/google/"));
    var clients =
        new GoogleClients(TokenSource.none(), limit, limit, () -> Optional.of(root));
    var calls = new GoogleCalls(clients, QuickCalls.create(), limit);
    return new DriveFolders(calls, new Sharing(calls), null, Duration.ZERO)
        .upload("f1", FileKind.DECK, "IAM.pptx", "run-7/DECK/1/local", CONTENT);
  }

  @Test
  void name_place_and_marker_are_sent_together_with_the_content() throws Exception {
    server.stubFor(
        post(urlPathEqualTo(UPLOAD))
            .willReturn(
                okJson(
                    """
                    {"id": "d1", "webViewLink": "https://docs/d1",
                     "createdTime": "2026-03-01T09:00:00.123Z"}
                    """)));

    assertThat(uploaded())
        .isEqualTo(
            StepResult.done(
                new FileRef("d1", "https://docs/d1", Instant.parse("2026-03-01T09:00:00.123Z"))));

    var sent = server.findAll(anyRequestedFor(anyUrl())).getFirst();
    assertThat(sent.getQueryParams().keySet())
        .containsExactlyInAnyOrder("uploadType", "supportsAllDrives", "fields");
    assertThat(sent.queryParameter("uploadType").firstValue()).isEqualTo("multipart");
    assertThat(sent.header("Content-Type").firstValue()).startsWith("multipart/related; boundary=");
    var parts = sent.getBodyAsString().split("\r\n\r\n", 3);
    assertThat(parts[0]).contains("application/json; charset=UTF-8");
    assertThat(JsonMapper.shared().readTree(parts[1].substring(0, parts[1].indexOf("\r\n--"))))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"name": "IAM.pptx", "parents": ["f1"],
                     "mimeType": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                     "appProperties": {"marker": "run-7/DECK/1/local"}}
                    """));
    assertThat(parts[1])
        .contains(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation");
    assertThat(sent.getBody()).containsSequence(CONTENT);
  }

  @Test
  void an_upload_whose_reply_is_lost_is_unknown_and_not_repeated_blindly() {
    server.stubFor(
        post(urlPathEqualTo(UPLOAD))
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThat(uploaded())
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class));
    assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }
}
