package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.forms.v1.model.Form;
import com.google.api.services.forms.v1.model.Info;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FormsTest extends SandboxServer {

  private static final String QUIZ =
      "{\"updateSettings\":{\"settings\":{\"quizSettings\":{\"isQuiz\":true}},\"updateMask\":\"quizSettings.isQuiz\"}}";

  @Test
  void a_form_made_by_drive_is_unpublished_and_holds_one_untitled_question() throws IOException {
    var file = new File().setName("Quiz of run 7").setMimeType("application/vnd.google-apps.form");
    var id = drive().files().create(file).execute().getId();
    var form = get("/sandbox/google/v1/forms/" + id).json();

    assertThat(form.path("publishSettings").toString()).isEqualTo("{\"publishState\":{}}");
    assertThat(form.path("info").toString()).isEqualTo("{\"documentTitle\":\"Quiz of run 7\"}");
    assertThat(form.path("items").size()).isEqualTo(1);
    assertThat(form.at("/items/0/title").asString("")).isEqualTo("Untitled Question");
    assertThat(form.path("responderUri").asString(""))
        .startsWith(url("/sandbox/google/forms/d/e/1FAIpQL"))
        .endsWith("/viewform");
  }

  @Test
  void a_form_made_by_forms_is_empty_and_published_unless_asked_otherwise() throws IOException {
    var published = forms().forms().create(new Form().setInfo(new Info().setTitle("T"))).execute();
    assertThat(published.get("publishSettings").toString())
        .isEqualTo("{publishState={isPublished=true, isAcceptingResponses=true}}");
    assertThat(published.getInfo())
        .isEqualTo(new Info().setTitle("T").setDocumentTitle("Untitled form"));
    assertThat(published.getItems()).isNull();

    var create =
        forms().forms().create(new Form().setInfo(new Info().setTitle("T").setDocumentTitle("D")));
    var unpublished = create.set("unpublished", true).execute();
    assertThat(unpublished.get("publishSettings").toString()).isEqualTo("{publishState={}}");
    assertThat(unpublished.getInfo().getDocumentTitle()).isEqualTo("D");
  }

  @Test
  void create_takes_nothing_but_titles() {
    assertThat(
        post("/sandbox/google/v1/forms", "{\"info\":{\"title\":\"T\",\"description\":\"D\"}}")
            .json()
            .at("/error/message")
            .asString(""))
        .startsWith("Only info.title can be set when creating a form.");
    assertThat(post("/sandbox/google/v1/forms", "{\"info\":{\"title\":\"T\\nU\"}}").json()
        .at("/error/message")
        .asString(""))
        .startsWith("Displayed text cannot contain newlines");
  }

  @Test
  void an_unknown_field_is_refused_with_its_path() {
    var answer =
        batch(form(), "{\"createItem\":{\"item\":{\"titel\":\"x\"},\"location\":{\"index\":0}}}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().toString())
        .isEqualTo(
            """
            {"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"titel\\" at \
            'requests[0].create_item.item': Cannot find field.","status":"INVALID_ARGUMENT","details":[{"@type":\
            "type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"requests[0].create_item.item",\
            "description":"Invalid JSON payload received. Unknown name \\"titel\\" at 'requests[0].create_item.item': \
            Cannot find field."}]}]}}""");
  }

  @Test
  void a_batch_answers_each_request_and_moves_the_revision_on() {
    var form = form();
    var before = revision(form);
    var answer =
        batch(
            form,
            "{\"updateFormInfo\":{\"info\":{\"title\":\"New\"},\"updateMask\":\"title\"}}",
            QUIZ,
            create(0, "\"itemId\":\"0000000a\","
                + question("\"questionId\":\"0000000b\"," + choice("A", "B"))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("replies").toString())
        .isEqualTo(
            "[{},{},{\"createItem\":{\"itemId\":\"0000000a\",\"questionId\":[\"0000000b\"]}}]");
    assertThat(revision(form)).isNotEqualTo(before);
    assertThat(answer.json().at("/writeControl/requiredRevisionId").asString(""))
        .isEqualTo(revision(form));
  }

  @Test
  void one_bad_request_voids_the_batch() {
    var form = form();
    var before = get("/sandbox/google/v1/forms/" + form).json();
    var answer =
        batch(form, create(0, question(choice("A", "B"))), create(0, question(choice("A", "A"))));
    assertThat(answer.json().at("/error/message").asString(""))
        .isEqualTo("Invalid requests[1].createItem: Duplicate option value: A");
    assertThat(get("/sandbox/google/v1/forms/" + form).json()).isEqualTo(before);
  }

  @Test
  void a_batch_on_an_old_revision_is_refused() {
    var form = form();
    var old = revision(form);
    batch(form, QUIZ);
    var body =
        "{\"requests\":[%s],\"writeControl\":{\"requiredRevisionId\":\"%s\"}}".formatted(QUIZ, old);
    var answer = post("/sandbox/google/v1/forms/" + form + ":batchUpdate", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/status").asString("")).isEqualTo("FAILED_PRECONDITION");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock = """
          "title":"a\\nb",Q{C}                                                    | .createItem: Displayed text cannot contain newlines: item.title
          Q{"choiceQuestion":{"type":"RADIO","options":[{"value":"a\\rb"}]}}      | .createItem: Displayed text cannot contain newlines: option.value
          Q{C,"grading":{"pointValue":1,"correctAnswers":{"answers":[{"value":"a"}]}}} | .createItem: Invalid grading, the correct answer 'a' is not an option.
          Q{C,"grading":{"correctAnswers":{"answers":[{"value":"A"}]}}}           | .createItem: Invalid grading, point_value is required with correct_answers.
          Q{C,"grading":{"pointValue":-1}}                                        | .createItem: Invalid grading, point_value must not be negative.
          Q{C,"grading":{"pointValue":1,"whenRight":{"text":"x"}}}                | .createItem: Invalid grading, when_right and when_wrong can only be set for multiple choice questions that have correct answers provided.
          Q{C,"grading":{"pointValue":1,"correctAnswers":{"answers":[{"value":"A"}]},"generalFeedback":{"text":"x"}}} | .createItem: Invalid grading, general_feedback cannot be set for automatically graded multiple choice questions.
          Q{"choiceQuestion":{"type":"RADIO"}}                                    | .createItem: A choice question must have at least one option.
          Q{"choiceQuestion":{"type":"RADIO","options":[{"value":" "}]}}          | .createItem: The value of an option must not be empty.
          Q{"choiceQuestion":{"type":"RADIO","options":[{"value":"a","isOther":true}]}} | .createItem: Cannot set option.value or option.image when option.isOther is true
          Q{"choiceQuestion":{"type":"DROP_DOWN","options":[{"isOther":true}]}}   | .createItem: The option "other" is allowed for RADIO and CHECKBOX questions only.
          Q{"choiceQuestion":{"type":"RADIO","options":[{"value":"a","goToAction":"SUBMIT_FORM"},{"value":"b"}]}} | .createItem: Invalid Options, Either all or no options should be go to enabled
          Q{"choiceQuestion":{"type":"RADIO","options":[{"value":"a","goToSectionId":"12"}]}} | .createItem: There is no section with the item ID '12' in this form.
          Q{"scaleQuestion":{"low":2,"high":5}}                                   | .createItem: A scale goes from 0 or 1 to a number between 2 and 10.
          Q{"fileUploadQuestion":{"folderId":"x"}}                                | .createItem: Creation of file upload questions is not supported.
          "title":"nothing"                                                       | .createItem: Exactly one kind of item must be set.
          """)
  void an_item_that_breaks_a_rule_is_refused_with_its_place_in_the_batch(String item,
      String message) {
    var json =
        item.replace("Q{", "\"questionItem\":{\"question\":{").replace("C", choice("A", "B"));
    if (item.contains("Q{")) {
      json += "}";
    }
    var answer = batch(form(), QUIZ, create(0, json));
    assertThat(answer.json().at("/error/message").asString(""))
        .isEqualTo("Invalid requests[1]" + message);
  }

  @Test
  void grading_needs_a_quiz_and_goes_with_it() {
    var form = form();
    var graded =
        create(0, question(choice("A", "B")
            + ",\"grading\":{\"pointValue\":1,\"correctAnswers\":{\"answers\":[{\"value\":\"A\"}]}}"));
    assertThat(batch(form, graded).json().at("/error/message").asString(""))
        .isEqualTo(
            "Invalid requests[0]: Invalid grading, grading cannot be set on a form that has no grading settings.");

    assertThat(batch(form, QUIZ, graded).status()).isEqualTo(200);
    assertThat(content(form).at("/items/0/questionItem/question").has("grading")).isTrue();
    batch(form, QUIZ.replace("true", "false"));
    assertThat(content(form).at("/items/0/questionItem/question").has("grading")).isFalse();
  }

  @Test
  void a_place_outside_the_form_and_a_missing_mask_are_refused() {
    var form = form();
    assertThat(
        batch(form, create(1, question(choice("A", "B")))).json().at("/error/message").asString(""))
        .isEqualTo(
            "Invalid requests[0].createItem: location.index 1 is out of bounds, it must be in the range 0 to 0");
    assertThat(batch(form, "{\"deleteItem\":{\"location\":{\"index\":0}}}").json()
        .at("/error/message")
        .asString(""))
        .isEqualTo(
            "Invalid requests[0].deleteItem: There is no item at this location: the form has none.");
    assertThat(batch(form, "{\"updateFormInfo\":{\"info\":{\"title\":\"x\"}}}").json()
        .at("/error/message")
        .asString(""))
        .isEqualTo("Invalid requests[0].updateFormInfo: update_mask is required.");
    assertThat(
        batch(form,
            "{\"updateFormInfo\":{\"info\":{\"documentTitle\":\"x\"},\"updateMask\":\"documentTitle\"}}")
            .json()
            .at("/error/message")
            .asString(""))
        .isEqualTo(
            "Invalid requests[0].updateFormInfo: document_title can be set on create but is read-only in subsequent requests");
  }

  @Test
  void an_id_is_used_once_in_a_form() {
    var item = "\"itemId\":\"0000000a\"," + question(choice("A", "B"));
    assertThat(
        batch(form(), create(0, item), create(1, item)).json().at("/error/message").asString(""))
        .isEqualTo(
            "Invalid requests[1].createItem: The ID '0000000a' is already used in this form.");
  }

  @Test
  void a_wide_mask_wipes_the_key_and_a_narrow_one_does_not() {
    var form = form();
    batch(form, QUIZ, create(0,
        question("\"questionId\":\"0b\"," + choice("A", "B") + ",\"grading\":{\"pointValue\":2}")));
    var narrow =
        "{\"updateItem\":{\"item\":{\"title\":\"Renamed\"},\"location\":{\"index\":0},\"updateMask\":\"title\"}}";
    assertThat(batch(form, narrow).status()).isEqualTo(200);
    assertThat(content(form).at("/items/0/questionItem/question/grading/pointValue").asInt())
        .isEqualTo(2);
    var wide =
        "{\"updateItem\":{\"item\":{%s},\"location\":{},\"updateMask\":\"questionItem.question\"}}"
            .formatted(question(choice("A", "B")));
    assertThat(batch(form, wide).status()).isEqualTo(200);
    var question = content(form).at("/items/0/questionItem/question");
    assertThat(question.has("grading")).isFalse();
    assertThat(question.path("questionId").asString("")).isNotEqualTo("0b");
  }

  @Test
  void publishing_needs_both_flags_and_accepting_needs_published() {
    var form = form();
    assertThat(publish(form, "{\"isPublished\":true}").status()).isEqualTo(400);
    assertThat(publish(form, "{\"isPublished\":false,\"isAcceptingResponses\":true}").status())
        .isEqualTo(400);
    var closed = publish(form, "{\"isPublished\":true,\"isAcceptingResponses\":false}");
    assertThat(closed.json().path("publishSettings").toString())
        .isEqualTo("{\"publishState\":{\"isPublished\":true}}");
  }

  private Page publish(String form, String state) {
    return post(
        "/sandbox/google/v1/forms/" + form + ":setPublishSettings",
        "{\"publishSettings\":{\"publishState\":%s},\"updateMask\":\"publishState\"}"
            .formatted(state));
  }

  private String form() {
    return post("/sandbox/google/v1/forms?unpublished=true", "{\"info\":{\"title\":\"T\"}}").json()
        .path("formId")
        .asString("");
  }

  private JsonNode content(String form) {
    return get("/sandbox/google/v1/forms/" + form).json();
  }

  private String revision(String form) {
    return content(form).path("revisionId").asString("");
  }

  private Page batch(String form, String... requests) {
    return post(
        "/sandbox/google/v1/forms/" + form + ":batchUpdate",
        "{\"requests\":[" + String.join(",", requests) + "]}");
  }

  private static String create(int index, String item) {
    return "{\"createItem\":{\"item\":{%s},\"location\":{\"index\":%d}}}".formatted(item, index);
  }

  private static String question(String question) {
    return "\"questionItem\":{\"question\":{%s}}".formatted(question);
  }

  private static String choice(String... options) {
    var values = java.util.Arrays.stream(options).map("{\"value\":\"%s\"}"::formatted).toList();
    return "\"choiceQuestion\":{\"type\":\"RADIO\",\"options\":[%s]}"
        .formatted(String.join(",", values));
  }
}
