package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LearnerFormTest extends SandboxServer {

  private static final String ITEMS =
      """
      {"requests":[
       {"updateFormInfo":{"info":{"title":"<script>alert(1)</script>","description":"Line 1\\nLine 2"},"updateMask":"*"}},
       {"updateSettings":{"settings":{"quizSettings":{"isQuiz":true},"emailCollectionType":"RESPONDER_INPUT"},"updateMask":"*"}},
       {"createItem":{"location":{"index":0},"item":{"title":"One of two","questionItem":{"question":{"questionId":"a1","required":true,
         "choiceQuestion":{"type":"RADIO","options":[{"value":"=HYPERLINK(\\"x\\")"},{"value":"B & C"}]},
         "grading":{"pointValue":2,"correctAnswers":{"answers":[{"value":"B & C"}]},"whenRight":{"text":"Well done"},"whenWrong":{"text":"Read again"}}}}}}},
       {"createItem":{"location":{"index":1},"item":{"title":"Two of three","questionItem":{"question":{"questionId":"b2",
         "choiceQuestion":{"type":"CHECKBOX","options":[{"value":"x"},{"value":"y"},{"value":"z"}]},
         "grading":{"pointValue":3,"correctAnswers":{"answers":[{"value":"x"},{"value":"z"}]}}}}}}},
       {"createItem":{"location":{"index":2},"item":{"title":"Why?","questionItem":{"question":{"questionId":"c3","textQuestion":{"paragraph":true}}}}}}]}
      """;

  private String form = "";
  private String link = "";

  @BeforeEach
  void a_quiz() {
    var made = post("/sandbox/google/v1/forms", "{\"info\":{\"title\":\"T\"}}").json();
    form = made.path("formId").asString("");
    link = made.path("responderUri").asString("");
    assertThat(post("/sandbox/google/v1/forms/" + form + ":batchUpdate", ITEMS).status())
        .isEqualTo(200);
  }

  @Test
  void the_form_has_an_input_for_each_question_and_treats_names_as_data() {
    var page = get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("method=\"post\"", "name=\"email\"", "name=\"a1\"",
            "value=\"=HYPERLINK(&quot;x&quot;)\"")
        .contains("value=\"B &amp; C\"", "name=\"b2\"", "type=\"checkbox\"", "name=\"c3\"",
            "Sandbox")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
    assertThat(bytes(link).headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
  }

  @Test
  void a_response_is_graded_and_a_wrong_answer_looks_like_an_ungraded_one() {
    var page = submit(link, Map.of("email", List.of("L@example.org"), "a1", List.of("B & C"), "b2",
        List.of("x"), "c3", List.of("Because")));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Your response has been recorded.", "2 / 5");

    var response = onlyResponse();
    assertThat(response.path("respondentEmail").asString("")).isEqualTo("L@example.org");
    assertThat(response.path("totalScore").asDouble()).isEqualTo(2);
    assertThat(response.has("formId")).isFalse();
    assertThat(answer(response, "a1"))
        .isEqualTo(
            """
            {"questionId":"a1","textAnswers":{"answers":[{"value":"B & C"}]},\
            "grade":{"score":2.0,"correct":true,"feedback":{"text":"Well done"}}}""");
    assertThat(answer(response, "b2"))
        .isEqualTo(
            "{\"questionId\":\"b2\",\"textAnswers\":{\"answers\":[{\"value\":\"x\"}]},\"grade\":{}}");
    assertThat(answer(response, "c3"))
        .isEqualTo(
            "{\"questionId\":\"c3\",\"textAnswers\":{\"answers\":[{\"value\":\"Because\"}]},\"grade\":{}}");
    var single = get("/sandbox/google/v1/forms/%s/responses/%s".formatted(form,
        response.path("responseId").asString("")));
    assertThat(single.json().path("formId").asString("")).isEqualTo(form);
  }

  @Test
  void a_checkbox_answer_counts_with_exactly_the_right_options_in_any_order() {
    submit(link, Map.of("email", List.of("l@example.org"), "a1", List.of("=HYPERLINK(\"x\")"), "b2",
        List.of("z", "x")));
    var response = onlyResponse();
    assertThat(response.path("totalScore").asDouble()).isEqualTo(3);
    assertThat(response.path("answers").has("c3")).isFalse();
    assertThat(response.at("/answers/a1/grade").toString())
        .isEqualTo("{\"feedback\":{\"text\":\"Read again\"}}");
  }

  @Test
  void what_is_missing_or_no_option_is_marked_and_what_was_typed_is_kept() {
    var page = submit(link,
        Map.of("email", List.of(""), "b2", List.of("x", "q"), "c3", List.of("My <b>words</b>")));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body())
        .contains("This is a required question", "This is not one of the options",
            "A valid email address is required")
        .contains("My &lt;b&gt;words&lt;/b&gt;", "value=\"x\" checked");
    assertThat(responses().toString()).isEqualTo("{}");
  }

  @Test
  void only_published_readers_may_answer_once_the_link_for_everybody_is_gone() throws IOException {
    var named = new Permission().setType("user")
        .setRole("reader")
        .setView("published")
        .setEmailAddress("in@example.org");
    drive().permissions().create(form, named).setSendNotificationEmail(false).execute();
    drive().permissions().delete(form, "anyoneWithLink").execute();

    var refused = submit(link, Map.of("email", List.of("out@example.org"), "a1", List.of("B & C")));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("This address may not answer this form", "out@example.org");
    assertThat(
        submit(link, Map.of("email", List.of("IN@example.org"), "a1", List.of("B & C"))).status())
        .isEqualTo(200);
    assertThat(
        submit(link, Map.of("email", List.of("in@example.org"), "a1", List.of("B & C"))).status())
        .isEqualTo(200);
    assertThat(responses().path("responses").size()).isEqualTo(2);
  }

  @Test
  void a_form_that_is_closed_unpublished_or_trashed_takes_nothing() throws IOException {
    var inputs = Map.of("email", List.of("l@example.org"), "a1", List.of("B & C"));
    publish(true, false);
    assertThat(bytes(link).headers().firstValue("Location").orElse("")).endsWith("closedform");
    assertThat(get(link.replace("viewform", "closedform")).body())
        .contains("no longer accepting responses");
    assertThat(submit(link, inputs).status()).isEqualTo(403);
    publish(false, false);
    assertThat(get(link).status()).isEqualTo(401);
    assertThat(submit(link, inputs).status()).isEqualTo(401);
    publish(true, true);
    drive().files().update(form, new File().setTrashed(true)).execute();
    assertThat(submit(link, inputs).status()).isEqualTo(404);
    assertThat(get(link.replace("1FAIpQL", "1FAIpQM")).status()).isEqualTo(404);
    assertThat(responses().toString()).isEqualTo("{}");
  }

  @Test
  void responses_are_filtered_by_time_and_come_in_pages() {
    for (int i = 0; i < 3; i++) {
      submit(link, Map.of("email", List.of("l@example.org"), "a1", List.of("B & C")));
    }
    var all = responses().path("responses");
    var second = all.get(1).path("lastSubmittedTime").asString("");
    assertThat(list("?filter=timestamp%20%3E%20" + second).path("responses").size()).isEqualTo(1);
    assertThat(list("?filter=timestamp%20%3E%3D%20" + second).path("responses").size())
        .isEqualTo(2);
    var first = list("?pageSize=2");
    assertThat(first.path("responses").size()).isEqualTo(2);
    var token = first.path("nextPageToken").asString("");
    assertThat(list("?pageSize=2&pageToken=" + token).path("responses").size()).isEqualTo(1);
    assertThat(list("?pageToken=" + token + "&filter=timestamp%20%3E%20" + second).at("/error/code")
        .asInt()).isEqualTo(400);
    assertThat(list("?filter=score%20%3E%203").at("/error/code").asInt()).isEqualTo(400);
  }

  private void publish(boolean isPublished, boolean isAccepting) {
    var body =
        "{\"publishSettings\":{\"publishState\":{\"isPublished\":%b,\"isAcceptingResponses\":%b}},\"updateMask\":\"*\"}"
            .formatted(isPublished, isAccepting);
    assertThat(post("/sandbox/google/v1/forms/" + form + ":setPublishSettings", body).status())
        .isEqualTo(200);
  }

  private JsonNode list(String query) {
    return get("/sandbox/google/v1/forms/%s/responses%s".formatted(form, query)).json();
  }

  private JsonNode responses() {
    return list("");
  }

  private JsonNode onlyResponse() {
    assertThat(responses().path("responses").size()).isEqualTo(1);
    return responses().path("responses").get(0);
  }

  private static String answer(JsonNode response, String question) {
    return response.path("answers").path(question).toString();
  }
}
