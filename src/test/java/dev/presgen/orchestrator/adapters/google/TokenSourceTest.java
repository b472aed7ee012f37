package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {
  private static final String FILE = "/drive/v3/files/f1";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final GoogleStub google = new GoogleStub();

  @TempDir
  private Path folder;

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  private String user() {
    return """
    {"type": "authorized_user", "client_id": "client-7", "client_secret": "hush-secret",
     "refresh_token": "hush-refresh", "token_uri": "%s/token"}
    """
        .formatted(google.server.baseUrl());
  }

  private String serviceAccount() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getMimeEncoder(64, new byte[]{'\n'})
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            .replace("\n", "\\n");
    return """
    {"type": "service_account", "project_id": "p", "private_key_id": "k",
     "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
     "client_email": "robot@p.iam.gserviceaccount.com", "client_id": "1",
     "token_uri": "%s/token"}
    """
        .formatted(key, google.server.baseUrl());
  }

  private StepResult<Presence> askWith(String credentials, @Nullable String subject) {
    var calls = google.calls(TokenSource.of(new Secret(credentials), subject), LIMIT);
    return new DriveFolders(calls, new Sharing(calls), null, Duration.ZERO).presence("f1");
  }

  private void tokenIs(String token) {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(
                okJson(
                    "{\"access_token\": \"%s\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}"
                        .formatted(token))));
  }

  private void fileNeeds(String token) {
    google.server.stubFor(get(urlPathEqualTo(FILE)).willReturn(unauthorized()));
    google.server.stubFor(
        get(urlPathEqualTo(FILE))
            .withHeader("Authorization", equalTo("Bearer " + token))
            .willReturn(okJson("{\"trashed\": false}")));
  }

  @Test
  void a_users_token_comes_from_where_its_credentials_say() throws IOException {
    tokenIs("t1");
    fileNeeds("t1");
    Path file = folder.resolve("google.json");
    Files.writeString(file, user());

    assertThat(askWith(file.toString(), null)).isEqualTo(StepResult.done(Presence.PRESENT));
    google.server.verify(
        postRequestedFor(urlPathEqualTo("/token"))
            .withRequestBody(containing("refresh_token=hush-refresh")));
  }

  @Test
  void a_service_account_acts_for_its_subject_with_the_least_scope() throws Exception {
    tokenIs("t1");
    fileNeeds("t1");

    assertThat(askWith(serviceAccount(), "ada@example.org"))
        .isEqualTo(StepResult.done(Presence.PRESENT));
    String assertion =
        google.server
            .findAll(postRequestedFor(urlPathEqualTo("/token")))
            .getFirst()
            .getBodyAsString()
            .replaceFirst(".*assertion=[^.]+\\.([^.]+)\\..*", "$1");
    assertThat(new String(Base64.getUrlDecoder().decode(assertion), StandardCharsets.UTF_8))
        .contains("\"sub\":\"ada@example.org\"")
        .contains("\"scope\":\"https://www.googleapis.com/auth/drive.file\"");
  }

  @Test
  void a_refused_token_is_renewed_once_and_then_every_run_waits() {
    tokenIs("t1");
    fileNeeds("another");

    assertThat(askWith(user(), null))
        .isEqualTo(
            StepResult.failed(
                new Failure.Blocked(
                    "Google Drive: the credentials are refused.",
                    "Renew presgen.google.credentials and check that the account still has"
                        + " access. Clock skew and a revoked key look the same.",
                    Duration.ofMinutes(1))));
    assertThat(google.sent()).hasSize(2);
  }

  @Test
  void credentials_that_were_revoked_stop_every_run_without_a_call() {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"error\": \"invalid_grant\"}")));

    assertThat(askWith(user(), null))
        .isEqualTo(
            StepResult.failed(
                new Failure.Blocked(
                    "Google refuses the credentials.",
                    "Renew presgen.google.credentials and check that the account still has"
                        + " access. Clock skew and a revoked key look the same.",
                    Duration.ofMinutes(1))));
    assertThat(google.sent()).isEmpty();
  }

  @Test
  void a_token_endpoint_that_cannot_be_reached_is_tried_again() {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThat(askWith(user(), null))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("Google gave no access token for the moment.")));
    assertThat(google.server.countRequestsMatching(tokenRequests()).getCount())
        .isGreaterThanOrEqualTo(3);
  }

  private static com.github.tomakehurst.wiremock.matching.RequestPattern tokenRequests() {
    return WireMock.postRequestedFor(urlPathEqualTo("/token")).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "/no/such/file-hush.json",
          "{\"type\": \"authorized_user\", \"client_secret\": \"hush\"}",
          "{\"type\": \"service_account\", \"private_key\": \"hush\"}",
          "{\"type\": \"external_account\", \"token\": \"hush\"}",
          "{hush",
          "\u0000hush"
      })
  void what_are_no_credentials_is_refused_without_being_shown(String setting) {
    assertThatThrownBy(() -> TokenSource.of(new Secret(setting), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("presgen.google.credentials ")
        .hasNoCause()
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_user_cannot_act_for_another() {
    assertThatThrownBy(() -> TokenSource.of(new Secret(user()), "ada@example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("presgen.google.subject needs credentials of a service account.");
  }
}
