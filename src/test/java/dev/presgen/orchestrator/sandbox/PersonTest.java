package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What people do beside the application, and what lies where it does not see it all. */
class PersonTest extends SandboxServer {

  private static final String FOLDER = "application/vnd.google-apps.folder";
  private static final String FORM = "application/vnd.google-apps.form";
  private static final String SHEET = "application/vnd.google-apps.spreadsheet";

  @AfterEach
  void mend() {
    assertThat(exchangeOf("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_persons_change_of_a_form_bears_the_persons_name() throws IOException {
    var form = made("Quiz", FORM);
    assertThat(lastModified(form)).isEqualTo("workspace-owner@sandbox.example true");
    var before = drive().files().get(form).setFields("version").execute().getVersion();
    var changed =
        post(
            "/sandbox/person/forms/" + form + "?as=boss@sandbox.example",
            """
            {"requests": [
              {"updateItem": {"location": {"index": 0}, "updateMask": "title",
                              "item": {"title": "Edited"}}},
              {"createItem": {"location": {"index": 1}, "item": {"title": "More",
                 "questionItem": {"question": {"textQuestion": {}}}}}},
              {"moveItem": {"originalLocation": {"index": 1}, "newLocation": {"index": 0}}}],
             "publishState": {"isPublished": true, "isAcceptingResponses": true}}
            """);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(forms().forms().get(form).execute().getItems())
        .extracting(item -> item.getTitle())
        .containsExactly("More", "Edited");
    assertThat(lastModified(form)).isEqualTo("boss@sandbox.example false");
    assertThat(drive().files().get(form).setFields("version").execute().getVersion())
        .isGreaterThan(before);
  }

  @Test
  void a_person_answers_a_form_only_while_it_is_open() throws IOException {
    var form = made("Quiz", FORM);
    var question =
        forms().forms().get(form).execute().getItems().getFirst().getQuestionItem().getQuestion();
    var answers =
        "{\"answers\": {\"%s\": [\"Option 1\"]}}".formatted(question.getQuestionId());
    var address = "/sandbox/person/forms/" + form + "/responses";
    assertThat(post(address, answers).status()).isEqualTo(400);
    post(
        "/sandbox/person/forms/" + form,
        "{\"publishState\": {\"isPublished\": true, \"isAcceptingResponses\": true}}");
    assertThat(post(address, answers).status()).isEqualTo(200);
    assertThat(forms().forms().responses().list(form).execute().getResponses()).hasSize(1);
  }

  @Test
  void a_person_edits_cells_and_adds_tabs() throws IOException {
    var sheet = made("Results", SHEET);
    var changed =
        post(
            "/sandbox/person/spreadsheets/" + sheet,
            """
            {"requests": [{"addSheet": {"properties": {"title": "Mine"}}}],
             "data": [{"range": "Mine!B2", "values": [["7"]]}]}
            """);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(sheets().spreadsheets().values().get(sheet, "Mine!B2").execute().getValues())
        .isEqualTo(List.of(List.of("7")));
    assertThat(lastModified(sheet)).isEqualTo("colleague@sandbox.example false");
  }

  @Test
  void a_person_moves_trashes_shares_and_deletes() throws IOException {
    var folder = made("Job", FOLDER);
    var other = made("Elsewhere", FOLDER);
    var file = "/sandbox/person/files/" + folder;
    assertThat(
        exchangeOf("PATCH", file,
            "{\"parent\": \"%s\", \"trashed\": true, \"name\": \"Old\"}".formatted(other))
            .statusCode())
        .isEqualTo(200);
    assertThat(drive().files().get(folder).setFields("name,trashed,parents").execute())
        .isEqualTo(new File().setName("Old").setTrashed(true).setParents(List.of(other)));
    assertThat(
        post(file + "/permissions", "{\"type\": \"anyone\", \"role\": \"reader\"}").status())
        .isEqualTo(200);
    assertThat(exchangeOf("DELETE", file, "").statusCode()).isEqualTo(204);
    assertThat(refusal(() -> drive().files().get(folder).execute()))
        .isEqualTo("404 File not found: " + folder + ".");
  }

  @Test
  void what_a_person_made_is_not_seen_and_can_be_a_parent_yet() throws IOException {
    var folder =
        post("/sandbox/person/files", "{\"name\": \"Theirs\"}").json().path("id").asString();
    assertThat(refusal(() -> drive().files().get(folder).execute()))
        .isEqualTo("404 File not found: " + folder + ".");
    var inside = new File().setName("In").setMimeType(FOLDER).setParents(List.of(folder));
    assertThat(drive().files().create(inside).execute().getName()).isEqualTo("In");
    assertThat(
        exchangeOf("PATCH", "/sandbox/person/files/" + folder, "{\"visible\": true}").statusCode())
        .isEqualTo(200);
    assertThat(drive().files().get(folder).execute().getName()).isEqualTo("Theirs");
  }

  @Test
  void a_shared_drive_belongs_to_nobody_and_is_asked_for_by_name() throws IOException {
    var drive = post("/sandbox/person/drives", "{\"name\": \"Team\"}").json().path("id").asString();
    var wanted = new File().setName("In").setMimeType(FOLDER).setParents(List.of(drive));
    assertThat(refusal(() -> drive().files().create(wanted).execute())).startsWith("404 ");
    var inside =
        drive().files()
            .create(wanted)
            .setSupportsAllDrives(true)
            .setFields("id,driveId,owners")
            .execute();
    assertThat(inside.getDriveId()).isEqualTo(drive);
    assertThat(inside.getOwners()).isNull();
    var query = "'%s' in parents".formatted(drive);
    assertThat(refusal(() -> drive().files().list().setQ(query).execute())).startsWith("404 ");
    var listed =
        drive().files()
            .list()
            .setQ("name = 'In'")
            .setCorpora("drive")
            .setDriveId(drive)
            .setSupportsAllDrives(true)
            .setIncludeItemsFromAllDrives(true)
            .execute();
    assertThat(listed.getFiles()).extracting(File::getId).containsExactly(inside.getId());
  }

  @Test
  void a_listing_knows_late_what_has_happened() throws IOException {
    var old = made("Old", FOLDER);
    plan("{\"listingLag\": {\"all\": \"1h\"}}");
    var fresh = made("Fresh", FOLDER);
    drive().files().update(old, new File().setTrashed(true)).execute();
    assertThat(listed("name = 'Fresh'")).isEmpty();
    assertThat(drive().files().get(fresh).execute().getName()).isEqualTo("Fresh");
    plan("{\"listingLag\": {\"all\": \"1h\", \"files\": {\"%s\": \"0s\"}}}".formatted(fresh));
    assertThat(listed("name = 'Fresh'")).containsExactly("Fresh");
    plan("{}");
    assertThat(listed("name = 'Old' and trashed = true")).containsExactly("Old");
    assertThat(listed("name = 'Old' and trashed = false")).isEmpty();
  }

  @Test
  void a_file_is_uploaded_has_a_page_and_can_be_downloaded() throws IOException {
    var bytes = "PK\u0003\u0004 slides".getBytes(StandardCharsets.ISO_8859_1);
    var type = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    var body =
        """
        --cut
        Content-Type: application/json; charset=UTF-8

        {"name": "Änderung.pptx"}
        --cut
        Content-Type: %s

        %s
        --cut--
        """
            .formatted(type, new String(bytes, StandardCharsets.ISO_8859_1))
            .replace("\n", "\r\n");
    var answer =
        exchangeOf(
            "POST",
            "/sandbox/google/upload/drive/v3/files?uploadType=multipart&fields=id,name,mimeType,size,webViewLink",
            body,
            "Content-Type",
            "multipart/related; boundary=cut");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var made = JsonMapper.shared().readValue(answer.body(), Uploaded.class);
    assertThat(made)
        .isEqualTo(
            new Uploaded(
                made.id(),
                "Änderung.pptx",
                type,
                Integer.toString(bytes.length),
                url("/sandbox/google/drive/file/" + made.id() + "/view")));
    var content = new ByteArrayOutputStream();
    drive().files().get(made.id()).executeMediaAndDownloadTo(content);
    assertThat(content.toByteArray()).isEqualTo(bytes);
    assertThat(get(made.webViewLink()).body()).contains("Sandbox", "Änderung.pptx", "Download");
    assertThat(bytes("/sandbox/google/drive/file/" + made.id() + "/download").body())
        .isEqualTo(bytes);
  }

  private record Uploaded(
      String id, String name, String mimeType, String size, String webViewLink) {}

  private void plan(String plan) {
    var answer = exchangeOf("PUT", "/sandbox/faults", plan);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String made(String name, String mimeType) throws IOException {
    return drive().files().create(new File().setName(name).setMimeType(mimeType)).execute().getId();
  }

  private String lastModified(String id) throws IOException {
    var user =
        drive().files().get(id).setFields("lastModifyingUser").execute().getLastModifyingUser();
    return user.getEmailAddress() + " " + user.getMe();
  }

  private List<String> listed(String q) throws IOException {
    return drive().files().list().setQ(q).execute().getFiles().stream().map(File::getName).toList();
  }
}
