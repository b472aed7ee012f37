package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.e2e.Http.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Going back: free after the answer, refused across it and across what only an undo takes back. */
@Timeout(120)
class RewindTest {
  private static final List<String> TABS =
      List.of("Summary", "Answers", "Gap analysis", "Training plan", "Course 1", "Course 2");

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

  @ParameterizedTest
  @CsvSource({
      "SET_PUBLISHED, ANALYZE_RESULTS",
      // The form is closed by then.
      "LET_IN, ANALYZE_RESULTS",
      "SET_PUBLISHED, PUBLISH_GAP_ANALYSIS",
      "SET_PUBLISHED, GENERATE_TRAINING_PLAN",
      "SET_PUBLISHED, GENERATE_COURSE_OUTLINES",
      "SET_PUBLISHED, GENERATE_PRESENTATIONS"
  })
  void a_run_whose_decks_and_videos_are_made_goes_back_and_ends_with_one_of_everything(
      Outside refused, String step)
      throws Exception {
    var before = atItsEnd(refused);
    var id = before.path("id").asString();
    var reply = rewind(id, step);
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    assertThatAheadIsPending(reply.json(), step);

    var run = service.await(id, "COMPLETED");
    assertThat(Service.steps(run).values()).containsOnly("COMPLETED");
    assertThat(run.path("missing")).isEmpty();
    assertThat(tabs(id)).containsExactlyElementsOf(TABS);
    // What was made first exists and is listed beside what counts now.
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 4, 4));
    assertThat(existing(id, "deck")).hasSize(4).containsAll(linked(run, "presentations"));
    assertThat(existing(id, "video")).hasSize(4).containsAll(linked(run, "videos"));
    assertThat(linked(run, "presentations"))
        .hasSize(2)
        .doesNotContainAnyElementsOf(linked(before, "presentations"));
    assertThat(linked(run, "videos")).hasSize(2)
        .doesNotContainAnyElementsOf(linked(before, "videos"));
    assertThat(keys(id)).hasSize(4);
    assertThat(existing(id, "form")).hasSize(1);
    assertThat(existing(id, "sheet")).hasSize(1);
    assertThat(existing(id, "folder")).hasSize(1);
    assertThat(service.resources(id))
        .extracting(row -> row.path("state").asString())
        .doesNotContain("INTENDED", "UNKNOWN", "LEFT");
    assertThatLinksWork(run);
  }

  @Test
  void videos_alone_are_made_anew_for_the_same_decks() throws Exception {
    var before = atItsEnd(Outside.SET_PUBLISHED);
    var id = before.path("id").asString();
    assertThat(rewind(id, "GENERATE_AVATAR_VIDEOS").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(linked(run, "presentations")).isEqualTo(linked(before, "presentations"));
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 2, 4));
    assertThatLinksWork(run);
  }

  @Test
  void an_edited_plan_is_followed_by_outlines_decks_videos_and_sheet() throws Exception {
    var before = atItsEnd(Outside.SET_PUBLISHED);
    var id = before.path("id").asString();
    var plan = (ObjectNode) before.at("/outputs/GENERATE_TRAINING_PLAN").deepCopy();
    var courses = (ArrayNode) plan.path("courses");
    courses.remove(0);
    ((ObjectNode) courses.get(0)).put("title", "=Rather this").put("hours", 7.5);
    plan.put("hours", 7.5);
    var reply =
        rewind(id, "GENERATE_COURSE_OUTLINES", "\"input\": {\"plan\": " + plan + "}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);

    var run = service.await(id, "COMPLETED");
    assertThat(run.at("/outputs/GENERATE_TRAINING_PLAN")).isEqualTo(plan);
    assertThat(run.at("/outputs/GENERATE_COURSE_OUTLINES/courses/0/title").asString())
        .isEqualTo("=Rather this");
    assertThat(tabs(id))
        .containsExactly("Summary", "Answers", "Gap analysis", "Training plan", "Course 2");
    assertThat(service.made(id).sheet().at("/tabs/3/cells").valueStream())
        .extracting(row -> row.path(0).asString() + row.path(1).asString())
        .containsExactly("CourseTitle", "2=Rather this", "All courses");
    assertThat(linked(run, "presentations")).hasSize(1);
    assertThat(linked(run, "videos")).hasSize(1);
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 3, 3));
    assertThatLinksWork(run);
  }

  @Test
  void a_plan_that_does_not_fit_is_refused_and_one_that_cannot_be_taught_waits_for_another()
      throws Exception {
    var before = atItsEnd(Outside.SET_PUBLISHED);
    var id = before.path("id").asString();
    var plan = (ObjectNode) before.at("/outputs/GENERATE_TRAINING_PLAN").deepCopy();
    var first = (ObjectNode) plan.at("/courses/0");
    first.put("key", "a/b");
    assertThat(refusal(id, plan))
        .isEqualTo("/input/plan/courses/0: key must be 1 to 60 letters, digits, _ or -");
    first.put("key", "2");
    assertThat(refusal(id, plan)).isEqualTo("/input/plan: has two courses with the key 2");
    first.put("key", "1").put("minutes", 5);
    assertThat(refusal(id, plan)).startsWith("/input/plan/courses/0/minutes: is not known here");
    first.remove("minutes");
    first.remove("title");
    assertThat(refusal(id, plan)).isEqualTo("/input/plan/courses/0/title: is missing");
    assertThat(service.history(id, "Rewound")).isEmpty();

    first.put("title", "Gardening").put("domain", "Gardening");
    var input = "\"input\": {\"plan\": " + plan + "}";
    assertThat(rewind(id, "GENERATE_COURSE_OUTLINES", input).status()).isEqualTo(202);
    var stuck = service.await(id, "NEEDS_ATTENTION");
    assertThat(stuck.at("/error/code").asString()).isEqualTo("NOTHING_TO_TEACH");
    assertThat(stuck.at("/error/message").asString()).contains("course 1 (domain \"Gardening\"");
    assertThat(rewind(id, "GENERATE_TRAINING_PLAN").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(run.at("/outputs/GENERATE_TRAINING_PLAN"))
        .isEqualTo(before.at("/outputs/GENERATE_TRAINING_PLAN"));
    assertThat(tabs(id)).containsExactlyElementsOf(TABS);
  }

  private static String refusal(String id, JsonNode plan) throws Exception {
    var reply = rewind(id, "GENERATE_COURSE_OUTLINES", "\"input\": {\"plan\": " + plan + "}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    var error = reply.json().at("/errors/0");
    return error.path("pointer").asString() + ": " + error.path("detail").asString();
  }

  @Test
  void one_deck_is_made_anew_while_another_one_waits_to_be_mended() throws Exception {
    var id = answered(Fault.refused(Outside.MAKE_DECK, 400));
    var stuck =
        service.await(
            id,
            "one deck made and one refused",
            run -> run.at("/steps/8/items")
                .valueStream()
                .map(item -> item.path("status").asString())
                .sorted()
                .toList()
                .equals(List.of("COMPLETED", "FAILED")));
    var failed = stuck.at("/error/path").asString();
    var made = failed.endsWith("/1") ? "GENERATE_PRESENTATIONS/2" : "GENERATE_PRESENTATIONS/1";
    var first = existing(id, "deck");
    assertThat(rewind(id, made).status()).isEqualTo(202);
    assertThat(service.order(id, "retry", "\"path\": \"" + failed + "\"").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(linked(run, "presentations")).hasSize(2).doesNotContainAnyElementsOf(first);
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 3, 2));
  }

  @Test
  void nobody_goes_back_across_the_answer_or_across_what_only_an_undo_takes_back()
      throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    assertThat(code(rewind(id, "GENERATE_ASSESSMENT"))).isEqualTo("UNDOABLE_BETWEEN");
    assertThat(code(rewind(id, "CREATE_GOOGLE_ASSETS"))).isEqualTo("UNDOABLE_BETWEEN");
    var ahead = rewind(id, "ANALYZE_RESULTS");
    assertThat(code(ahead)).isEqualTo("NOTHING_TO_REWIND_TO");
    assertThat(ahead.json().path("possible").valueStream().map(JsonNode::asString))
        .contains("extend", "delegate", "cancel");
    LearnerBrowser.answerAllWrong(service, waiting);
    PROXY.add(Fault.refused(Outside.MAKE_DECK, 400).times(2));
    service.signal(id, "{}");
    service.await(
        id,
        "both decks refused",
        run -> run.at("/steps/8/items")
            .valueStream()
            .map(item -> item.path("status").asString())
            .toList()
            .equals(List.of("FAILED", "FAILED")));
    assertThat(code(rewind(id, "AWAITING_COMPLETION"))).isEqualTo("ANSWER_BETWEEN");
    assertThat(code(rewind(id, "REQUEST_ASSESSMENT"))).isEqualTo("UNDOABLE_BETWEEN");
    assertThat(service.history(id, "Rewound")).isEmpty();
  }

  @Test
  void while_an_attempt_is_under_way_a_run_is_paused_first() throws Exception {
    var rendering = Fault.hanging(Outside.MAKE_DECK);
    var id = answered(rendering);
    assertThat(rendering.awaitHit()).isTrue();
    assertThat(code(rewind(id, "GENERATE_TRAINING_PLAN"))).isEqualTo("ATTEMPT_UNDER_WAY");
    assertThat(service.order(id, "pause").status()).isEqualTo(202);
    assertThat(code(rewind(id, "GENERATE_TRAINING_PLAN"))).isEqualTo("ATTEMPT_UNDER_WAY");
    rendering.end();
    service.await(id, "both decks", _ -> completed(id, "GENERATE_PRESENTATIONS/") == 2);
    var back = rewind(id, "GENERATE_TRAINING_PLAN");
    assertThat(back.status()).as(back.body()).isEqualTo(202);
    assertThat(back.json().path("status").asString()).isEqualTo("PAUSED");
    assertThatAheadIsPending(back.json(), "GENERATE_TRAINING_PLAN");
    assertThat(service.order(id, "resume").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(tabs(id)).containsExactlyElementsOf(TABS);
    assertThat(linked(run, "presentations")).hasSize(2);
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 4, 2));
    assertThatLinksWork(run);
  }

  private static long completed(String id, String prefix) {
    try {
      return service.history(id, "StepCompleted")
          .stream()
          .filter(entry -> entry.path("path").asString().startsWith(prefix))
          .count();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** A run that has made everything, and stands before its last step. */
  private static JsonNode atItsEnd(Outside refused) throws Exception {
    var id = answered(Fault.refused(refused, 400));
    var run = service.await(id, "NEEDS_ATTENTION");
    assertThat(Service.steps(run)).containsEntry("FINALIZE_RESOURCES", "FAILED");
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 2, 2));
    return run;
  }

  private static String answered(Fault fault) throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    LearnerBrowser.answerAllWrong(service, waiting);
    PROXY.add(fault);
    var id = waiting.path("id").asString();
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    return id;
  }

  private static Reply rewind(String id, String to, String... more) throws Exception {
    return service.order(
        id,
        "rewind",
        Stream.concat(Stream.of("\"to\": \"" + to + "\""), Stream.of(more)).toArray(String[]::new));
  }

  private static String code(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(409);
    return reply.json().path("code").asString();
  }

  private static void assertThatAheadIsPending(JsonNode run, String step) {
    boolean ahead = false;
    for (var one : run.path("steps")) {
      ahead |= one.path("name").asString().equals(step);
      var stands = one.path("status").asString();
      if (one.path("name").asString().equals(step)) {
        // What has items lists them at once.
        assertThat(stands).isIn("PENDING", "RUNNING");
      } else {
        assertThat(stands).as("%s", one).isEqualTo(ahead ? "PENDING" : "COMPLETED");
        assertThat(one.path("items")).isEmpty();
      }
    }
    assertThat(run.at("/step/name").asString()).isEqualTo(step);
    assertThat(run.at("/progress/completed").asInt())
        .isEqualTo(run.at("/step/number").asInt() - 1);
    assertThat(run.at("/links/presentations")).isEmpty();
    assertThat(run.at("/links/videos")).isEmpty();
  }

  private static List<String> tabs(String id) throws Exception {
    return service.made(id)
        .sheet()
        .path("tabs")
        .valueStream()
        .map(tab -> tab.path("title").asString())
        .toList();
  }

  private static List<String> linked(JsonNode run, String kind) {
    return run.at("/links/" + kind).valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> existing(String id, String kind) throws Exception {
    return service.resources(id)
        .stream()
        .filter(row -> row.path("kind").asString().equals(kind))
        .filter(row -> row.path("state").asString().equals("EXISTS"))
        .map(row -> row.path("url").asString())
        .toList();
  }

  /** The keys under which decks were asked for. */
  private static Set<String> keys(String id) throws Exception {
    return service.made(id)
        .decks()
        .stream()
        .map(deck -> deck.path("requestId").asString())
        .collect(Collectors.toSet());
  }

  private static void assertThatLinksWork(JsonNode run) throws Exception {
    for (var link : run.path("links").valueStream().flatMap(RewindTest::texts).toList()) {
      assertThat(service.get(URI.create(link)).status()).as(link).isEqualTo(200);
    }
  }

  private static Stream<String> texts(JsonNode link) {
    return link.isArray() ? link.valueStream().map(JsonNode::asString) : Stream.of(link.asString());
  }
}
