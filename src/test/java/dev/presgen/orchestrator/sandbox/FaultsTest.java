package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FaultsTest extends SandboxServer {

  private static final String FORMS = "/sandbox/google/v1/forms";
  private static final String RENDER =
      "{\"report_text\": \"# A\\n- b\", \"slides\": 1, \"request_id\": \"failing\", \"use_cache\": true}";

  @AfterEach
  void mend() {
    assertThat(exchangeOf("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_connection_dropped_before_the_effect_leaves_nothing() {
    plan("{'operation': 'forms.create', 'fault': 'drop'}");
    assertThatThrownBy(() -> post(FORMS, titled("Never"))).hasCauseInstanceOf(IOException.class);
    assertThat(titles()).doesNotContain("Never");
  }

  @Test
  void a_connection_dropped_after_the_effect_loses_only_the_reply() {
    plan("{'operation': 'forms.create', 'fault': 'drop', 'when': 'after', 'times': 1}");
    assertThatThrownBy(() -> post(FORMS, titled("Lost"))).hasCauseInstanceOf(IOException.class);
    assertThat(titles()).containsOnlyOnce("Lost");
    assertThat(post(FORMS, titled("Heard")).status()).isEqualTo(200);
    var calls = get("/sandbox/state").json().path("calls").valueStream().toList();
    assertThat(calls.subList(calls.size() - 2, calls.size()))
        .extracting(call -> call.path("status").asInt())
        .containsExactly(0, 200);
  }

  @Test
  void an_error_after_the_effect_hides_that_it_was_done() {
    plan("{'operation': 'forms.create', 'fault': 'status', 'status': 500, 'when': 'after'}");
    assertThat(post(FORMS, titled("Hidden")).json())
        .isEqualTo(
            json(
                """
                {"error": {"code": 500, "message": "The sandbox was asked to refuse this.",
                           "status": "INTERNAL"}}
                """));
    assertThat(titles()).contains("Hidden");
  }

  @Test
  void a_refusal_is_in_the_envelope_of_its_service() {
    plan("{'fault': 'status', 'status': 503, 'message': 'Down.'}");
    assertThat(get("/sandbox/google/drive/v3/files").json())
        .isEqualTo(
            json(
                """
                {"error": {"code": 503, "message": "Down.", "errors": [
                  {"message": "Down.", "domain": "global", "reason": "backendError"}]}}
                """));
    assertThat(get("/sandbox/google/v4/spreadsheets/x").json())
        .isEqualTo(
            json(
                """
                {"error": {"code": 503, "message": "Down.", "status": "UNAVAILABLE"}}
                """));
    assertThat(get("/sandbox/core/healthz").json()).isEqualTo(json("{\"detail\": \"Down.\"}"));
    assertThat(post("/sandbox/slack/x", "{}")).isEqualTo(new Page(503, "Down."));
    assertThat(post("/sandbox/google/token", "").json())
        .isEqualTo(
            json(
                """
                {"error": "internal_failure", "error_description": "Down."}
                """));
  }

  @Test
  void a_quota_can_be_refused_with_and_without_a_time_to_wait() {
    plan(
        """
        {'operation': 'forms.get', 'fault': 'status', 'status': 429, 'retryAfter': 7, 'times': 1},
        {'operation': 'forms.get', 'fault': 'status', 'status': 429}""");
    var first = exchangeOf("GET", FORMS + "/x", "");
    var second = exchangeOf("GET", FORMS + "/x", "");
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(second.headers().firstValue("Retry-After")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(json(second.body()).at("/error/details/0/reason").asString())
        .isEqualTo("RATE_LIMIT_EXCEEDED");
  }

  @Test
  void a_body_can_be_a_page_or_no_json_or_end_in_the_middle_or_not_at_all() {
    plan(
        """
        {'operation': 'healthz', 'fault': 'html', 'times': 1},
        {'operation': 'healthz', 'fault': 'malformed', 'times': 1},
        {'operation': 'healthz', 'fault': 'truncated', 'when': 'after', 'times': 1},
        {'operation': 'healthz', 'fault': 'endless', 'atMost': '300ms', 'times': 1}""");
    var health = "/sandbox/core/healthz";
    var page = exchangeOf("GET", health, "");
    assertThat(page.statusCode()).isEqualTo(502);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(get(health)).isEqualTo(new Page(200, "{\"id\": <oops>"));
    assertThatThrownBy(() -> get(health)).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> get(health)).hasCauseInstanceOf(IOException.class);
    assertThat(get(health)).isEqualTo(new Page(200, "{\"ok\":true}"));
  }

  @Test
  void presgen_fails_with_status_200_and_nothing_is_made() {
    plan("{'service': 'core', 'operation': 'render', 'fault': 'failure', 'message': 'No GPU.'}");
    var failed = post("/sandbox/core/render", RENDER);
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.json().path("success").asBoolean(true)).isFalse();
    assertThat(failed.json().path("error").asString()).isEqualTo("No GPU.");
    assertThat(get("/sandbox/state").json().path("decks").valueStream())
        .noneMatch(deck -> deck.path("requestId").asString("").equals("failing"));
  }

  @Test
  void a_rule_lets_the_first_pass_and_ends_after_its_times() {
    plan("{'path': '.*/healthz', 'fault': 'status', 'status': 500, 'skip': 1, 'times': 2}");
    assertThat(healths(5)).containsExactly(200, 500, 500, 200, 200);
    assertThat(get("/sandbox/faults").json().path("rules").path(0))
        .isEqualTo(
            json(
                """
                {"path": ".*/healthz", "fault": "status", "status": 500, "skip": 1, "times": 2,
                 "seen": 5, "hits": 2}
                """));
  }

  @Test
  void the_same_seed_gives_the_same_course() {
    var rule = "{'operation': 'healthz', 'fault': 'status', 'status': 500, 'probability': 0.5}";
    plan(rule);
    var first = healths(20);
    plan(rule);
    assertThat(healths(20)).isEqualTo(first).contains(200, 500);
  }

  @Test
  void a_rule_can_mean_calls_by_what_their_body_says() {
    plan("{'operation': 'files.create', 'body': 'apps.form', 'fault': 'html'}");
    var files = "/sandbox/google/drive/v3/files";
    assertThat(post(files, "{\"mimeType\": \"application/vnd.google-apps.form\"}").status())
        .isEqualTo(502);
    assertThat(post(files, "{\"mimeType\": \"application/vnd.google-apps.folder\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"',
      textBlock = """
          {'rules': [{}]}                                              | /rules/0/fault
          {'rules': [{'fault': 'fire'}]}                               | /rules/0/fault
          {'rules': [{'fault': 'drop'}, {'fault': 'status'}]}          | /rules/1/status
          {'rules': [{'fault': 'status', 'status': 200}]}              | /rules/0/status
          {'rules': [{'fault': 'drop', 'colour': 'red'}]}              | /rules/0/colour
          {'rules': [{'fault': 'drop', 'probability': 0}]}             | /rules/0/probability
          {'rules': [{'fault': 'drop', 'path': '['}]}                  | /rules/0/path
          {'rules': [{'fault': 'drop', 'service': 'gmail'}]}           | /rules/0/service
          {'rules': [{'fault': 'delay', 'delay': 'long'}]}             | /rules/0/delay
          {'rules': [{'fault': 'failure', 'service': 'google-forms'}]} | /rules/0/service
          {'situations': ['rain']}                                     | /situations/0
          {'situations': ['api-disabled:gmail']}                       | /situations/0
          {'listingLag': {'files': {'x': '-1s'}}}                      | /listingLag/files/x
          {'fault': 'drop'}                                            | /fault
          []                                                           | ""
          """)
  void a_bad_plan_is_refused_by_the_name_of_its_field_and_changes_nothing(
      String plan, String pointer) {
    plan("{'operation': 'healthz', 'fault': 'html'}");
    var answer = exchangeOf("PUT", "/sandbox/faults", plan.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer.body()).path("pointer").asString()).isEqualTo(pointer);
    assertThat(get("/sandbox/faults").json().path("rules").size()).isEqualTo(1);
  }

  private void plan(String rules) {
    var plan = "{'seed': 3, 'rules': [%s]}".formatted(rules).replace('\'', '"');
    var answer = exchangeOf("PUT", "/sandbox/faults", plan);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private List<Integer> healths(int many) {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < many; i++) {
      statuses.add(get("/sandbox/core/healthz").status());
    }
    return statuses;
  }

  private List<String> titles() {
    return get("/sandbox/state").json()
        .path("forms")
        .valueStream()
        .map(form -> form.path("title").asString(""))
        .toList();
  }

  private static String titled(String title) {
    return "{\"info\": {\"title\": \"%s\"}}".formatted(title);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
