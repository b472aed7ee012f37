package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What fails for good once there is an answer waits for a person, and nothing is taken back. */
@Timeout(120)
class AfterThePivotTest {
  private static final Made.Live ALL = new Made.Live(1, 1, 1, 2, 2);

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

  static Stream<Arguments> a_call_of_each_step() {
    return Stream.of(
        arguments("ANALYZE_RESULTS", Outside.READ_FORM, 1),
        // The look for the signal reads the responses first.
        arguments("ANALYZE_RESULTS", Outside.READ_RESPONSES, 2),
        arguments("PUBLISH_GAP_ANALYSIS", Outside.READ_SHEET, 1),
        arguments("PUBLISH_GAP_ANALYSIS", Outside.WRITE_SHEET, 1),
        arguments("GENERATE_TRAINING_PLAN", Outside.WRITE_SHEET, 2),
        arguments("GENERATE_COURSE_OUTLINES", Outside.WRITE_SHEET, 3),
        arguments("GENERATE_PRESENTATIONS", Outside.MAKE_DECK, 1),
        arguments("FINALIZE_RESOURCES", Outside.SET_PUBLISHED, 1),
        arguments("FINALIZE_RESOURCES", Outside.LET_IN, 1));
  }

  @ParameterizedTest
  @MethodSource("a_call_of_each_step")
  void a_refused_call_waits_for_a_person_and_a_retry_brings_one_of_everything(
      String step, Outside call, int nth) throws Exception {
    var id = answered(Fault.refused(call, 400).from(nth));
    var stuck =
        service.await(id, step + " FAILED", run -> "FAILED".equals(Service.steps(run).get(step)));
    assertThat(stuck.path("status").asString()).isEqualTo("NEEDS_ATTENTION");
    assertThat(stuck.at("/error/step").asString()).isEqualTo(step);
    assertThat(stuck.at("/error/category").asString()).isEqualTo("PERMANENT");
    assertThat(stuck.at("/error/whatToDo").asString()).isNotBlank();

    assertThat(service.order(id, "retry").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(Service.steps(run).values()).containsOnly("COMPLETED");
    assertThat(run.path("missing")).isEmpty();
    assertThat(service.made(id).live()).isEqualTo(ALL);
    assertThat(service.history(id, "UndoStarted")).isEmpty();
    assertThat(service.resources(id))
        .extracting(row -> row.path("state").asString())
        .doesNotContain("UNDONE");
  }

  /** Starts a run, lets something go wrong from then on, and answers its form. */
  private static String answered(Fault fault) throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    LearnerBrowser.answerAllWrong(service, waiting);
    PROXY.add(fault);
    var id = waiting.path("id").asString();
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    return id;
  }

  @Test
  void a_deck_that_is_refused_does_not_keep_the_others_and_can_be_given_by_hand()
      throws Exception {
    var id = answered(Fault.refused(Outside.MAKE_DECK, 400));
    var stuck =
        service.await(
            id,
            "one deck made and one refused",
            run -> items(run, "GENERATE_PRESENTATIONS").sorted()
                .toList()
                .toString()
                .equals("[COMPLETED, FAILED]"));
    assertThat(stuck.path("status").asString()).isEqualTo("NEEDS_ATTENTION");
    var deck =
        service
            .post(
                "/sandbox/core/render",
                "{\"report_text\": \"By hand\", \"request_id\": \"by-hand\", \"slides\": 3}")
            .json();
    var path = stuck.at("/error/path").asString();
    var given = "{\"url\": \"" + deck.path("url").asString() + "\"}";

    var skipped =
        service.order(id, "skip", "\"path\": \"" + path + "\"", "\"output\": " + given);
    assertThat(skipped.status()).as(skipped.body()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(run.at("/links/presentations").valueStream().map(JsonNode::asString))
        .hasSize(2)
        .contains(deck.path("url").asString());
    assertThat(run.at("/links/videos").size()).isEqualTo(2);
    assertThat(run.path("missing")).isEmpty();
  }

  private static Stream<String> items(JsonNode run, String step) {
    return run.path("steps")
        .valueStream()
        .filter(one -> one.path("name").asString().equals(step))
        .flatMap(one -> one.path("items").valueStream())
        .map(item -> item.path("status").asString());
  }

  @Test
  void a_deck_that_is_left_out_is_named_as_missing() throws Exception {
    var id = answered(Fault.refused(Outside.MAKE_DECK, 400));
    var path = service.await(id, "NEEDS_ATTENTION").at("/error/path").asString();
    assertThat(service.order(id, "skip", "\"path\": \"" + path + "\"").status()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(run.path("missing").valueStream().map(one -> one.path("path").asString()))
        .containsExactly(path);
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 1, 1));
  }

  @Test
  void a_video_that_cannot_be_made_is_named_as_missing_and_the_run_is_completed()
      throws Exception {
    var id = answered(Fault.refused(Outside.MAKE_VIDEO, 400));
    var run = service.await(id, "COMPLETED");
    assertThat(run.path("missing").size()).isEqualTo(1);
    var missing = run.at("/missing/0");
    assertThat(missing.path("kind").asString()).isEqualTo("video");
    assertThat(missing.path("path").asString()).startsWith("GENERATE_AVATAR_VIDEOS/");
    assertThat(missing.path("why").asString()).contains("Refused by the test.");
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 2, 1));
  }

  @Test
  void a_video_whose_service_refuses_the_token_can_be_given_by_hand_with_a_link_alone()
      throws Exception {
    var id = answered(Fault.refused(Outside.MAKE_VIDEO, 401));
    var blocked =
        service.await(
            id,
            "one video blocked and one made",
            run -> items(run, "GENERATE_AVATAR_VIDEOS").sorted()
                .toList()
                .toString()
                .equals("[BLOCKED, COMPLETED]"));
    var path = blocked.at("/error/path").asString();
    var given = "{\"url\": \"https://videos.example.org/by-hand\"}";

    var skipped =
        service.order(id, "skip", "\"path\": \"" + path + "\"", "\"output\": " + given);
    assertThat(skipped.status()).as(skipped.body()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    assertThat(run.at("/links/videos").valueStream().map(JsonNode::asString))
        .hasSize(2)
        .contains("https://videos.example.org/by-hand");
    assertThat(run.path("missing")).isEmpty();
  }

  @Test
  void a_deadline_without_an_answer_waits_for_a_person_and_an_extension_reopens_it()
      throws Exception {
    var request = Requests.small();
    request.withObject("/input").put("deadline", "PT1S").putArray("reminders");
    var id = service.begin(request);
    var late = service.await(id, "NEEDS_ATTENTION");
    assertThat(late.at("/error/code").asString()).isEqualTo("ASSESSMENT_NOT_COMPLETED");
    assertThat(late.at("/error/whatToDo").asString()).isNotBlank();
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 0, 0));

    var until = Instant.now().plus(Duration.ofHours(1));
    assertThat(service.order(id, "extend", "\"until\": \"" + until + "\"").status())
        .isEqualTo(202);
    var waiting = service.await(id, "WAITING");
    assertThat(Instant.parse(waiting.at("/awaiting/0/deadline").asString()))
        .isCloseTo(until, within(1, ChronoUnit.MILLIS));
    LearnerBrowser.answerAllWrong(service, waiting);
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    service.await(id, "COMPLETED");
    assertThat(service.made(id).live()).isEqualTo(ALL);
  }
}
