package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.web.api.ApiServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrdersApiTest {

  private static final String WHY = "{\"reason\": \"because\"}";

  private final ApiServer api = ApiServer.shared();

  @Test
  void a_signal_is_accepted_and_the_run_goes_on() throws Exception {
    var run = api.waiting("signalled", 1, 0);
    var reply = signal(run, "{\"with\": \"wax\"}");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.response().body()).isEqualTo("{\"accepted\":true}");
    api.await(run, Status.COMPLETED);
    assertThat(signal(run, "{\"with\": \"wax\"}").refusal()).isEqualTo("409 RUN_ENDED");
  }

  @Test
  void a_signal_that_comes_early_is_kept() throws Exception {
    api.workshop.fail("early", "MAKE", new Failure.Throttled("later", Duration.ofDays(1)));
    var run = api.started("early", 1, 0);
    api.await(run, r -> r.state().positions().anyMatch(RETRYING));
    var reply = signal(run, "{\"with\": \"wax\"}");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.response().body()).isEqualTo("{\"kept\":true}");
  }

  @Test
  void a_signal_without_a_body_has_an_empty_payload() throws Exception {
    var run = api.waiting("bodiless", 1, 0);
    var reply =
        api.send(
            api.request("/api/v1/runs/" + run + "/signals/fill")
                .POST(BodyPublishers.noBody()));
    assertThat(reply.refusal()).isEqualTo("400 INVALID_REQUEST\npointer /with: is missing");
  }

  @Test
  void a_signal_that_does_not_fit_is_refused_with_what_is_possible() throws Exception {
    var run = api.waiting("unfit", 1, 0);
    assertThat(signal(run, "{\"with\": \"wax\", \"colour\": 1}").refusal())
        .startsWith("400 INVALID_REQUEST\npointer /colour: ");
    var nothing = signal(run, "{\"with\": \"nothing\"}");
    assertThat(nothing.refusal()).isEqualTo("409 NOTHING_YET");
    assertThat(possible(nothing)).containsExactly("pause", "cancel", "extend", "delegate",
        "signal fill");
    assertThat(api.post("/api/v1/runs/" + run + "/signals/unheard-of", "{}").refusal())
        .isEqualTo("409 UNKNOWN_SIGNAL");
    api.workshop.fail("unfit", "LOOK", new Failure.Throttled("busy", Duration.ofSeconds(12)));
    var unknown = signal(run, "{\"with\": \"wax\"}");
    assertThat(unknown.refusal()).isEqualTo("503 UNAVAILABLE");
    assertThat(unknown.header("Retry-After")).isEqualTo("12");
  }

  @Test
  void a_run_is_paused_resumed_and_cancelled_by_somebody_for_a_reason() throws Exception {
    var run = api.waiting("paused", 1, 0);
    var paused = api.post("/api/v1/runs/" + run + "/pause", WHY, "X-Actor", "ada");
    assertThat(List.of(paused.status(), paused.text("status"))).isEqualTo(List.of(202, "PAUSED"));
    var again = order(run, "pause", WHY);
    assertThat(again.refusal()).isEqualTo("409 WRONG_STATE");
    assertThat(possible(again)).containsExactly("resume", "cancel", "extend", "delegate",
        "signal fill");
    assertThat(order(run, "resume", WHY).text("status")).isEqualTo("WAITING");
    order(run, "cancel", "{\"reason\": \"enough\", \"undo\": true}");
    api.await(run, Status.CANCELLED);
    var history = api.get("/api/v1/runs/" + run + "/history").json().path("items");
    assertThat(
        StreamSupport.stream(history.spliterator(), false)
            .filter(entry -> !entry.path("actor").isNull())
            .map(
                entry -> entry.path("type").asString() + " by " + entry.path("actor").asString()
                    + ": " + entry.at("/data/by/why").asString()))
        .containsExactly(
            "RunStarted by operator: ",
            "RunPaused by ada: because",
            "RunResumed by operator: because",
            "CancelRequested by operator: enough");
    assertThat(
        StreamSupport.stream(history.spliterator(), false)
            .filter(entry -> entry.path("type").asString().equals("StepUndone"))
            .map(entry -> entry.at("/data/left")))
        .containsExactly(JsonMapper.shared().readTree("[]"));
    assertThat(api.get("/api/v1/runs/" + run).json().at("/steps/0/status").asString())
        .isEqualTo("UNDONE");
    assertThat(api.get("/api/v1/runs/" + run).json().path("undone"))
        .isEqualTo(JsonMapper.shared().readTree("[\"https://moulds.example/mould-1\"]"));
    assertThat(
        api.get("/api/v1/runs/" + run + "/resources").json().at("/items/0/state").asString())
        .isEqualTo("UNDONE");
  }

  @Test
  void what_is_stuck_is_retried_or_skipped_with_an_output_in_its_place() throws Exception {
    var broken = new Failure.Permanent("CRACKED", "the mould cracked", "Mend it.");
    api.workshop.fail("stuck", "CAST/1", broken);
    api.workshop.fail("stuck", "PACK", broken);
    var run = api.waiting("stuck", 2, 0);
    signal(run, "{\"with\": \"wax\"}");
    api.await(run, Status.NEEDS_ATTENTION);
    assertThat(order(run, "skip", "{\"reason\": \"no\", \"path\": \"FILLED\"}").refusal())
        .isEqualTo("409 NOTHING_TO_SKIP");
    api.workshop.mend("stuck", "CAST/1");
    assertThat(
        order(run, "retry", "{\"reason\": \"mended\", \"path\": \"COPIES/1\"}").status())
        .isEqualTo(202);
    api.await(run, r -> stuckAt(r.state(), "PACK"));
    assertThat(order(run, "skip", WHY).refusal()).isEqualTo("409 SKIP_NEEDS_OUTPUT");
    assertThat(order(run, "skip", "{\"reason\": \"x\", \"output\": {\"copies\": []}}").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /output/secret: is missing");
    var given =
        order(
            run,
            "skip",
            "{\"reason\": \"by hand\", \"output\": {\"copies\": [\"c\"], \"secret\": \"s\"}}");
    assertThat(given.status()).isEqualTo(202);
    api.await(run, Status.COMPLETED);
    assertThat(api.get("/api/v1/runs/" + run).json().at("/outputs/PACK"))
        .isEqualTo(JsonMapper.shared().readTree("{\"copies\": [\"c\"]}"));
  }

  @Test
  void a_wait_is_given_more_time() throws Exception {
    var run = api.waiting("extended", 1, 0);
    var until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MILLIS);
    var reply =
        order(run, "extend", "{\"reason\": \"ill\", \"until\": \"" + until + "\"}");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().at("/awaiting/0/deadline").asString()).isEqualTo(until.toString());
    assertThat(
        order(run, "extend", "{\"reason\": \"ill\", \"until\": \"2001-01-01T00:00:00Z\"}")
            .refusal())
        .isEqualTo("409 UNTIL_OUT_OF_RANGE");
  }

  @Test
  void a_run_goes_back_and_makes_anew_what_lies_ahead() throws Exception {
    var run = api.waiting("back", 1, 0);
    api.workshop.fail("back", "PACK", new Failure.Permanent("TORN", "it tore", "Mend it."));
    signal(run, "{\"with\": \"wax\"}");
    api.await(run, r -> stuckAt(r.state(), "PACK"));
    api.workshop.mend("back", "PACK");
    var body = "{\"reason\": \"wrong stuff\", \"to\": \"COPIES\"}";
    var path = "/api/v1/runs/" + run + "/rewind";
    var reply = api.post(path, body, "Idempotency-Key", run + "r", "X-Actor", "ada");
    assertThat(List.of(reply.status(), reply.json().at("/progress/completed").asInt()))
        .isEqualTo(List.of(202, 2));
    assertThat(api.post(path, body, "Idempotency-Key", run + "r").status()).isEqualTo(200);
    api.await(run, Status.COMPLETED);
    var rewound =
        history(run).filter(entry -> entry.path("type").asString().equals("Rewound")).toList();
    assertThat(rewound).hasSize(1);
    var entry = rewound.getFirst();
    assertThat(entry.path("path").asString()).isEqualTo("COPIES");
    assertThat(entry.path("actor").asString()).isEqualTo("ada");
    assertThat(entry.path("data"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"dropped": ["COPIES", "POSTERS", "PACK", "DONE"], "given": {},
                     "by": {"who": "ada", "why": "wrong stuff"}, "visit": 2}
                    """));
    assertThat(
        history(run)
            .filter(attempt -> attempt.path("type").asString().equals("AttemptStarted"))
            .map(
                attempt -> attempt.path("path").asString() + " " + attempt.path("attempt").asInt()))
        .containsExactly("MAKE 1", "COPIES/1 1", "PACK 1", "COPIES/1 2", "PACK 2");
    assertThat(api.post(path, body).refusal()).isEqualTo("409 RUN_ENDED");
  }

  @Test
  void an_item_goes_back_alone() throws Exception {
    var run = api.waiting("golden", 2, 0);
    api.workshop.fail("golden", "CAST/2", new Failure.Permanent("TORN", "it tore", "Mend it."));
    signal(run, "{\"with\": \"wax\"}");
    api.await(
        run,
        r -> at(r.state(), "COPIES/1", Position.Done.class)
            && at(r.state(), "COPIES/2", Position.Stuck.class));
    api.workshop.mend("golden", "CAST/2");
    var body = "{\"reason\": \"scratched\", \"to\": \"COPIES/1\"}";
    assertThat(order(run, "rewind", body).status()).isEqualTo(202);
    order(run, "retry", "{\"reason\": \"mended\", \"path\": \"COPIES/2\"}");
    api.await(run, Status.COMPLETED);
    assertThat(
        history(run)
            .filter(entry -> entry.path("type").asString().equals("AttemptStarted"))
            .map(entry -> entry.path("path").asString())
            .filter(path -> path.startsWith("COPIES/"))
            .sorted())
        .containsExactly("COPIES/1", "COPIES/1", "COPIES/2", "COPIES/2");
    assertThat(api.get("/api/v1/runs/" + run).json().at("/outputs/PACK/copies"))
        .isEqualTo(JsonMapper.shared().readTree("[\"wax1\", \"wax2\"]"));
  }

  @Test
  void what_is_given_takes_the_place_of_an_output_and_stays_confidential() throws Exception {
    var run = studio("heavy picture");
    signal(run, "like", "{\"stars\": 5}");
    api.await(run, r -> r.state().scope(Path.of("INSPECT/in-spection")).isPresent());
    signal(run, "sign", "{\"by\": \"ada\"}");
    api.await(run, r -> stuckAt(r.state(), "HANG"));
    var body =
        "{\"reason\": \"lighter\", \"to\": \"HANG\", \"input\": {\"glass\": {\"panes\": 1}}}";
    assertThat(order(run, "rewind", body).status()).isEqualTo(202);
    api.await(run, Status.COMPLETED);
    assertThat(api.get("/api/v1/runs/" + run).json().path("outputs"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"SKETCH": {"of": "heavy picture"}, "FRAME": {"wood": "heavy picture"},
                     "JUDGED": {"stars": 5}, "INSPECT": {"by": "ada"}, "GLASS": {"thick": false},
                     "HANG": {"text": "hangs with 5 stars"}}
                    """));
    assertThat(history(run).map(JsonNode::toString)).noneMatch(entry -> entry.contains("panes"));
  }

  @Test
  void only_what_other_steps_gave_can_be_given_instead() throws Exception {
    var run = studio("picture");
    var body =
        """
        {"reason": "x", "to": "HANG",
         "input": {"liked": {"stars": 1}, "glass": {"panes": "1"}, "inspected": {}}}
        """;
    assertThat(order(run, "rewind", body).refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /input/liked: is not the output of a step beside it; what can be given is frame, \
            inspected, glass
            pointer /input/glass/panes: is a string, must be a whole number
            pointer /input/inspected/by: is missing""");
    assertThat(
        order(run, "rewind", "{\"reason\": \"x\", \"to\": \"PREPARE\", \"input\": {}}")
            .refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\npointer /input: cannot be given, since PREPARE is no task");
  }

  @Test
  void all_that_is_wrong_with_going_back_is_told() throws Exception {
    var run = api.waiting("nowhere", 1, 0);
    assertThat(order(run, "rewind", "{\"reason\": \"x\", \"to\": \"NOWHERE\"}").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\npointer /to: is no place in workflow workshop; its steps are"
                + " MAKE, FILLED, COPIES, POSTERS, PACK");
    for (var none : List.of("", "/", "COPIES/1/PAINT", "MAKE/1", "COPIES//CAST/x")) {
      assertThat(
          order(run, "rewind", "{\"reason\": \"x\", \"to\": \"" + none + "\"}").status())
          .as(none)
          .isEqualTo(400);
    }
    assertThat(order(run, "rewind", "{\"to\": \"" + "x".repeat(501) + "\"}").refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /reason: is missing
            pointer /to: has 501 characters, at most 500 are allowed""");
    assertThat(order(run, "rewind", WHY).refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /to: is missing");
    var input =
        "{\"reason\": \"x\", \"to\": \"PACK\", \"input\": {\"wish\": {}, \"copies\": {},"
            + " \"rope\": 1}}";
    assertThat(order(run, "rewind", input).refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /input/wish: is not the output of a step beside it; nothing can be given to it
            pointer /input/copies: is not the output of a step beside it; nothing can be given to it
            pointer /input/rope: is nothing that PACK takes; nothing can be given to it""");
    var list = "{\"reason\": \"x\", \"to\": \"PACK\", \"input\": [1]}";
    assertThat(order(run, "rewind", list).refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /input: must be a JSON object");
    var cast =
        "{\"reason\": \"x\", \"to\": \"COPIES/1\", \"input\": {\"number\": 1, \"filled\": {}}}";
    assertThat(order(run, "rewind", cast).refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /input/number: is not the output of a step beside it; nothing can be given to it
            pointer /input/filled: is not the output of a step beside it; nothing can be given to it\
            """);
    var ahead = order(run, "rewind", "{\"reason\": \"x\", \"to\": \"PACK\"}");
    assertThat(ahead.refusal()).isEqualTo("409 NOTHING_TO_REWIND_TO");
    assertThat(possible(ahead)).contains("extend", "delegate");
    assertThat(order(run, "rewind", "{\"reason\": \"x\", \"to\": \"MAKE\"}").refusal())
        .isEqualTo("409 UNDOABLE_BETWEEN");
  }

  @Test
  void a_wait_is_delegated_to_somebody_else() throws Exception {
    var run = api.waiting("delegated", 1, 0);
    var body = "{\"reason\": \"on leave\", \"to\": \" bob@example.org\", \"path\": \"FILLED\"}";
    var path = "/api/v1/runs/" + run + "/delegate";
    var reply = api.post(path, body, "Idempotency-Key", run + "d");
    assertThat(List.of(reply.status(), reply.json().at("/awaiting/0/assignee").asString()))
        .isEqualTo(List.of(202, "bob@example.org"));
    assertThat(api.post(path, body, "Idempotency-Key", run + "d").status()).isEqualTo(200);
    assertThat(api.post(path, WHY, "Idempotency-Key", run + "d2").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /to: is missing");
    assertThat(
        order(run, "delegate", "{\"reason\": \"x\", \"to\": \"" + "x".repeat(201) + "\"}")
            .refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\npointer /to: has 201 characters, at most 200 are allowed");
    assertThat(
        order(run, "delegate", "{\"reason\": \"x\", \"to\": \"c\", \"path\": \"MAKE\"}")
            .refusal())
        .isEqualTo("409 NOTHING_TO_DELEGATE");
    order(run, "cancel", WHY);
    assertThat(order(run, "delegate", "{\"reason\": \"x\", \"to\": \"c\"}").refusal())
        .isEqualTo("409 RUN_ENDED");
  }

  @Test
  void all_that_is_wrong_with_an_order_is_told_at_once() throws Exception {
    assertThat(order("any", "pause", "{}").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /reason: is missing");
    assertThat(order("any", "resume", "{\"reason\": \" \"}").refusal())
        .isEqualTo("400 INVALID_REQUEST\npointer /reason: is blank");
    assertThat(order("any", "retry", "{\"reason\": \"" + "x".repeat(2001) + "\"}").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\n"
                + "pointer /reason: has 2001 characters, at most 2000 are allowed");
    assertThat(order("any", "cancel", "{\"undo\": \"yes\", \"accept\": 1, \"x\": 2}").refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /reason: is missing
            pointer /undo: is a string, must be true or false
            pointer /accept: is a number, must be true or false
            pointer /x: is not a field here; the fields are reason, undo, accept""");
    assertThat(order("any", "extend", "{\"reason\": \"x\", \"until\": \"soon\"}").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\npointer /until: is \"soon\", must be a time with its zone, such"
                + " as 2027-01-31T18:00:00Z");
    assertThat(order("any", "extend", "{\"reason\": \"x\", \"path\": 1}").refusal())
        .isEqualTo(
            """
            400 INVALID_REQUEST
            pointer /until: is missing
            pointer /path: is a number, must be a string""");
    assertThat(order("any", "skip", "{\"reason\": \"x\", \"input\": {}}").refusal())
        .isEqualTo(
            "400 INVALID_REQUEST\n"
                + "pointer /input: is not a field here; the fields are reason, output, path");
    assertThat(order("any", "pause", "").refusal()).isEqualTo("400 BODY_MISSING");
  }

  @Test
  void a_start_counts_once_however_often_it_is_sent() throws Exception {
    var first = start("once", ApiServer.wished("once", 1, 0));
    var same = start("once", ApiServer.wished("once", 1, 0).replace(" ", "\n"));
    assertThat(List.of(first.status(), same.status())).isEqualTo(List.of(201, 200));
    assertThat(same.text("id")).isEqualTo(first.text("id"));
    assertThat(same.header("Location")).isEqualTo(first.header("Location"));
    assertThat(start("once", ApiServer.wished("once", 2, 0)).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void the_order_of_fields_does_not_make_another_request() throws Exception {
    var first =
        start("fields", "{\"workflow\":\"workshop\",\"input\":{\"name\":\"o\",\"copies\":1}}");
    var same =
        start("fields", "{\"input\":{\"copies\":1,\"name\":\"o\"},\"workflow\":\"workshop\"}");
    assertThat(List.of(first.status(), same.status())).isEqualTo(List.of(201, 200));
  }

  @Test
  void an_order_and_a_signal_count_once() throws Exception {
    var run = api.waiting("twice", 1, 0);
    var path = "/api/v1/runs/" + run;
    assertThat(api.post(path + "/pause", WHY, "Idempotency-Key", run + "p").status())
        .isEqualTo(202);
    assertThat(api.post(path + "/pause", WHY, "Idempotency-Key", run + "p").status())
        .isEqualTo(200);
    assertThat(api.post(path + "/resume", WHY, "Idempotency-Key", run + "p").refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    order(run, "resume", WHY);
    var payload = "{\"with\": \"wax\"}";
    var first = api.post(path + "/signals/fill", payload, "Idempotency-Key", run + "s");
    var again = api.post(path + "/signals/fill", payload, "Idempotency-Key", run + "s");
    assertThat(List.of(first.status(), again.status())).isEqualTo(List.of(202, 200));
    assertThat(again.response().body()).isEqualTo(first.response().body());
  }

  private static final Predicate<Position> RETRYING =
      Position.Retrying.class::isInstance;

  private static boolean stuckAt(RunState state, String node) {
    return state.root().position() instanceof Position.Stuck stuck
        && stuck.at().node().equals(node);
  }

  private static boolean at(RunState state, String scope, Class<? extends Position> position) {
    return state.scope(Path.of(scope))
        .map(Scope::position)
        .filter(position::isInstance)
        .isPresent();
  }

  private Reply start(String key, String body) throws Exception {
    return api.post("/api/v1/runs", body, "Idempotency-Key", key);
  }

  private Reply signal(String run, String payload) throws Exception {
    return api.post("/api/v1/runs/" + run + "/signals/fill", payload);
  }

  private Reply signal(String run, String name, String payload) throws Exception {
    return api.post("/api/v1/runs/" + run + "/signals/" + name, payload);
  }

  /** Starts a run of the studio and waits until it waits to be judged. */
  private String studio(String picture) throws Exception {
    var body = "{\"workflow\": \"studio\", \"input\": {\"name\": \"" + picture + "\"}}";
    var run = api.post("/api/v1/runs", body).text("id");
    api.await(run, Status.WAITING);
    return run;
  }

  private Stream<JsonNode> history(String run) throws Exception {
    return api.get("/api/v1/runs/" + run + "/history").json().path("items").valueStream();
  }

  private Reply order(String run, String order, String body) throws Exception {
    return api.post("/api/v1/runs/" + run + "/" + order, body);
  }

  private static List<String> possible(Reply reply) {
    return StreamSupport.stream(reply.json().path("possible").spliterator(), false)
        .map(name -> name.asString())
        .toList();
  }
}
