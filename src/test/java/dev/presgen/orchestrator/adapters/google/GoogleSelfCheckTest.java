package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleSelfCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String NO_SUCH = "presgen-self-check-no-such-object";
  private static final String ABOUT = "/drive/v3/about";
  private static final String FORM = "/v1/forms/" + NO_SUCH;
  private static final String SHEET = "/v4/spreadsheets/" + NO_SUCH;
  private static final String FOLDER = "/drive/v3/files/root9";

  private final GoogleStub google = new GoogleStub();

  @BeforeEach
  void all_is_well() {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(okJson("{\"access_token\": \"t1\", \"expires_in\": 3600}")));
    answer(ABOUT, okJson("{\"storageQuota\": {\"limit\": \"1000\", \"usage\": \"10\"}}"));
    answer(FORM, refused(404, "NOT_FOUND"));
    answer(SHEET, refused(404, "NOT_FOUND"));
    answer(
        FOLDER,
        okJson(
            "{\"mimeType\": \"application/vnd.google-apps.folder\", \"trashed\": false,"
                + " \"capabilities\": {\"canAddChildren\": true}}"));
  }

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  private void answer(String path, ResponseDefinitionBuilder answer) {
    google.server.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
  }

  private static ResponseDefinitionBuilder refused(int status, String reason) {
    return aResponse()
        .withStatus(status)
        .withBody(
            "{\"error\": {\"code\": %d, \"message\": \"words\", \"details\": [{\"reason\": \"%s\"}]}}"
                .formatted(status, reason));
  }

  private SelfCheck check(@Nullable String parent) {
    var file =
        CredentialsFile.of(
            CredentialsReader.SETTING,
            new Secret(
                "{\"type\": \"authorized_user\", \"client_id\": \"c\", \"client_secret\": \"hush\","
                    + " \"refresh_token\": \"hush\", \"token_uri\": \"%s/token\"}"
                        .formatted(google.server.baseUrl())),
            null);
    var tokens = TokenSource.of(file);
    return new GoogleSelfCheck(google.calls(tokens, LIMIT), tokens, parent, false);
  }

  private static List<String> verdicts(List<Finding> findings) {
    return findings.stream().map(one -> one.subject() + " " + one.verdict()).toList();
  }

  @Test
  void where_all_is_well_each_part_says_so_and_nothing_was_written() {
    assertThat(verdicts(check("root9").look()))
        .containsExactly(
            "Google credentials WELL",
            "Google scope WELL",
            "Google Drive API WELL",
            "Google Forms API WELL",
            "Google Sheets API WELL",
            "Google storage WELL",
            "Google folder of the runs WELL");
    assertThat(google.sent())
        .startsWith("GET " + ABOUT)
        .containsExactlyInAnyOrder("GET " + ABOUT, "GET " + FORM, "GET " + SHEET, "GET " + FOLDER);
  }

  @Test
  void what_does_not_answer_in_time_takes_no_line_from_the_others() {
    try (var slow = GoogleStub.impatient(Duration.ofSeconds(2))) {
      slow.server.stubFor(get(urlPathEqualTo(ABOUT)).willReturn(okJson("{}")));
      for (var path : List.of(FORM, SHEET, FOLDER)) {
        slow.server
            .stubFor(get(urlPathEqualTo(path)).willReturn(okJson("{}").withFixedDelay(9_000)));
      }
      var check = new GoogleSelfCheck(slow.calls, TokenSource.none(), "root9", true);
      var began = Instant.now();

      assertThat(verdicts(check.look()))
          .containsExactly(
              "Google WELL",
              "Google credentials WELL",
              "Google scope WELL",
              "Google Drive API WELL",
              "Google Forms API BROKEN",
              "Google Sheets API BROKEN",
              "Google storage ABSENT",
              "Google folder of the runs BROKEN");
      // One after the other they would take six.
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_folder_of_the_runs_need_not_be_set() {
    assertThat(verdicts(check(null).look())).endsWith("Google folder of the runs ABSENT");
  }

  @Test
  void without_a_token_nothing_else_is_looked_at() {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(aResponse().withStatus(400).withBody("{\"error\": \"invalid_grant\"}")));

    assertThat(check("root9").look())
        .containsExactly(
            new Finding(
                "Google credentials",
                Verdict.BROKEN,
                "Google: the credentials are refused.",
                "Renew presgen.google.credentials and check that the account still has access."
                    + " Clock skew and a revoked key look the same."));
    assertThat(google.sent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "/drive/v3/about, 401, UNAUTHENTICATED, Google credentials",
      "/drive/v3/about, 403, SERVICE_DISABLED, Google Drive API",
      "/drive/v3/about, 403, ACCESS_TOKEN_SCOPE_INSUFFICIENT, Google scope",
      "/v1/forms/presgen-self-check-no-such-object, 403, SERVICE_DISABLED, Google Forms API",
      "/v4/spreadsheets/presgen-self-check-no-such-object, 403, SERVICE_DISABLED, Google Sheets API",
      "/drive/v3/files/root9, 403, insufficientFilePermissions, Google folder of the runs"
  })
  void what_is_broken_is_named_with_what_to_do(
      String path, int status, String reason, String subject) {
    answer(path, refused(status, reason));

    assertThat(check("root9").look())
        .filteredOn(finding -> finding.subject().equals(subject))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
              assertThat(finding.whatToDo()).isNotBlank();
            });
  }

  @Test
  void an_account_without_room_is_told() {
    answer(ABOUT, okJson("{\"storageQuota\": {\"limit\": \"1000\", \"usage\": \"1000\"}}"));

    assertThat(check(null).look())
        .contains(
            new Finding(
                "Google storage",
                Verdict.BROKEN,
                "The account's storage is full.",
                "Free or add storage."));
  }

  @Test
  void in_a_shared_drive_the_accounts_own_room_does_not_matter() {
    answer(ABOUT, okJson("{\"storageQuota\": {\"limit\": \"0\", \"usage\": \"0\"}}"));
    answer(
        FOLDER,
        okJson(
            "{\"mimeType\": \"application/vnd.google-apps.folder\", \"driveId\": \"d1\","
                + " \"capabilities\": {\"canAddChildren\": true}}"));

    assertThat(verdicts(check("root9").look())).contains("Google storage WELL");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{\"mimeType\": \"text/plain\"}| What presgen.google.parent-folder names is no folder.",
      "{\"mimeType\": \"application/vnd.google-apps.folder\", \"trashed\": true}| The folder is in"
          + " the trash.",
      "{\"mimeType\": \"application/vnd.google-apps.folder\"}| The account may not add files to the"
          + " folder."
  })
  void a_folder_that_cannot_be_used_is_told(String folder, String detail) {
    answer(FOLDER, okJson(folder));

    assertThat(check("root9").look())
        .last()
        .satisfies(
            finding -> {
              assertThat(finding.detail()).isEqualTo(detail);
              assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
            });
  }

  @Test
  void a_folder_that_drive_file_hides_may_still_be_its_owners() {
    answer(FOLDER, refused(404, "notFound"));

    assertThat(verdicts(check("root9").look())).endsWith("Google folder of the runs ABSENT");
  }

  @Test
  void a_token_that_soon_ends_keeps_nothing_from_being_looked_at() {
    google.server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(okJson("{\"access_token\": \"t1\", \"expires_in\": 300}")));

    assertThat(verdicts(check("root9").look()))
        .hasSize(7)
        .allSatisfy(verdict -> assertThat(verdict).endsWith(" WELL"));
  }
}
