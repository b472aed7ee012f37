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
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.javanet.NetHttpTransport;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    var calls = google.calls(tokens(credentials, subject), LIMIT);
    return new DriveFolders(calls, new Sharing(calls), null, Duration.ZERO).presence("f1");
  }

  private static TokenSource tokens(String credentials, @Nullable String subject) {
    return TokenSource.of(
        CredentialsFile.of(CredentialsReader.SETTING, new Secret(credentials), subject));
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
                    "Google: the credentials are refused.",
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
                    "Google: the credentials are refused.",
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
    assertThatThrownBy(() -> tokens(setting, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("presgen.google.credentials ")
        .hasNoCause()
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_user_cannot_act_for_another() {
    assertThatThrownBy(() -> tokens(user(), "ada@example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("presgen.google.subject needs credentials of a service account.");
  }

  private static final String REVOKED = "{\"error\": \"invalid_grant\"}";

  private void tokenFor(String refreshToken, String token) {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .withRequestBody(containing("refresh_token=" + refreshToken))
            .willReturn(
                okJson(
                    "{\"access_token\": \"%s\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}"
                        .formatted(token))));
  }

  private DriveFolders folders(TokenSource tokens) {
    var calls = google.calls(tokens, LIMIT);
    return new DriveFolders(calls, new Sharing(calls), null, Duration.ZERO);
  }

  /** Written as secrets are: to another file, which then takes the place of the one before. */
  private static void replace(Path file, String content) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "fresh", ".json");
    Files.writeString(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void new_credentials_in_the_file_are_used_from_the_next_call_on() throws IOException {
    tokenFor("hush-refresh", "t1");
    tokenFor("second-refresh", "t2");
    fileNeeds("t1");
    Path file = Files.writeString(folder.resolve("google.json"), user());
    var folders = folders(tokens(file.toString(), null));
    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));

    replace(file, user().replace("hush-refresh", "second-refresh"));
    fileNeeds("t2");

    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));
    assertThat(google.sent()).hasSize(2);
  }

  @Test
  void when_a_token_is_refused_the_file_is_read_again_whatever_its_date_says() throws IOException {
    tokenFor("hush-refresh", "t1");
    tokenFor("next-refresh", "t2");
    fileNeeds("t1");
    Path file = Files.writeString(folder.resolve("google.json"), user());
    var folders = folders(tokens(file.toString(), null));
    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));

    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, user().replace("hush-refresh", "next-refresh"));
    Files.setLastModifiedTime(file, before);
    fileNeeds("t2");

    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));
    assertThat(google.sent()).hasSize(3);
  }

  @Test
  void a_call_that_began_with_the_credentials_before_goes_on_with_those_that_another_has_taken()
      throws IOException {
    tokenFor("hush-refresh", "t1");
    tokenFor("second-refresh", "t2");
    fileNeeds("t2");
    Path file = Files.writeString(folder.resolve("google.json"), user());
    var tokens = tokens(file.toString(), null);
    var begun =
        new NetHttpTransport()
            .createRequestFactory(tokens)
            .buildGetRequest(new GenericUrl(google.server.baseUrl() + FILE));
    replace(file, user().replace("hush-refresh", "second-refresh"));
    assertThat(folders(tokens).presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));

    var response = begun.execute();

    assertThat(response.getStatusCode()).isEqualTo(200);
    response.disconnect();
    for (var refreshToken : List.of("hush-refresh", "second-refresh")) {
      google.server.verify(
          1,
          postRequestedFor(urlPathEqualTo("/token"))
              .withRequestBody(containing("refresh_token=" + refreshToken)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{hush", "{\"type\": \"authorized_user\"}", "[]"})
  void a_bad_new_file_leaves_the_credentials_before_it_in_use(String content) throws IOException {
    tokenFor("hush-refresh", "t1");
    fileNeeds("t1");
    Path file = Files.writeString(folder.resolve("google.json"), user());
    var folders = folders(tokens(file.toString(), null));

    replace(file, content);

    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));
    Files.delete(file);
    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));
  }

  @Test
  void a_token_that_is_revoked_in_mid_run_stops_every_run_and_costs_nothing() {
    tokenIs("t1");
    fileNeeds("t1");
    var folders = folders(tokens(user(), null));
    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(Presence.PRESENT));

    fileNeeds("another");
    google.server.stubFor(
        post(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(400).withBody(REVOKED)));

    assertThat(folders.presence("f1"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Blocked.class));
  }

  @Test
  void a_service_account_that_may_not_act_for_its_subject_is_told_from_other_trouble()
      throws Exception {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(
                aResponse().withStatus(401).withBody("{\"error\": \"unauthorized_client\"}")));

    assertThat(askWith(serviceAccount(), "ada@example.org"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Blocked(
                    "Google: the service account may not act for presgen.google.subject.",
                    "In the domain's admin console, under domain-wide delegation, allow the service"
                        + " account's client id the scope"
                        + " https://www.googleapis.com/auth/drive.file; check the subject.",
                    Duration.ofMinutes(1))));
  }

  @Test
  void a_token_endpoint_that_hangs_holds_nobody_longer_than_a_call_may_take() {
    google.server.stubFor(
        post(urlPathEqualTo("/token")).willReturn(okJson("{}").withFixedDelay(3_000)));
    Instant began = Instant.now();

    var calls = google.calls(tokens(user(), null), Duration.ofMillis(300));
    var folders = new DriveFolders(calls, new Sharing(calls), null, Duration.ZERO);

    assertThat(folders.createFile("f1", FileKind.FORM, "Quiz", "m"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Google Drive, oauth2.token, did not answer within 300 ms")));
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
    assertThat(google.sent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "nothing there| is neither JSON nor the path of a file that can be read.",
      "{hush| is no valid JSON.",
      "{\"type\": \"hush\"}| must be the JSON of a service account or of an authorized user: its"
          + " \"type\" is neither.",
      "{\"type\": \"authorized_user\", \"client_id\": \"c\", \"client_secret\": \"hush\"}| lacks"
          + " its field \"refresh_token\".",
      "{\"type\": \"service_account\", \"client_id\": \"c\", \"private_key\": \"hush\"}| lacks its"
          + " field \"client_email\".",
      "{\"type\": \"authorized_user\", \"client_id\": \"c\", \"client_secret\": \"h\","
          + " \"refresh_token\": \"r\", \"token_uri\": \"file:///etc/passwd\"}| has a"
          + " \"token_uri\" that is no http or https address.",
      "{\"type\": \"service_account\", \"client_id\": \"c\", \"client_email\": \"e\","
          + " \"private_key_id\": \"k\", \"private_key\": \"-----BEGIN PRIVATE KEY-----hush\"}|"
          + " cannot be used: its \"private_key\" is no PKCS #8 key, or was cut off or altered."
  })
  void what_is_wrong_with_credentials_is_told(String setting, String problem) {
    assertThatThrownBy(() -> tokens(setting, null))
        .hasMessage("presgen.google.credentials" + " " + problem.strip());
  }

  @Test
  void a_file_too_large_for_credentials_is_not_read() throws IOException {
    Path file = Files.writeString(folder.resolve("large.json"), "{".repeat(70_000));

    assertThatThrownBy(() -> tokens(file.toString(), null))
        .hasMessage("presgen.google.credentials names a file that is too large for credentials.");
  }
}
