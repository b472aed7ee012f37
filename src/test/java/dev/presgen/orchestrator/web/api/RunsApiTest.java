package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunsApiTest {

  private final ApiServer api = ApiServer.shared();

  @Test
  void a_run_is_started_and_said_to_be_where_it_is_found() throws Exception {
    var reply = api.post("/api/v1/runs", ApiServer.wished("begin", 1, 0), "X-Actor", "ada");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/api/v1/runs/" + reply.text("id"));
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.json().path("input"))
        .isEqualTo(json("{\"name\": \"begin\", \"copies\": 1, \"posters\": 0}"));
    var first = api.get(reply.header("Location") + "/history?limit=1").json().at("/items/0");
    assertThat(List.of(first.path("seq").asInt(), first.path("type").asString()))
        .isEqualTo(List.of(1, "RunStarted"));
    assertThat(first.path("actor").asString()).isEqualTo("ada");
  }

  @Test
  void a_run_is_shown_with_all_that_the_contract_names() throws Exception {
    var run = api.waiting("whole", 1, 1);
    var view = api.get("/api/v1/runs/" + run).json();
    assertThat(view.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "workflow",
            "version",
            "key",
            "status",
            "step",
            "progress",
            "awaiting",
            "links",
            "undone",
            "missing",
            "substitutes",
            "steps",
            "input",
            "outputs",
            "error",
            "labels",
            "createdAt",
            "updatedAt",
            "endedAt",
            "activeMs");
    assertThat(view.path("links"))
        .isEqualTo(json("{\"mould\": \"https://moulds.example/mould-1\"}"));
    assertThat(view.path("outputs")).isEqualTo(json("{\"MAKE\": {\"id\": \"mould-1\"}}"));
    assertThat(view.at("/awaiting/0").propertyNames())
        .containsExactly("path", "signal", "assignee", "deadline", "nextReminder");
  }

  @Test
  void what_is_confidential_is_shown_only_as_far_as_it_is_open() throws Exception {
    var run = api.waiting("secret", 2, 0);
    api.post("/api/v1/runs/" + run + "/signals/fill", "{\"with\": \"wax\"}");
    api.await(run, Status.COMPLETED);
    var reply = api.get("/api/v1/runs/" + run);
    assertThat(reply.json().path("outputs"))
        .isEqualTo(
            json(
                """
                {"MAKE": {"id": "mould-1"},
                 "FILLED": {"with": "wax"},
                 "COPIES": {"1": {"of": "wax", "number": 1}, "2": {"of": "wax", "number": 2}},
                 "PACK": {"copies": ["wax1", "wax2"]}}
                """));
    assertThat(reply.response().body()).doesNotContain("hidden");
    assertThat(reply.json().path("step").isNull()).isTrue();
    assertThat(reply.json().path("progress")).isEqualTo(json("{\"completed\": 5, \"of\": 5}"));
  }

  @Test
  void a_dry_run_tells_what_would_be_done_and_stores_nothing() throws Exception {
    var reply = api.post("/api/v1/runs?dryRun=true", ApiServer.wished("dry-wish", 4, 2));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).isEqualTo(json("{\"castings\": 4, \"paintings\": 2}"));
    assertThat(api.get("/api/v1/runs?label=wish:dry-wish").json().path("items")).isEmpty();
  }

  @Test
  void a_run_is_found_by_its_key_too() throws Exception {
    var run =
        api.post(
            "/api/v1/runs",
            """
            {"workflow": "workshop", "key": "spring course",
             "input": {"name": "keyed", "copies": 1}}
            """).text("id");
    assertThat(api.get("/api/v1/runs/key:workshop:spring%20course").text("id")).isEqualTo(run);
    assertThat(api.get("/api/v1/runs/key:workshop:spring%20course/history").status())
        .isEqualTo(200);
    assertThat(
        api.post(
            "/api/v1/runs",
            """
            {"workflow": "workshop", "key": "spring course",
             "input": {"name": "keyed", "copies": 1}}
            """).refusal())
        .isEqualTo("409 KEY_TAKEN");
  }

  @Test
  void a_list_is_paged_by_its_cursor_newest_first_without_a_gap() throws Exception {
    var started = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      started.addFirst(
          api.post(
              "/api/v1/runs",
              """
              {"workflow": "workshop", "labels": {"batch": "paged"},
               "input": {"name": "p", "copies": 1}}
              """).text("id"));
    }
    var seen = new ArrayList<String>();
    var next = "";
    do {
      var page = api.get("/api/v1/runs?label=batch:paged&limit=2" + next).json();
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!next.isEmpty());
    assertThat(seen).isEqualTo(started);
  }

  @Test
  void a_list_is_filtered_by_workflow_status_step_label_and_words() throws Exception {
    api.workshop.fail("filter", "MAKE", new Failure.Blocked("kiln is cold", "Heat it.", DAY));
    var run =
        api.post(
            "/api/v1/runs",
            """
            {"workflow": "workshop", "key": "filter-key", "labels": {"team": "blue: one"},
             "input": {"name": "filter", "copies": 1}}
            """).text("id");
    api.await(run, r -> r.state().positions().anyMatch(BLOCKED));
    for (var filter : List.of(
        "q=" + run.toLowerCase(Locale.ROOT),
        "q=filter-k",
        "q=blue:",
        "q=kiln%20is",
        "label=team:blue:%20one",
        "step=MAKE&status=RUNNING&workflow=workshop&label=team:blue:%20one")) {
      assertThat(ids(api.get("/api/v1/runs?" + filter).json())).as(filter).containsExactly(run);
    }
    for (var filter : List.of("q=cold-kiln", "workflow=studio&q=filter-key",
        "step=PACK&q=filter-key")) {
      assertThat(ids(api.get("/api/v1/runs?" + filter).json())).as(filter).isEmpty();
    }
    var error = api.get("/api/v1/runs?q=filter-key").json().at("/items/0/error");
    assertThat(error.path("category").asString()).isEqualTo("BLOCKED");
    assertThat(error.path("whatToDo").asString()).isEqualTo("Heat it.");
  }

  @Test
  void runs_of_a_workflow_and_a_step_that_only_they_have_are_found() throws Exception {
    var run = api.started("old", 1, 0);
    api.storeAs(run, "pottery", "FIRE");

    assertThat(ids(api.get("/api/v1/runs?workflow=pottery").json())).containsExactly(run);
    assertThat(ids(api.get("/api/v1/runs?step=FIRE").json())).containsExactly(run);
    assertThat(ids(api.get("/api/v1/runs?workflow=pottery&status=FAILED").json())).isEmpty();
  }

  @Test
  void a_history_is_whole_and_in_order_or_comes_in_parts() throws Exception {
    var run = api.waiting("history", 1, 0);
    var whole = api.get("/api/v1/runs/" + run + "/history").json();
    assertThat(whole.path("next").isNull()).isTrue();
    var parts = new ArrayList<JsonNode>();
    var next = "";
    do {
      var page = api.get("/api/v1/runs/" + run + "/history?limit=2" + next).json();
      page.path("items").forEach(parts::add);
      next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!next.isEmpty());
    assertThat(parts)
        .isEqualTo(StreamSupport.stream(whole.path("items").spliterator(), false).toList());
    var started = whole.at("/items/2");
    assertThat(started.propertyNames())
        .containsExactly("seq", "at", "type", "step", "path", "attempt", "actor", "data");
    assertThat(
        List.of(
            started.path("type").asString(),
            started.path("step").asString(),
            started.path("path").asString(),
            started.path("attempt").asInt()))
        .isEqualTo(List.of("AttemptStarted", "MAKE", "MAKE", 1));
    assertThat(started.path("data").propertyNames()).doesNotContain("time", "at", "attempt");
  }

  @Test
  void what_a_run_has_made_is_listed_and_its_undo_foretold() throws Exception {
    var run = api.waiting("made", 1, 0);
    var resource = api.get("/api/v1/runs/" + run + "/resources").json().at("/items/0");
    assertThat(resource.propertyNames())
        .containsExactly(
            "kind", "externalId", "url", "step", "path", "state", "createdAt", "undoneAt");
    assertThat(
        List.of(
            resource.path("kind").asString(),
            resource.path("externalId").asString(),
            resource.path("url").asString(),
            resource.path("step").asString(),
            resource.path("path").asString(),
            resource.path("state").asString()))
        .isEqualTo(
            List.of(
                "mould", "mould-1", "https://moulds.example/mould-1", "MAKE", "MAKE", "EXISTS"));
    assertThat(api.get("/api/v1/runs/" + run + "/undo-plan").json())
        .isEqualTo(
            json(
                """
                {"items": [{"kind": "mould", "externalId": "mould-1",
                            "url": "https://moulds.example/mould-1", "action": "trash",
                            "why": "it is the run's own"}]}
                """));
  }

  @Test
  void an_undo_plan_that_cannot_be_had_now_says_when_to_ask_again() throws Exception {
    var run = api.waiting("no-plan", 1, 0);
    api.workshop.fail("no-plan", "PLAN", new Failure.Throttled("slow down", SOON));
    var throttled = api.get("/api/v1/runs/" + run + "/undo-plan");
    assertThat(throttled.refusal()).isEqualTo("503 THROTTLED");
    assertThat(throttled.header("Retry-After")).isEqualTo("7");
    api.workshop.fail("no-plan", "PLAN", new Failure.Permanent("GONE", "no.", "Look."));
    assertThat(api.get("/api/v1/runs/" + run + "/undo-plan").refusal()).isEqualTo("502 GONE");
  }

  @Test
  void workflows_are_listed_and_shown_with_schema_and_diagram() throws Exception {
    assertThat(api.get("/api/v1/workflows").json().at("/items/0/name").asString())
        .isEqualTo("workshop");
    var workflow = api.get("/api/v1/workflows/workshop").json();
    assertThat(workflow.path("inputSchema")).isEqualTo(json("{\"type\": \"object\"}"));
    assertThat(workflow.path("diagram").asString()).startsWith("stateDiagram-v2\n");
    assertThat(workflow.at("/steps/1"))
        .isEqualTo(
            json(
                """
                {"name": "FILLED", "number": 2, "kind": "WAIT", "optional": false,
                 "signals": ["fill"]}
                """));
  }

  @Test
  void the_api_describes_itself_and_nothing_else() throws Exception {
    var description = api.get("/v3/api-docs").json();
    assertThat(description.at("/info/title").asString())
        .isEqualTo("PresGen-Assess orchestrator");
    assertThat(description.path("paths").propertyNames())
        .allMatch(path -> path.startsWith("/api/v1/"))
        .contains("/api/v1/runs", "/api/v1/runs/{id}/signals/{name}", "/api/v1/banks/{name}");
    var start = description.path("paths").path("/api/v1/runs").path("post").path("responses");
    assertThat(start.propertyNames()).containsExactlyInAnyOrder("200", "201", "default");
    assertThat(
        start.path("default")
            .path("content")
            .path("application/problem+json")
            .at("/schema/$ref")
            .asString())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(description.at("/components/schemas/Problem/properties/errors").isMissingNode())
        .isFalse();
    assertThat(api.get("/swagger-ui.html").status()).isEqualTo(302);
  }

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(6_100);
  private static final Predicate<Position> BLOCKED =
      Position.Blocked.class::isInstance;

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asString())
        .toList();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
