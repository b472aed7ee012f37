package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.presgen.orchestrator.web.api.request.Cursor;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

  private static final String RUNS = "/api/v1/runs";

  /** Those of the workshop, then those of the studio. */
  private static final String STEPS =
      "MAKE, FILLED, COPIES, POSTERS, PACK, SKETCH, STENCIL, PREPARE, JUDGED, INSPECT, HANG";

  private final ApiServer api = ApiServer.shared();

  @Test
  void everything_that_is_wrong_with_a_start_is_told_at_once() throws Exception {
    var reply =
        api.post(
            RUNS,
            """
            {"workflow": "workshop", "key": 7, "labels": {"a:b": "x", "c": 1},
             "input": {"name": 3}, "colour": "red"}
            """);
    assertThat(reply.refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /key: is a number, must be a string
            pointer /labels/a:b: has a name that is none: 1 to 100 characters without a colon
            pointer /labels/c: is a number, must be a string
            pointer /colour: is not a field here; the fields are workflow, key, input, labels
            pointer /input/name: is missing
            pointer /input/copies: is missing""");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().propertyNames())
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "errors");
  }

  @Test
  void problems_of_the_input_are_pointed_to_from_the_root_of_the_body() throws Exception {
    assertThat(
        api.post(RUNS, "{\"workflow\": \"workshop\", \"input\": {\"copies\": 2}}").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /input/name: is missing");
    assertThat(
        api.post(
            RUNS + "?dryRun=true",
            "{\"workflow\": \"workshop\", \"input\": {\"name\": \"x\"}}").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /input/copies: is missing");
  }

  @Test
  void missing_fields_and_wrong_types_of_a_start_are_named() throws Exception {
    assertAll(
        () -> assertThat(api.post(RUNS, "{}").refusal())
            .isEqualTo(
                "400 INVALID_REQUEST\npointer /workflow: is missing\npointer /input: is missing"),
        () -> assertThat(api.post(RUNS, "[]").refusal())
            .isEqualTo("400 INVALID_REQUEST\npointer : is an array, must be an object"),
        () -> assertThat(
            api.post(RUNS, "{\"workflow\": \"workshop\", \"input\": {}, \"key\": \"a/b\"}")
                .refusal())
            .contains("pointer /key: holds a slash, a backslash or a control character"),
        () -> assertThat(
            api.post(
                RUNS,
                "{\"workflow\": \"workshop\", \"input\": {}, \"key\": \"" + "k".repeat(201)
                    + "\"}")
                .refusal())
            .contains("pointer /key: has 201 characters, at most 200 are allowed"));
  }

  @Test
  void too_many_labels_are_refused() throws Exception {
    var labels =
        String.join(
            ",", IntStream.range(0, 21).mapToObj(i -> "\"l" + i + "\": \"x\"").toList());
    assertThat(
        api.post(
            RUNS,
            "{\"workflow\": \"workshop\", \"input\": {\"name\": \"x\", \"copies\": 1},"
                + " \"labels\": {" + labels + "}}")
            .refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\npointer /labels: has 21 labels, at most 20 are allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
          "{\"a\": | MALFORMED_JSON",
          "{\"a\": 1} x | MALFORMED_JSON",
          "{\"a\": 1, \"a\": 2} | MALFORMED_JSON",
          "{'a': 1} | MALFORMED_JSON",
          "{\"a\": NaN} | MALFORMED_JSON",
          "{\"a\": \"\\ud800\"} | INVALID_REQUEST",
          "{\"a\": \"\\u0000\"} | INVALID_REQUEST",
      })
  void what_is_no_sound_json_is_refused(String body, String code) throws Exception {
    var reply = api.post(RUNS, body);
    assertThat(List.of(reply.status(), reply.text("code"))).isEqualTo(List.of(400, code));
  }

  @Test
  void malformed_json_is_refused_with_line_and_column_and_nothing_of_the_inside()
      throws Exception {
    assertThat(api.post(RUNS, "{\n  \"a\": tru\n}").text("detail"))
        .startsWith("The body cannot be read as JSON. Line 2, column ")
        .doesNotContain("StreamReadFeature", "Source:", "tools.jackson");
    assertThat(api.post(RUNS, "{\"a\": 1, \"a\": 2}").text("detail"))
        .contains("Duplicate Object property \"a\"");
  }

  @Test
  void nesting_numbers_and_texts_have_limits() throws Exception {
    var reply = api.post(RUNS, "[".repeat(65) + "]".repeat(65));
    assertThat(reply.refusal()).isEqualTo("400 JSON_LIMIT");
    assertThat(reply.text("detail")).contains("(65)", "(64").doesNotContain("StreamRead");
    assertThat(api.post(RUNS, "{\"a\": " + "9".repeat(101) + "}").refusal())
        .isEqualTo("400 JSON_LIMIT");
    assertThat(api.post(RUNS, "{\"a\": \"" + "x".repeat(100_001) + "\"}").refusal())
        .isEqualTo("400 JSON_LIMIT");
    assertThat(api.post(RUNS, "[".repeat(64) + "]".repeat(64)).text("code"))
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void what_is_no_utf_8_is_refused() throws Exception {
    assertThat(
        api.post(RUNS, BodyPublishers.ofByteArray(new byte[]{'"', (byte) 0xC3, '('}))
            .refusal())
        .isEqualTo("400 NOT_UTF_8");
    assertThat(
        api.post(
            RUNS,
            BodyPublishers.ofByteArray("{}".getBytes(StandardCharsets.UTF_16)))
            .refusal())
        .isEqualTo("400 NOT_UTF_8");
  }

  @Test
  void a_missing_body_is_refused() throws Exception {
    assertThat(api.post(RUNS, "").refusal()).isEqualTo("400 BODY_MISSING");
    assertThat(api.post(RUNS, " \n").refusal()).isEqualTo("400 BODY_MISSING");
  }

  @ParameterizedTest
  @ValueSource(ints = {1024 * 1024 + 1, 5 * 1024 * 1024})
  void a_body_over_1_mb_is_refused_however_it_is_sent(int bytes) throws Exception {
    var body = ("\"" + "x".repeat(bytes - 2) + "\"").getBytes(StandardCharsets.UTF_8);
    assertThat(api.post(RUNS, BodyPublishers.ofByteArray(body)).refusal())
        .isEqualTo("413 BODY_TOO_LARGE");
    assertThat(
        api.post(RUNS, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .refusal())
        .isEqualTo("413 BODY_TOO_LARGE");
    assertThat(api.put("/api/v1/banks/big", "text/x-gift", new String(body, StandardCharsets.UTF_8))
        .refusal())
        .isEqualTo("413 BODY_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "text/xml",
          "application/json; charset=utf-16",
          "nonsense"
      })
  void a_body_of_another_type_is_refused(String type) throws Exception {
    var reply =
        api.send(
            api.request(RUNS)
                .POST(BodyPublishers.ofString("{}"))
                .header("Content-Type", type));
    assertThat(reply.refusal()).isEqualTo("415 UNSUPPORTED_CONTENT_TYPE");
    assertThat(reply.header("Accept")).startsWith("application/json");
  }

  @Test
  void a_body_without_a_type_is_refused() throws Exception {
    assertThat(api.send(api.request(RUNS).POST(BodyPublishers.ofString("{}"))).refusal())
        .isEqualTo("415 UNSUPPORTED_CONTENT_TYPE");
  }

  @Test
  void unknown_paths_and_things_are_not_found() throws Exception {
    for (var path : List.of(
        "/api/v1/nothing",
        "/nothing",
        "/error",
        "/api/v1/runs/NOSUCHRUN",
        "/api/v1/runs/key:workshop:none",
        "/api/v1/runs/key:none",
        "/api/v1/runs/NOSUCHRUN/history",
        "/api/v1/runs/NOSUCHRUN/events",
        "/api/v1/runs/NOSUCHRUN/resources",
        "/api/v1/runs/NOSUCHRUN/undo-plan",
        "/api/v1/workflows/none",
        "/api/v1/banks/none")) {
      assertThat(api.get(path).refusal()).as(path).isEqualTo("404 NOT_FOUND");
    }
    for (var order : List.of("pause", "resume", "cancel", "retry", "skip", "rewind", "delegate")) {
      var goal = order.equals("rewind") || order.equals("delegate") ? ", \"to\": \"x\"" : "";
      assertThat(
          api.post("/api/v1/runs/NOSUCHRUN/" + order, "{\"reason\": \"why\"" + goal + "}")
              .refusal())
          .as(order)
          .isEqualTo("404 NOT_FOUND");
    }
    assertThat(api.post("/api/v1/runs/NOSUCHRUN/signals/fill", "{}").refusal())
        .isEqualTo("404 NOT_FOUND");
  }

  @Test
  void a_wrong_method_is_told_which_ones_work() throws Exception {
    var reply =
        api.send(api.request("/api/v1/runs/x/pause").method("GET", BodyPublishers.noBody()));
    assertThat(reply.refusal()).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(reply.header("Allow")).isEqualTo("POST");
    assertThat(api.send(api.request(RUNS).DELETE()).header("Allow").split(", "))
        .containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  void a_type_that_cannot_be_had_is_not_acceptable() throws Exception {
    var reply = api.send(api.request(RUNS).header("Accept", "image/png"));
    assertThat(reply.refusal()).isEqualTo("406 NOT_ACCEPTABLE");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void a_bug_tells_nothing_of_the_inside() throws Exception {
    var reply = api.get("/api/v1/broken");
    assertThat(reply.refusal()).isEqualTo("500 INTERNAL_ERROR");
    assertThat(reply.text("detail")).contains("incident ");
    assertThat(reply.response().body()).doesNotContain("inside of the service", "Exception");
  }

  @Test
  void a_workflow_that_does_not_exist_is_answered_with_those_that_do() throws Exception {
    var start = "{\"workflow\": \"nope\", \"input\": {}}";
    for (var path : List.of(RUNS, RUNS + "?dryRun=true")) {
      assertThat(api.post(path, start).refusal())
          .as(path)
          .isEqualTo(
              "404 NOT_FOUND\npointer /workflow: is \"nope\", must be one of workshop, studio");
    }
    assertThat(api.post(RUNS, "{\"workflow\": \"nope\"}").refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /workflow: is "nope", must be one of workshop, studio
            pointer /input: is missing""");
    assertThat(api.get("/api/v1/workflows/nope").text("detail"))
        .isEqualTo("There is no workflow \"nope\"; there are workshop, studio.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
          "01KAM3V5X001KAM3V5X001KAM3 | \"01KAM3V5X001KAM3V5X001KAM3\".",
          "key:workshop:none | \"key:workshop:none\".",
          "01KAM3V5X0 | \"01KAM3V5X0\": an id is all of its 26 letters and digits, and a key is"
              + " written key:WORKFLOW:KEY.",
          "a%E2%80%AE%C2%9Bb | \"a??b\": an id is all of its 26 letters and digits, and a key is"
              + " written key:WORKFLOW:KEY.",
      })
  void a_run_that_does_not_exist_is_answered_with_the_name_that_was_asked_for(
      String name, String words) throws Exception {
    var told = "There is no run " + words;
    assertThat(api.get(RUNS + "/" + name).text("detail")).isEqualTo(told);
    assertThat(api.get(RUNS + "/" + name + "/history").text("detail")).isEqualTo(told);
    assertThat(api.post(RUNS + "/" + name + "/pause", "{\"reason\": \"why\"}").text("detail"))
        .isEqualTo(told);
    assertThat(api.post(RUNS + "/" + name + "/signals/fill", "{}").text("detail"))
        .isEqualTo(told);
  }

  @Test
  void of_a_long_name_only_the_beginning_is_repeated() throws Exception {
    assertThat(api.get(RUNS + "/" + "a".repeat(2_000)).text("detail"))
        .startsWith("There is no run \"" + "a".repeat(60) + "…\": an id is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fb", "a%5cb"})
  void a_name_that_no_path_can_hold_is_told_as_such(String name) throws Exception {
    var reply = api.get(RUNS + "/" + name);
    assertThat(reply.refusal()).isEqualTo("400 BAD_REQUEST");
    assertThat(reply.text("detail"))
        .isEqualTo(
            "The path holds a slash, a backslash or a control character within a name; no id, key"
                + " or name here has one.");
  }

  @Test
  void a_list_by_a_workflow_or_a_step_that_nothing_has_is_refused_with_those_that_are()
      throws Exception {
    assertThat(api.get(RUNS + "?workflow=BOGUS&step=BOGUS").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\nparameter workflow: workflow is \"BOGUS\", must be one of"
                + " workshop, studio\nparameter step: step is \"BOGUS\", must be one of "
                + STEPS);
  }

  @Test
  void what_is_wrong_with_query_parameters_is_told_at_once() throws Exception {
    assertThat(
        api.get(
            RUNS + "?status=SLEEPING&limit=201&label=x&cursor=abc&stauts=WAITING&step=")
            .refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            parameter status: status is "SLEEPING", must be one of CANCELLED, CANCELLING, \
            COMPLETED, FAILED, NEEDS_ATTENTION, PAUSED, RUNNING, UNDOING, WAITING
            parameter step: step is blank: leave it out, or give a value
            parameter label: label is "x", must be name:value
            parameter limit: limit is "201", must be a whole number from 1 to 200
            parameter cursor: cursor is none of this list: pass on the next of a page with the \
            same filters
            parameter stauts: stauts is no parameter here; the parameters are workflow, status, \
            step, label, q, limit, cursor""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "201", "ten", "1.5", "99999999999"})
  void a_limit_is_a_whole_number_from_1_to_200(String limit) throws Exception {
    assertThat(api.get(RUNS + "?limit=" + limit).refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\nparameter limit: limit is \"" + limit
                + "\", must be a whole number from 1 to 200");
  }

  @Test
  void a_cursor_of_another_list_is_foreign() throws Exception {
    for (int i = 0; i < 2; i++) {
      api.started("cursors", 1, 0);
    }
    var next = api.get(RUNS + "?limit=1&workflow=workshop").text("next");
    assertThat(api.get(RUNS + "?limit=7&workflow=workshop&cursor=" + next).status())
        .isEqualTo(200);
    for (var foreign : List.of(
        "?cursor=" + next,
        "?workflow=workshop&cursor=" + next + "A",
        "?workflow=workshop&cursor=%20x",
        "?workflow=workshop&cursor=01KAM3V5X0",
        "?workflow=workshop&cursor=" + "A".repeat(3_000))) {
      assertThat(api.get(RUNS + foreign).refusal())
          .as(foreign)
          .startsWith("400 INVALID_REQUEST\nparameter cursor: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "99999999999999999999"})
  void a_made_up_place_in_a_history_is_foreign(String place) throws Exception {
    var run = api.started("places", 1, 0);
    var cursor = new Cursor("history" + run).seal(place);
    assertThat(api.get(RUNS + "/" + run + "/history?cursor=" + cursor).refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\nparameter cursor: cursor is none of this list: pass on the next"
                + " of a page with the same filters");
  }

  @Test
  void headers_have_limits() throws Exception {
    var start = ApiServer.wished("headers", 1, 0);
    assertThat(api.post(RUNS, start, "Idempotency-Key", " ").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\nheader Idempotency-Key: Idempotency-Key is blank");
    assertThat(
        api.post(
            RUNS, start, "Idempotency-Key", "k".repeat(256), "X-Actor", "a".repeat(101))
            .refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            header X-Actor: X-Actor has 101 characters, at most 100 are allowed
            header Idempotency-Key: Idempotency-Key has 256 characters, at most 255 are allowed""");
  }

  @Test
  void pages_of_others_are_kept_out() throws Exception {
    assertThat(raw("GET /api/v1/runs HTTP/1.1", "Host: evil.example"))
        .startsWith("HTTP/1.1 403")
        .contains("HOST_NOT_ALLOWED");
    assertThat(raw("GET /api/v1/runs HTTP/1.1", "Host: 127.0.0.1.evil.example:80"))
        .startsWith("HTTP/1.1 403");
    for (var own : List.of("localhost", "LOCALHOST:9", "127.0.0.1", "127.9.9.9:80", "[::1]:80")) {
      assertThat(raw("GET /api/v1/runs HTTP/1.1", "Host: " + own)).startsWith("HTTP/1.1 200");
    }
    var start = ApiServer.wished("cross", 1, 0);
    assertThat(api.post(RUNS, start, "Origin", "https://evil.example").refusal())
        .isEqualTo("403 CROSS_SITE");
    assertThat(api.post(RUNS, start, "Origin", "null").refusal()).isEqualTo("403 CROSS_SITE");
    assertThat(api.post(RUNS, start, "Sec-Fetch-Site", "cross-site").refusal())
        .isEqualTo("403 CROSS_SITE");
    assertThat(api.post(RUNS, start, "Sec-Fetch-Site", "same-origin").status())
        .isEqualTo(201);
    assertThat(api.post(RUNS, start, "Origin", "http://127.0.0.1:" + api.port).status())
        .isEqualTo(201);
  }

  @Test
  void what_the_server_itself_refuses_is_a_problem_too() throws Exception {
    assertThat(api.get("/api/v1/runs/a%2Fb").refusal()).isEqualTo("400 BAD_REQUEST");
    assertThat(api.get("/api/v1/runs/a%00b").refusal()).isEqualTo("400 BAD_REQUEST");
    assertThat(api.get(RUNS + "?q=%C3%28").refusal()).isEqualTo("400 MALFORMED_QUERY");
    assertThat(raw("GET /api/v1/runs?q=%zz HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .doesNotContain("Exception");
    assertThat(raw("GET /api/v1/runs?q=a[b HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("Exception");
    assertThat(raw("GET /api/v1/runs HTTP/1.1")).startsWith("HTTP/1.1 400");
  }

  private String raw(String... head) throws Exception {
    var lines = new ArrayList<>(List.of(head));
    lines.addAll(List.of("Connection: close", "", ""));
    return api.raw(lines.toArray(String[]::new));
  }
}
