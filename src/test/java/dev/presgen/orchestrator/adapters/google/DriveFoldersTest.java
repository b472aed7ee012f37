package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class DriveFoldersTest {
  private static final String FILES = "/drive/v3/files";
  private static final String NOT_FOUND =
      """
      {"error": {"code": 404, "message": "File not found: f1.", "errors": [
        {"domain": "global", "reason": "notFound", "message": "File not found: f1."}]}}
      """;
  private static final String CONFLICT =
      """
      {"error": {"code": 409, "message": "A file already exists with the provided ID.", "errors": [
        {"domain": "global", "reason": "fileIdInUse", "message": "in use"}]}}
      """;

  private final GoogleStub google = new GoogleStub();
  private final DriveFolders folders = folders(null);

  private DriveFolders folders(@Nullable String parent) {
    return new DriveFolders(
        google.calls, new Sharing(google.calls), parent, Duration.ofSeconds(60));
  }

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  private static Object json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder status(
      int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  @Test
  void an_id_is_reserved() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/generateIds")).willReturn(okJson("{\"ids\": [\"f1\"]}")));

    assertThat(folders.reserveId()).isEqualTo(StepResult.done("f1"));
  }

  @Test
  void a_folder_is_made_under_its_reserved_id() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES))
            .willReturn(okJson("{\"id\": \"f1\", \"webViewLink\": \"https://drive/f1\"}")));

    assertThat(folders("root9").createFolder("f1", "Run 7", "run-7"))
        .isEqualTo(StepResult.done(new Folder("f1", "https://drive/f1")));
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"id": "f1", "name": "Run 7", "mimeType": "application/vnd.google-apps.folder",
                 "parents": ["root9"], "appProperties": {"marker": "run-7"}}
                """));
    assertThat(google.query(0, "supportsAllDrives")).isEqualTo("true");
  }

  @Test
  void a_folder_that_is_there_already_is_a_success() {
    google.server.stubFor(post(urlPathEqualTo(FILES)).willReturn(status(409, CONFLICT)));
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1"))
            .willReturn(okJson("{\"id\": \"f1\", \"webViewLink\": \"https://drive/f1\"}")));

    assertThat(folders.createFolder("f1", "Run 7", "run-7"))
        .isEqualTo(StepResult.done(new Folder("f1", "https://drive/f1")));
  }

  @Test
  void a_folder_that_is_in_the_trash_is_not_used() {
    google.server.stubFor(post(urlPathEqualTo(FILES)).willReturn(status(409, CONFLICT)));
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1"))
            .willReturn(
                okJson("{\"id\": \"f1\", \"webViewLink\": \"https://d/f1\", \"trashed\": true}")));

    assertThat(folders.createFolder("f1", "Run 7", "run-7"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure())
                .isInstanceOfSatisfying(
                    Failure.Permanent.class,
                    permanent -> assertThat(permanent.code()).isEqualTo("FOLDER_TRASHED")));
  }

  @Test
  void a_folder_that_exists_but_does_not_show_yet_is_tried_again_and_its_parent_is_not_blamed() {
    google.server.stubFor(post(urlPathEqualTo(FILES)).willReturn(status(409, CONFLICT)));
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1")).willReturn(status(404, NOT_FOUND)));

    assertThat(folders("root9").createFolder("f1", "Run 7", "run-7"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Google Drive: the run's folder exists, but does not show yet.")));
  }

  @Test
  void a_lost_reply_to_a_folder_is_asked_for_again_with_the_same_id() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES))
            .inScenario("lost reply")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
            .willSetStateTo("made"));
    google.server.stubFor(
        post(urlPathEqualTo(FILES))
            .inScenario("lost reply")
            .whenScenarioStateIs("made")
            .willReturn(status(409, CONFLICT)));
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1"))
            .willReturn(okJson("{\"id\": \"f1\", \"webViewLink\": \"https://drive/f1\"}")));

    assertThat(folders.createFolder("f1", "Run 7", "run-7"))
        .isEqualTo(StepResult.done(new Folder("f1", "https://drive/f1")));
  }

  @Test
  void a_parent_folder_that_cannot_be_seen_stops_every_run_until_it_is_mended() {
    google.server.stubFor(post(urlPathEqualTo(FILES)).willReturn(status(404, NOT_FOUND)));

    assertThat(folders("root9").createFolder("f1", "Run 7", "run-7"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Blocked(
                    "Google Drive: the folder of the runs is not there, or not visible.",
                    "Check presgen.google.parent-folder, and that the account may add files to"
                        + " it.",
                    Duration.ofMinutes(5))));
  }

  @Test
  void files_are_found_by_their_marker_oldest_first() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES))
            .willReturn(
                okJson(
                    """
                    {"files": [
                      {"id": "b", "webViewLink": "https://d/b", "createdTime": "2026-11-21T10:00:01.5Z"},
                      {"id": "a", "webViewLink": "https://d/a", "createdTime": "2026-11-21T10:00:01Z"}]}
                    """)));

    assertThat(folders.find("f1", FileKind.FORM, "it's"))
        .isEqualTo(
            StepResult.done(
                List.of(
                    new FileRef("a", "https://d/a", Instant.parse("2026-11-21T10:00:01Z")),
                    new FileRef("b", "https://d/b", Instant.parse("2026-11-21T10:00:01.5Z")))));
    assertThat(google.query(0, "q"))
        .isEqualTo(
            "'f1' in parents and mimeType='application/vnd.google-apps.form' and appProperties"
                + " has { key='marker' and value='it\\'s' } and trashed=false");
  }

  @Test
  void in_a_shared_drive_that_drive_is_searched() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1"))
            .willReturn(okJson("{\"id\": \"f1\", \"driveId\": \"d1\"}")));
    google.server.stubFor(get(urlPathEqualTo(FILES)).willReturn(okJson("{\"files\": []}")));

    assertThat(folders("root9").find("f1", FileKind.SHEET, "m"))
        .isEqualTo(StepResult.done(List.of()));
    assertThat(google.query(1, "driveId")).isEqualTo("d1");
    assertThat(google.query(1, "corpora")).isEqualTo("drive");
  }

  @Test
  void a_search_that_left_something_out_proves_nothing() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES)).willReturn(okJson("{\"incompleteSearch\": true}")));

    assertThat(folders.find("f1", FileKind.SHEET, "m"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("Google Drive could not search all that it should have.")));
  }

  @Test
  void an_empty_page_that_names_a_next_one_proves_nothing() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES))
            .willReturn(okJson("{\"files\": [], \"nextPageToken\": \"p2\"}")));
    google.server.stubFor(
        get(urlPathEqualTo(FILES))
            .withQueryParam("pageToken", equalTo("p2"))
            .willReturn(
                okJson(
                    """
                    {"files": [
                      {"id": "a", "webViewLink": "https://d/a", "createdTime": "2026-11-21T10:00:01Z"}]}
                    """)));

    assertThat(folders.find("f1", FileKind.FORM, "m"))
        .isEqualTo(
            StepResult.done(
                List.of(new FileRef("a", "https://d/a", Instant.parse("2026-11-21T10:00:01Z")))));
    assertThat(google.query(0, "fields")).startsWith("nextPageToken,");
    assertThat(google.sent()).hasSize(2);
  }

  @Test
  void a_search_whose_pages_do_not_end_is_given_up_and_proves_nothing() {
    google.server.stubFor(
        get(urlPathEqualTo(FILES)).willReturn(okJson("{\"nextPageToken\": \"again\"}")));

    assertThat(folders.find("f1", FileKind.SHEET, "m"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("Google Drive could not search all that it should have.")));
    assertThat(google.sent()).hasSize(20);
  }

  @Test
  void a_file_is_made_in_the_folder_with_its_marker() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES))
            .willReturn(
                okJson(
                    """
                    {"id": "s1", "webViewLink": "https://d/s1", "createdTime": "2026-11-21T10:00:01Z"}
                    """)));

    assertThat(folders.createFile("f1", FileKind.SHEET, "Results", "run-7/sheet"))
        .isEqualTo(
            StepResult.done(
                new FileRef("s1", "https://d/s1", Instant.parse("2026-11-21T10:00:01Z"))));
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"name": "Results", "mimeType": "application/vnd.google-apps.spreadsheet",
                 "parents": ["f1"], "appProperties": {"marker": "run-7/sheet"}}
                """));
  }

  @ParameterizedTest
  @EnumSource
  void whatever_happens_to_the_reply_a_file_is_asked_for_only_once(Fault fault) {
    google.server.stubFor(post(urlPathEqualTo(FILES)).willReturn(aResponse().withFault(fault)));

    assertThat(folders.createFile("f1", FileKind.FORM, "Quiz", "m"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class));
    assertThat(google.sent()).hasSize(1);
  }

  @Test
  void a_marker_that_drive_would_not_take_is_a_bug() {
    assertThatThrownBy(() -> folders.createFile("f1", FileKind.FORM, "Quiz", "m".repeat(119)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a marker may have 118 bytes at most, but this one has 119");
  }

  @ParameterizedTest
  @EnumSource
  void it_is_known_whether_a_file_is_there(Presence presence) {
    google.server.stubFor(
        get(urlPathEqualTo(FILES + "/f1"))
            .willReturn(
                switch (presence) {
                  case PRESENT -> okJson("{\"trashed\": false}");
                  case TRASHED -> okJson("{\"trashed\": true}");
                  case GONE -> status(404, NOT_FOUND);
                }));

    assertThat(folders.presence("f1")).isEqualTo(StepResult.done(presence));
  }

  @Test
  void a_person_may_read_a_file_and_gets_no_mail() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions")).willReturn(okJson("{\"id\": \"p1\"}")));

    assertThat(folders.share("s1", new Reader.Person("ada@example.org")))
        .isEqualTo(StepResult.done("p1"));
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"type": "user", "role": "reader", "emailAddress": "ada@example.org"}
                """));
    assertThat(google.query(0, "sendNotificationEmail")).isEqualTo("false");
  }

  private static final String NO_ACCOUNT =
      """
      {"error": {"code": 400, "message": "You are trying to invite someone", "errors": [
        {"domain": "global", "reason": "invalidSharingRequest", "message": "words"}]}}
      """;

  @Test
  void an_address_without_an_account_is_let_in_with_a_mail_and_asked_for_only_twice() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions"))
            .withQueryParam("sendNotificationEmail", equalTo("false"))
            .willReturn(status(400, NO_ACCOUNT)));
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions"))
            .withQueryParam("sendNotificationEmail", equalTo("true"))
            .willReturn(okJson("{\"id\": \"p1\"}")));

    assertThat(folders.share("s1", new Reader.Person("ada@example.org")))
        .isEqualTo(StepResult.done("p1"));
    assertThat(google.sent()).hasSize(2);
  }

  @Test
  void an_address_that_is_refused_with_a_mail_too_is_reported() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions")).willReturn(status(400, NO_ACCOUNT)));

    assertThat(folders.share("s1", new Reader.Person("ada@example.org")))
        .isEqualTo(
            StepResult.refused(
                "SHARING_NEEDS_MAIL",
                "Google Drive, permissions.create: 400 invalidSharingRequest: You are trying to"
                    + " invite someone",
                "Give the learner an address that has a Google account, or set delivery.public."));
    assertThat(google.sent()).hasSize(2);
  }

  @Test
  void a_link_for_everybody_that_a_policy_forbids_is_reported_as_that() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions"))
            .willReturn(
                status(
                    403,
                    "{\"error\": {\"code\": 403, \"errors\": [{\"reason\":"
                        + " \"insufficientFilePermissions\"}]}}")));

    assertThat(folders.share("s1", new Reader.Anyone()))
        .isEqualTo(
            StepResult.refused(
                "SHARING_REFUSED",
                "Google Drive does not let the account open the file to everybody who has the link.",
                "Start the run without delivery.public, or have the domain's administrator allow"
                    + " it."));
  }

  @Test
  void anyone_may_read_a_file() {
    google.server.stubFor(
        post(urlPathEqualTo(FILES + "/s1/permissions"))
            .willReturn(okJson("{\"id\": \"anyoneWithLink\"}")));

    assertThat(folders.share("s1", new Reader.Anyone()))
        .isEqualTo(StepResult.done("anyoneWithLink"));
    assertThat(json(google.body(0)))
        .isEqualTo(json("{\"type\": \"anyone\", \"role\": \"reader\"}"));
  }

  @Test
  void what_is_gone_counts_as_trashed() {
    google.server.stubFor(
        patch(urlPathEqualTo(FILES + "/f1")).willReturn(okJson("{\"trashed\": true}")));
    google.server.stubFor(patch(urlPathEqualTo(FILES + "/f2")).willReturn(status(404, NOT_FOUND)));

    assertThat(folders.trash("f1")).isEqualTo(StepResult.done(Presence.TRASHED));
    assertThat(folders.trash("f2")).isEqualTo(StepResult.done(Presence.GONE));
    assertThat(json(google.body(0))).isEqualTo(json("{\"trashed\": true}"));
  }

  @Test
  void a_service_that_is_down_is_tried_three_times_before_a_read_is_given_up() {
    google.server.stubFor(get(urlPathEqualTo(FILES + "/f1")).willReturn(serverError()));

    assertThat(folders.presence("f1"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("Google Drive, files.get: 500: no reason given")));
    assertThat(google.sent()).hasSize(3);
  }
}
