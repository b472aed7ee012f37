package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.Permission;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PagesTest extends SandboxServer {

  private static final String EVIL = "<script>alert('=HYPERLINK(1)')</script>";
  private static final String GOOGLE = "application/vnd.google-apps.";

  @Test
  void every_page_escapes_names_forbids_scripts_and_says_what_it_is() throws IOException {
    var folder = file("folder", "root");
    var form = file("form", folder);
    var sheet = file("spreadsheet", folder);
    var deck = post("/sandbox/core/render",
        "{\"report_text\":\"# %s\\nLine\",\"slides\":2}".formatted(EVIL)).json();
    var range = new ValueRange().setValues(List.of(List.of(EVIL, "=1+1"), List.of("", 3)));
    sheets().spreadsheets()
        .values()
        .update(sheet, "A1", range)
        .setValueInputOption("RAW")
        .execute();
    var narrated = post("/sandbox/avatar/training/presentation-only",
        "{\"mode\":\"presentation_only\",\"voice_profile_name\":\"default\",\"content_text\":\"%s\"}"
            .formatted(EVIL));

    for (var page : List.of(
        "/sandbox/",
        "/sandbox/google/drive/folders/" + folder,
        "/sandbox/google/forms/d/" + form + "/edit",
        "/sandbox/google/spreadsheets/d/" + sheet + "/edit",
        deck.path("url").asString("") + "?slide=2",
        "/sandbox/videos/" + narrated.json().path("job_id").asString(""))) {
      var answer = bytes(page);
      var html = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(html).as(page)
          .contains("&lt;script&gt;", "A stand-in on this machine")
          .doesNotContain("<script");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(page)
          .startsWith("default-src 'none'");
    }
    assertThat(get("/sandbox/google/spreadsheets/d/" + sheet + "/edit").body())
        .contains("<td>=1+1</td>", "<td>3</td>");
  }

  @Test
  void the_root_folder_and_a_missing_page_answer_in_words() {
    assertThat(get("/sandbox/google/drive/folders/root").status()).isEqualTo(200);
    var missing = get("/sandbox/google/drive/folders/none");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body()).contains("There is nothing with this address");
    assertThat(bytes("/sandbox/assets/style.css").statusCode()).isEqualTo(200);
  }

  @Test
  void an_empty_folder_says_that_nothing_is_in_it_and_a_plain_file_does_not() throws IOException {
    var plain = new File().setName("deck.pptx").setMimeType("application/zip");
    var file = drive().files().create(plain).execute().getId();

    assertThat(get("/sandbox/google/drive/folders/" + file("folder", "root")).body())
        .contains("Nothing yet.");
    assertThat(get("/sandbox/google/drive/file/" + file + "/view"))
        .extracting(Page::status, page -> page.body().contains("<h1>deck.pptx</h1>"),
            page -> page.body().contains("Nothing yet."))
        .containsExactly(200, true, false);
  }

  @Test
  void the_state_lists_what_exists_and_the_calls_that_made_it() throws IOException {
    var folder = file("folder", "root");
    var form = file("form", folder);
    var sheet = file("spreadsheet", folder);
    var range = new ValueRange().setValues(List.of(List.of("=x", 2.5), List.of("b")));
    sheets().spreadsheets()
        .values()
        .update(sheet, "A1", range)
        .setValueInputOption("RAW")
        .execute();
    var reader =
        new Permission().setType("user").setRole("reader").setEmailAddress("l@example.org");
    drive().permissions().create(sheet, reader).execute();
    assertThat(post("/sandbox/slack/hook", "{\"text\":\"Done " + form + "\"}"))
        .isEqualTo(new Page(200, "ok"));
    assertThat(post("/sandbox/slack/hook", "{}")).isEqualTo(new Page(400, "no_text"));
    publishAndAnswer(form);

    var state = get("/sandbox/state").json();
    assertThat(one(state, "folders", folder).path("name").asString("")).isEqualTo(EVIL);
    assertThat(one(state, "forms", form).path("parents").get(0).asString("")).isEqualTo(folder);
    assertThat(one(state, "forms", form).path("items").size()).isEqualTo(1);
    assertThat(one(state, "forms", form).path("responses").size()).isEqualTo(1);
    assertThat(one(state, "sheets", sheet).at("/tabs/0/cells").toString())
        .isEqualTo("[[\"=x\",\"2.5\"],[\"b\"]]");
    assertThat(state.path("mails").valueStream().map(mail -> mail.path("link").asString("")))
        .contains(url("/sandbox/google/spreadsheets/d/" + sheet + "/edit"));
    assertThat(
        state.path("messages").valueStream().map(message -> message.path("text").asString("")))
        .contains("Done " + form);
    var last = state.path("calls").get(state.path("calls").size() - 1);
    assertThat(last.path("method").asString("")).isEqualTo("POST");
    assertThat(last.path("path").asString(""))
        .isEqualTo("/sandbox/google/v1/forms/%s:setPublishSettings".formatted(form));
    assertThat(last.path("status").asInt()).isEqualTo(200);
    assertThat(last.path("at").isString()).isTrue();
  }

  @Test
  void a_method_that_the_sandbox_does_not_have_answers_a_page_as_google_does() {
    var answer = get("/sandbox/google/v4/spreadsheets/x/developerMetadata/1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
  }

  private void publishAndAnswer(String form) {
    var open =
        "{\"publishSettings\":{\"publishState\":{\"isPublished\":true,\"isAcceptingResponses\":true}}}";
    post("/sandbox/google/v1/forms/" + form + ":setPublishSettings", open);
    var link = one(get("/sandbox/state").json(), "forms", form).path("responderUri").asString("");
    assertThat(submit(link, Map.of()).status()).isEqualTo(200);
  }

  private static JsonNode one(JsonNode state, String list, String id) {
    return state.path(list)
        .valueStream()
        .filter(it -> it.path("id").asString("").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String file(String kind, String parent) throws IOException {
    var file = new File().setName(EVIL).setMimeType(GOOGLE + kind).setParents(List.of(parent));
    return drive().files().create(file).execute().getId();
  }
}
