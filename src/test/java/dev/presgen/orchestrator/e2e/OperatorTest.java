package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators order of a run, and what they are told before. */
@Timeout(120)
class OperatorTest {
  private static final String WHY = "as the test wants";

  @TempDir
  private static Path data;

  private static final FaultProxy PROXY = new FaultProxy();
  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.startBehind(PROXY, data);
  }

  @AfterAll
  static void stop() {
    service.close();
    PROXY.close();
  }

  @AfterEach
  void mend() {
    PROXY.mend();
  }

  @Test
  void a_signal_is_taken_while_the_run_is_paused_and_goes_on_when_it_is_resumed()
      throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    assertThat(service.order(id, "pause").status()).isEqualTo(202);
    LearnerBrowser.answerAllWrong(service, waiting);
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    var paused = service.run(id);
    assertThat(paused.path("status").asString()).isEqualTo("PAUSED");
    assertThat(Service.steps(paused)).containsEntry("ANALYZE_RESULTS", "PENDING");

    assertThat(service.order(id, "pause").status()).isEqualTo(409);
    assertThat(service.order(id, "resume").status()).isEqualTo(202);
    service.await(id, "COMPLETED");
    for (var order : List.of("RunPaused", "RunResumed")) {
      assertThat(service.history(id, order))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.path("actor").asString()).isNotBlank();
                assertThat(entry.at("/data/by/why").asString()).isEqualTo(WHY);
              });
    }
  }

  @Test
  void a_wait_that_is_delegated_asks_somebody_else_and_stays_open_to_the_learner_alone()
      throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    var calls = service.sandbox().path("calls").size();
    var reply = service.order(id, "delegate", "\"to\": \"tutor@example.org\"");
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    assertThat(service.run(id).at("/awaiting/0/assignee").asString())
        .isEqualTo("tutor@example.org");
    assertThat(service.sandbox().path("calls").size()).isEqualTo(calls);
    assertThat(service.history(id, "Delegated"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("path").asString()).isEqualTo("AWAITING_COMPLETION");
              assertThat(entry.path("actor").asString()).isNotBlank();
              assertThat(entry.at("/data/assignee").asString()).isEqualTo("tutor@example.org");
              assertThat(entry.at("/data/by/why").asString()).isEqualTo(WHY);
            });
    LearnerBrowser.answerAllWrong(service, waiting);
    service.signal(id, "{}");
    service.await(id, "COMPLETED");
    assertThat(service.order(id, "delegate", "\"to\": \"x\"").json().path("code").asString())
        .isEqualTo("RUN_ENDED");
  }

  @Test
  void a_waiting_run_that_is_cancelled_with_undo_leaves_nothing_but_trash() throws Exception {
    var id = service.beginAndWait(Requests.small()).path("id").asString();
    assertThat(plan(id))
        .isEqualTo(Map.of("folder", "trash", "form", "trash", "sheet", "trash"));
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 0, 0));

    assertThat(service.order(id, "cancel", "\"undo\": true").status()).isEqualTo(202);
    var run = service.await(id, "CANCELLED");
    assertThat(Service.steps(run)).containsEntry("CREATE_GOOGLE_ASSETS", "UNDONE");
    assertThat(run.path("undone").valueStream())
        .containsExactlyInAnyOrder(
            run.at("/links/folder"), run.at("/links/form"), run.at("/links/sheet"));
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(0, 0, 0, 0, 0));
    assertThat(service.made(id).folders()).hasSize(1);
    assertThat(service.resources(id))
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.path("state").asString()).isEqualTo("UNDONE");
              assertThat(row.path("undoneAt").asString()).isNotBlank();
            });
    assertThat(service.history(id, "StepUndone"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.at("/data/left").isEmpty()).isTrue());
    assertThat(plan(id).values()).doesNotContain("trash", "leave");
  }

  private static Map<String, String> plan(String id) throws Exception {
    var reply = service.get("/api/v1/runs/" + id + "/undo-plan");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().path("items")).allSatisfy(
        item -> assertThat(item.path("why").asString()).isNotBlank());
    return reply.json()
        .path("items")
        .valueStream()
        .collect(
            Collectors.toMap(
                item -> item.path("kind").asString(), item -> item.path("action").asString()));
  }

  @Test
  void an_undo_is_refused_as_soon_as_there_is_an_answer() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    assertThat(plan(id)).containsEntry("form", "leave").containsEntry("folder", "leave");

    var refused = service.order(id, "cancel", "\"undo\": true");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("UNDO_REFUSED");
    assertThat(refused.json().path("possible").valueStream().map(JsonNode::asString))
        .contains("pause", "cancel", "signal assessment-completed");
    assertThat(service.run(id).path("status").asString()).isEqualTo("WAITING");
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 0, 0));
  }

  @Test
  void a_run_that_is_cancelled_after_the_pivot_keeps_what_it_has() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    PROXY.add(Fault.refused(Outside.MAKE_DECK, 400).times(2));
    service.signal(id, "{}");
    service.await(id, "NEEDS_ATTENTION");
    assertThat(service.order(id, "cancel", "\"undo\": true").json().path("code").asString())
        .isEqualTo("UNDO_REFUSED");

    assertThat(service.order(id, "cancel").status()).isEqualTo(202);
    service.await(id, "CANCELLED");
    var made = service.made(id);
    assertThat(made.live()).isEqualTo(new Made.Live(1, 1, 1, 0, 0));
    assertThat(made.form().path("responses").size()).isEqualTo(1);
    assertThat(service.history(id, "UndoStarted")).isEmpty();
    assertThat(service.signal(id, "{}").status()).isEqualTo(409);
  }

  @Test
  void a_dry_run_tells_what_would_be_and_stores_nothing() throws Exception {
    var before = runs();
    var calls = service.sandbox().path("calls").size();
    var reply = service.post("/api/v1/runs?dryRun=true", Requests.small().toString());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("blueprint").isObject()).isTrue();
    assertThat(reply.json().at("/calls/core").asInt()).isEqualTo(2);
    assertThat(runs()).isEqualTo(before);
    assertThat(service.sandbox().path("calls").size()).isEqualTo(calls);
  }

  private static JsonNode runs() throws Exception {
    return service.get("/api/v1/runs?limit=200").json();
  }

  @Test
  void bad_input_is_refused_with_a_pointer_to_the_field_and_stores_nothing() throws Exception {
    var before = runs();
    var request = Requests.small();
    request.withObject("/input/learner").put("email", "nobody");
    var refused = service.post("/api/v1/runs", request.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asString())
        .isEqualTo("/input/learner/email");
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void videos_that_are_not_wanted_are_skipped() throws Exception {
    var request = Requests.small();
    request.withObject("/input/delivery").put("videos", false);
    var run = delivered(request);
    assertThat(Service.steps(run))
        .containsEntry("GENERATE_PRESENTATIONS", "COMPLETED")
        .containsEntry("GENERATE_AVATAR_VIDEOS", "SKIPPED");
    assertThat(service.made(run.path("id").asString()).live())
        .isEqualTo(new Made.Live(1, 1, 1, 2, 0));
  }

  @Test
  void presentations_that_are_not_wanted_are_skipped_and_so_are_their_videos() throws Exception {
    var request = Requests.small();
    request.withObject("/input/delivery").put("presentations", false).remove("videos");
    var run = delivered(request);
    assertThat(Service.steps(run))
        .containsEntry("GENERATE_PRESENTATIONS", "SKIPPED")
        .containsEntry("GENERATE_AVATAR_VIDEOS", "SKIPPED")
        .containsEntry("FINALIZE_RESOURCES", "COMPLETED");
    assertThat(service.made(run.path("id").asString()).live())
        .isEqualTo(new Made.Live(1, 1, 1, 0, 0));
  }

  private static JsonNode delivered(JsonNode request) throws Exception {
    var waiting = service.beginAndWait(request);
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    service.signal(id, "{}");
    var run = service.await(id, "COMPLETED");
    assertThat(run.path("missing")).isEmpty();
    return run;
  }
}
