package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.presgen.orchestrator.adapters.google.GoogleProperties.EmailCollection;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Current;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.CurrentQuestion;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.FormText;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Response;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GoogleFormsTest {
  private static final String FORM = "/v1/forms/f1";
  private static final String BATCH = FORM + ":batchUpdate";
  private static final String PUBLISH = FORM + ":setPublishSettings";
  private static final String PERMISSIONS = "/drive/v3/files/f1/permissions";
  private static final FormText TEXT = new FormText("Practice\nexam", "24 questions");

  private static final Assessment ASSESSMENT =
      new Assessment(
          "Practice exam",
          "bank",
          List.of(
              question("sec-01", "Which  one?\nThink.", option("A", true), option("B\r\nb", false)),
              question(
                  "sec-02",
                  "Which two? (Choose two.)",
                  option("C", true),
                  option("D", false),
                  option("E", true))));

  private static final String EMPTY =
      """
      {"formId": "f1", "revisionId": "r1", "responderUri": "https://forms/f1/viewform",
       "info": {"documentTitle": "Quiz"},
       "items": [{"itemId": "0", "questionItem": {"question": {"questionId": "00",
         "choiceQuestion": {"type": "RADIO", "options": [{"value": "Option 1"}]}}}}]}
      """;
  private static final String FILLED =
      """
      {"formId": "f1", "revisionId": "r2", "responderUri": "https://forms/f1/viewform",
       "items": [
        {"itemId": "1", "title": "Which one? Think.", "questionItem": {"question": {
          "questionId": "q1", "choiceQuestion": {"type": "RADIO",
          "options": [{"value": "A"}, {"value": "B b"}]}}}},
        {"itemId": "2", "title": "Which two? (Choose two.)", "questionItem": {"question": {
          "questionId": "q2", "choiceQuestion": {"type": "CHECKBOX",
          "options": [{"value": "C"}, {"value": "D"}, {"value": "E"}]}}}}]}
      """;
  private static final String REPLIES =
      """
      {"replies": [{}, {}, {},
        {"createItem": {"itemId": "1", "questionId": ["q1"]}},
        {"createItem": {"itemId": "2", "questionId": ["q2"]}}],
       "writeControl": {"requiredRevisionId": "r2"}}
      """;
  private static final String STALE =
      """
      {"error": {"code": 400, "status": "FAILED_PRECONDITION", "message": "Revision mismatch"}}
      """;
  private static final Map<String, String> IDS = Map.of("q1", "sec-01", "q2", "sec-02");

  private final GoogleStub google = new GoogleStub();
  private final GoogleForms forms =
      new GoogleForms(google.calls, new Sharing(google.calls), EmailCollection.RESPONDER_INPUT);

  private static Question question(String id, String stem, Option... options) {
    return new Question(
        id,
        "domain",
        "skill",
        CognitiveLevel.APPLY,
        Difficulty.INTERMEDIATE,
        stem,
        List.of(options));
  }

  private static Option option(String text, boolean right) {
    return new Option(text, right, "because " + text);
  }

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  private static Object json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static ResponseDefinitionBuilder status(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  private static Form form(String revision) {
    return new Form("f1", "https://forms/f1/viewform", revision, IDS);
  }

  private void formIs(String first, String afterwards) {
    google.server.stubFor(
        get(urlPathEqualTo(FORM))
            .inScenario("form")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson(first))
            .willSetStateTo("seen"));
    google.server.stubFor(
        get(urlPathEqualTo(FORM))
            .inScenario("form")
            .whenScenarioStateIs("seen")
            .willReturn(okJson(afterwards)));
  }

  @Test
  void an_empty_form_is_filled_in_one_change_that_its_revision_guards() {
    formIs(EMPTY, FILLED);
    google.server.stubFor(post(urlPathEqualTo(BATCH)).willReturn(okJson(REPLIES)));

    assertThat(forms.fill("f1", TEXT, ASSESSMENT)).isEqualTo(StepResult.done(form("r2")));
    assertThat(google.sent()).containsExactly("GET " + FORM, "POST " + BATCH);
    assertThat(json(google.body(1)))
        .isEqualTo(
            json(
                """
                {"writeControl": {"requiredRevisionId": "r1"}, "requests": [
                  {"updateFormInfo": {"info": {"title": "Practice exam",
                    "description": "24 questions"}, "updateMask": "title,description"}},
                  {"updateSettings": {"settings": {"quizSettings": {"isQuiz": true},
                    "emailCollectionType": "RESPONDER_INPUT"},
                    "updateMask": "quizSettings.isQuiz,emailCollectionType"}},
                  {"deleteItem": {"location": {"index": 0}}},
                  {"createItem": {"location": {"index": 0}, "item": {"title": "Which one? Think.",
                    "questionItem": {"question": {"required": false,
                      "choiceQuestion": {"type": "RADIO",
                        "options": [{"value": "A"}, {"value": "B b"}]},
                      "grading": {"pointValue": 1,
                        "correctAnswers": {"answers": [{"value": "A"}]},
                        "whenRight": {"text": "Right: domain, skill"},
                        "whenWrong": {"text": "To review: domain, skill"}}}}}}},
                  {"createItem": {"location": {"index": 1},
                    "item": {"title": "Which two? (Choose two.)",
                    "questionItem": {"question": {"required": false,
                      "choiceQuestion": {"type": "CHECKBOX",
                        "options": [{"value": "C"}, {"value": "D"}, {"value": "E"}]},
                      "grading": {"pointValue": 1, "correctAnswers":
                        {"answers": [{"value": "C"}, {"value": "E"}]},
                        "whenRight": {"text": "Right: domain, skill"},
                        "whenWrong": {"text": "To review: domain, skill"}}}}}}}]}
                """));
  }

  @Test
  void a_form_that_asks_the_questions_already_is_left_as_it_is() {
    formIs(FILLED, FILLED);

    assertThat(forms.fill("f1", TEXT, ASSESSMENT)).isEqualTo(StepResult.done(form("r2")));
    assertThat(google.sent()).containsExactly("GET " + FORM);
  }

  @Test
  void a_lost_reply_is_unknown_and_cleared_up_by_filling_again() {
    formIs(EMPTY, FILLED);
    google.server.stubFor(
        post(urlPathEqualTo(BATCH)).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThat(forms.fill("f1", TEXT, ASSESSMENT))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class));
    assertThat(forms.fill("f1", TEXT, ASSESSMENT)).isEqualTo(StepResult.done(form("r2")));
    assertThat(google.sent()).containsExactly("GET " + FORM, "POST " + BATCH, "GET " + FORM);
  }

  @Test
  void a_form_is_not_read_for_a_write_that_has_to_wait() {
    formIs(EMPTY, EMPTY);
    google.server.stubFor(
        post(urlPathEqualTo(BATCH)).willReturn(status(429, "{}").withHeader("Retry-After", "60")));

    for (int time = 0; time < 3; time++) {
      assertThat(forms.fill("f1", TEXT, ASSESSMENT))
          .isInstanceOfSatisfying(
              StepResult.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.Throttled.class));
    }
    assertThat(google.sent()).containsExactly("GET " + FORM, "POST " + BATCH);
  }

  @Test
  void a_replay_that_is_refused_because_it_has_landed_is_a_success() {
    formIs(EMPTY, FILLED);
    google.server.stubFor(post(urlPathEqualTo(BATCH)).willReturn(status(400, STALE)));

    assertThat(forms.fill("f1", TEXT, ASSESSMENT)).isEqualTo(StepResult.done(form("r2")));
  }

  @Test
  void a_form_that_somebody_else_has_changed_is_looked_at_again_later() {
    formIs(EMPTY, EMPTY.replace("r1", "r9"));
    google.server.stubFor(post(urlPathEqualTo(BATCH)).willReturn(status(400, STALE)));

    assertThat(forms.fill("f1", TEXT, ASSESSMENT))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient("The form was changed while it was being filled.")));
  }

  @Test
  void a_question_that_google_refuses_is_told_in_googles_words() {
    formIs(EMPTY, EMPTY);
    google.server.stubFor(
        post(urlPathEqualTo(BATCH))
            .willReturn(
                status(
                    400,
                    """
                    {"error": {"code": 400, "status": "INVALID_ARGUMENT",
                      "message": "Invalid requests[3].createItem: Displayed text cannot contain newlines"}}
                    """)));

    assertThat(forms.fill("f1", TEXT, ASSESSMENT))
        .isEqualTo(
            StepResult.failed(
                new Failure.Permanent(
                    "QUESTION_REFUSED",
                    "Question sec-01: Google Forms, forms.batchUpdate: 400 INVALID_ARGUMENT: Invalid"
                        + " requests[3].createItem: Displayed text cannot contain newlines",
                    "Look at Google's words, mend the item in its bank and start the run"
                        + " again.")));
  }

  @Test
  void somebody_elses_questions_are_never_deleted() {
    formIs(FILLED.replace("Which", "What"), FILLED);

    assertThat(forms.fill("f1", TEXT, ASSESSMENT))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure())
                .isInstanceOfSatisfying(
                    Failure.Permanent.class,
                    permanent -> assertThat(permanent.code()).isEqualTo("FORM_NOT_EMPTY")));
  }

  @Test
  void options_that_look_the_same_are_refused_before_anything_is_sent() {
    var twins =
        new Assessment(
            "t", "b", List.of(question("x-1", "?", option("a b", true), option("a\nb", false))));

    assertThat(forms.fill("f1", TEXT, twins))
        .isEqualTo(
            StepResult.refused(
                "QUESTION_REFUSED",
                "Question x-1 has two options that look the same on one line.",
                "Mend the item in its bank and start the run again."));
    assertThat(google.sent()).isEmpty();
  }

  @Test
  void a_form_is_opened_to_the_learner_alone() {
    formIs(FILLED.replace("r2", "r3"), FILLED);
    google.server.stubFor(post(urlPathEqualTo(PERMISSIONS)).willReturn(okJson("{\"id\": \"p1\"}")));
    google.server.stubFor(
        delete(urlPathEqualTo(PERMISSIONS + "/anyoneWithLink")).willReturn(status(204, "")));
    google.server.stubFor(post(urlPathEqualTo(PUBLISH)).willReturn(okJson("{}")));

    assertThat(forms.publish(form("r2"), new Reader.Person("ada@example.org")))
        .isEqualTo(StepResult.done(form("r2")));
    assertThat(google.sent())
        .containsExactly(
            "POST " + PERMISSIONS,
            "DELETE " + PERMISSIONS + "/anyoneWithLink",
            "POST " + PUBLISH);
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"type": "user", "role": "reader", "view": "published",
                 "emailAddress": "ada@example.org"}
                """));
    assertThat(json(google.body(2)))
        .isEqualTo(
            json(
                """
                {"publishSettings": {"publishState":
                  {"isPublished": true, "isAcceptingResponses": true}}, "updateMask": "publishState"}
                """));
  }

  @Test
  void a_form_is_opened_to_everybody_only_when_that_is_asked_for() {
    formIs(FILLED, FILLED);
    google.server.stubFor(
        post(urlPathEqualTo(PERMISSIONS)).willReturn(okJson("{\"id\": \"anyoneWithLink\"}")));
    google.server.stubFor(post(urlPathEqualTo(PUBLISH)).willReturn(okJson("{}")));

    assertThat(forms.publish(form("r2"), new Reader.Anyone()))
        .isEqualTo(StepResult.done(form("r2")));
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"type": "anyone", "role": "reader", "view": "published"}
                """));
  }

  @Test
  void a_form_is_closed_and_one_that_is_gone_is_closed() {
    google.server.stubFor(post(urlPathEqualTo(PUBLISH)).willReturn(okJson("{}")));
    google.server.stubFor(
        post(urlPathEqualTo("/v1/forms/f2:setPublishSettings"))
            .willReturn(status(404, "{\"error\": {\"code\": 404, \"status\": \"NOT_FOUND\"}}")));

    assertThat(forms.close("f1")).isEqualTo(StepResult.done("f1"));
    assertThat(forms.close("f2")).isEqualTo(StepResult.done("f2"));
    assertThat(json(google.body(0)))
        .isEqualTo(
            json(
                """
                {"publishSettings": {"publishState":
                  {"isPublished": true, "isAcceptingResponses": false}}, "updateMask": "publishState"}
                """));
  }

  @Test
  void responses_are_read_page_by_page_and_sorted_by_instant() {
    google.server.stubFor(
        get(urlPathEqualTo(FORM + "/responses"))
            .willReturn(
                okJson(
                    """
                    {"nextPageToken": "p2", "responses": [
                      {"responseId": "late", "lastSubmittedTime": "2026-11-21T10:00:00.791497Z",
                       "respondentEmail": " Ada@Example.ORG", "totalScore": 1, "answers": {
                        "q1": {"questionId": "q1", "grade": {"score": 1, "correct": true},
                          "textAnswers": {"answers": [{"value": "A"}]}},
                        "q2": {"questionId": "q2", "grade": {},
                          "textAnswers": {"answers": [{"value": "C"}, {"value": "E"}]}}}}]}
                    """)));
    google.server.stubFor(
        get(urlPathEqualTo(FORM + "/responses"))
            .withQueryParam("pageToken", equalTo("p2"))
            .willReturn(
                okJson(
                    """
                    {"responses": [
                      {"responseId": "early", "createTime": "2026-11-21T10:00:00Z",
                       "lastSubmittedTime": "2026-11-21T10:00:00.791Z"}]}
                    """)));

    assertThat(forms.responses("f1"))
        .isEqualTo(
            StepResult.done(
                List.of(
                    new Response("early", Instant.parse("2026-11-21T10:00:00.791Z"), "", Map.of()),
                    new Response(
                        "late",
                        Instant.parse("2026-11-21T10:00:00.791497Z"),
                        "ada@example.org",
                        Map.of("q1", List.of("A"), "q2", List.of("C", "E"))))));
    // Twice: what came while the pages were turned is looked for.
    assertThat(google.query(2, "filter")).isEqualTo("timestamp >= 2026-11-21T10:00:00.791497Z");
  }

  private static String responses(String next, String... ids) {
    return "{%s\"responses\": [%s]}"
        .formatted(
            next.isEmpty() ? "" : "\"nextPageToken\": \"" + next + "\", ",
            Stream.of(ids)
                .map(id -> "{\"responseId\": \"%s\", \"lastSubmittedTime\": \"%s\"}"
                    .formatted(id, "2026-11-21T10:00:0" + id.substring(1) + "Z"))
                .collect(Collectors.joining(", ")));
  }

  @Test
  void what_comes_while_pages_are_turned_is_found_and_counted_once() {
    var path = urlPathEqualTo(FORM + "/responses");
    google.server.stubFor(get(path).willReturn(okJson(responses("p2", "r1", "r2"))));
    google.server.stubFor(
        get(path)
            .withQueryParam("pageToken", equalTo("p2"))
            .willReturn(okJson(responses("", "r2", "r3"))));
    for (String known : List.of("3", "5")) {
      google.server.stubFor(
          get(path)
              .withQueryParam("filter", equalTo("timestamp >= 2026-11-21T10:00:0" + known + "Z"))
              .willReturn(okJson(responses("", known.equals("3") ? "r3" : "r5", "r5"))));
    }

    assertThat(((StepResult.Done<List<Response>>) forms.responses("f1")).output())
        .extracting(Response::id)
        .containsExactly("r1", "r2", "r3", "r5");
    assertThat(google.sent()).hasSize(4);
  }

  @Test
  void a_form_without_responses_has_none() {
    google.server.stubFor(get(urlPathEqualTo(FORM + "/responses")).willReturn(okJson("{}")));

    assertThat(forms.responses("f1")).isEqualTo(StepResult.done(List.of()));
  }

  @Test
  void a_response_without_an_id_makes_the_answer_unreadable() {
    google.server.stubFor(
        get(urlPathEqualTo(FORM + "/responses"))
            .willReturn(okJson("{\"responses\": [{\"createTime\": \"yesterday\"}]}")));

    assertThat(forms.responses("f1"))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Google Forms gave no usable answer: IOException: the answer is not what was"
                        + " expected")));
  }

  @Test
  void the_form_is_shown_as_it_stands_whatever_a_person_has_added() {
    formIs(
        """
        {"formId": "f1", "revisionId": "r7", "responderUri": "https://forms/f1", "items": [
          {"itemId": "1", "title": "Section", "pageBreakItem": {}},
          {"itemId": "2", "title": "Choose", "questionItem": {"question": {"questionId": "q1",
            "choiceQuestion": {"options": [{"value": "A"}, {"isOther": true}]}}}},
          {"itemId": "3", "questionItem": {"question": {"questionId": "q2", "textQuestion": {}}}},
          {"itemId": "4", "title": "Grid", "questionGroupItem": {
            "questions": [{"questionId": "q3", "rowQuestion": {"title": "row"}}],
            "grid": {"columns": {"type": "RADIO", "options": [{"value": "X"}]}}}}]}
        """,
        EMPTY);

    assertThat(forms.current("f1"))
        .isEqualTo(
            StepResult.done(
                new Current(
                    "r7",
                    List.of(
                        new CurrentQuestion("q1", "Choose", List.of("A")),
                        new CurrentQuestion("q2", "", List.of()),
                        new CurrentQuestion("q3", "Grid", List.of("X"))))));
  }
}
