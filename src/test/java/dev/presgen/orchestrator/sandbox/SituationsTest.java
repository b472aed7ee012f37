package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.Permission;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong for everybody, and queries that no method knows. */
class SituationsTest extends SandboxServer {

  private static final String FOLDER = "application/vnd.google-apps.folder";

  @AfterEach
  void mend() {
    assertThat(exchangeOf("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_parent_that_is_not_reachable_takes_nothing_and_is_not_found() throws IOException {
    var folder = made("Shared no more", FOLDER);
    plan("{\"situations\": [\"parent-invisible:%s\"]}".formatted(folder));
    var inside = new File().setMimeType(FOLDER).setParents(List.of(folder));
    var refused = "404 File not found: " + folder + ".";
    assertThat(refusal(() -> drive().files().create(inside).execute())).isEqualTo(refused);
    assertThat(refusal(() -> drive().files().get(folder).execute())).isEqualTo(refused);
  }

  @Test
  void an_address_without_an_account_is_invited_with_a_mail_only() throws IOException {
    var folder = made("Shared", FOLDER);
    plan("{\"situations\": [\"no-account:new@example.org\"]}");
    var wanted =
        new Permission().setType("user").setRole("reader").setEmailAddress("new@example.org");
    assertThat(
        refusal(
            () -> drive().permissions()
                .create(folder, wanted)
                .setSendNotificationEmail(false)
                .execute()))
        .startsWith("400 Bad Request. User message: ");
    assertThat(drive().permissions().create(folder, wanted).execute().getRole())
        .isEqualTo("reader");
  }

  @ParameterizedTest
  @CsvSource({
      "token-revoked, 401, authError, get",
      "api-disabled:drive, 403, accessNotConfigured, get",
      "scope-missing, 403, insufficientPermissions, get",
      "storage-full, 403, storageQuotaExceeded, create",
      "service-account-without-storage, 403, storageQuotaExceeded, create",
      "sharing-forbidden, 400, publishOutNotPermitted, share"
  })
  void a_situation_refuses_in_drives_words(String situation, int status, String reason, String call)
      throws IOException {
    var folder = made("There", FOLDER);
    plan("{\"situations\": [\"%s\"]}".formatted(situation));
    var files = "/sandbox/google/drive/v3/files";
    var answer =
        switch (call) {
          case "get" -> get(files + "/" + folder);
          case "create" -> post(files, "{\"mimeType\": \"%s\"}".formatted(FOLDER));
          default ->
              post(
                  files + "/" + folder + "/permissions",
                  "{\"type\": \"anyone\", \"role\": \"reader\"}");
        };
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/error/errors/0/reason").asString()).isEqualTo(reason);
  }

  @Test
  void an_api_that_is_not_enabled_is_refused_alone_and_with_its_reason() {
    plan("{\"situations\": [\"api-disabled:forms\"]}");
    assertThat(get("/sandbox/google/v1/forms/x").json().at("/error/details/0/reason").asString())
        .isEqualTo("SERVICE_DISABLED");
    assertThat(get("/sandbox/google/v4/spreadsheets/x").status()).isEqualTo(404);
  }

  @Test
  void the_account_tells_how_much_room_it_has() throws IOException {
    assertThat(drive().about().get().setFields("user(me),storageQuota").execute().getStorageQuota())
        .containsEntry("limit", 16106127360L)
        .containsEntry("usage", 0L);
    plan("{\"situations\": [\"storage-full\"]}");
    assertThat(drive().about().get().setFields("storageQuota").execute().getStorageQuota())
        .containsEntry("usage", 16106127360L);
  }

  @ParameterizedTest
  @CsvSource({
      "colour=red, 'Unknown name \"colour\"'",
      "supportsAllDrives=maybe, 'Invalid value at ''supportsAllDrives'''",
      "pageSize=many, 'Invalid value at ''pageSize'''",
      "fileId=x, 'Unknown name \"fileId\"'"
  })
  void a_query_that_the_method_does_not_know_is_refused(String query, String message) {
    var answer = get("/sandbox/google/drive/v3/files?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/message").asString()).contains(message);
  }

  @Test
  void what_goes_wrong_on_purpose_stands_on_the_first_page() {
    assertThat(get("/sandbox/").body()).doesNotContain("on purpose");
    plan("{\"rules\": [{\"operation\": \"forms.get\", \"fault\": \"drop\"}]}");
    assertThat(get("/sandbox/").body()).contains("Sandbox", "on purpose", "forms.get");
  }

  private void plan(String plan) {
    var answer = exchangeOf("PUT", "/sandbox/faults", plan);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String made(String name, String mimeType) throws IOException {
    return drive().files().create(new File().setName(name).setMimeType(mimeType)).execute().getId();
  }
}
