package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** Answers that are lost, late, or say to come back later: the run ends as if nothing had been. */
@Timeout(120)
class UnreliableNetworkTest {
  private static final Made.Live ALL = new Made.Live(1, 1, 1, 2, 2);

  /** More often than these steps may be tried. */
  private static final int OFTEN = 3;

  @TempDir
  private static Path data;

  private static final FaultProxy PROXY = new FaultProxy();
  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.startBehind(
            PROXY, data, "--presgen.retry.attempts=2", "--presgen.google.call-timeout=5s");
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
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RESERVE_ID", "LIST_FILES", "TRASH", "READ_FORM", "READ_RESPONSES", "READ_SHEET",
          "MAKE_VIDEO"})
  void an_effect_whose_answer_is_lost_is_there_once(Outside call) throws Exception {
    var fault = PROXY.add(Fault.replyLost(call));
    var run = wholeRun();
    assertThat(fault.hits()).isEqualTo(1);
    assertThatAllIsThereOnce(run);
  }

  /** Starts a run, answers its form, and waits for its end. */
  private static JsonNode wholeRun() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    return service.await(id, "COMPLETED");
  }

  private static void assertThatAllIsThereOnce(JsonNode run) throws Exception {
    var id = run.path("id").asString();
    assertThat(run.path("missing")).isEmpty();
    var made = service.made(id);
    assertThat(made.live()).isEqualTo(ALL);
    assertThat(made.forms()).hasSize(1);
    assertThat(made.sheets()).hasSize(1);
    assertThat(made.form().path("items").size()).isEqualTo(4);
    assertThat(made.sheet().path("tabs").valueStream().map(tab -> tab.path("title").asString()))
        .containsExactly(
            "Summary", "Answers", "Gap analysis", "Training plan", "Course 1", "Course 2");
    // A try that came to nothing may stay in the ledger, without an object.
    assertThat(service.resources(id).stream().filter(row -> !isThere(row)))
        .allMatch(row -> row.path("externalId").isNull());
  }

  private static boolean isThere(JsonNode row) {
    return row.path("state").asString().equals("EXISTS");
  }

  @Test
  void a_video_whose_answer_is_lost_may_be_there_twice_and_says_so() throws Exception {
    PROXY.add(Fault.replyLost(Outside.MAKE_VIDEO));
    var run = wholeRun();
    var id = run.path("id").asString();
    assertThat(run.at("/links/videos").size()).isEqualTo(2);
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 2, 3));
    assertThat(service.resources(id).stream().filter(row -> !isThere(row)))
        .singleElement()
        .satisfies(
            row -> assertThat(row.path("kind") + " " + row.path("state"))
                .isEqualTo("\"video\" \"UNKNOWN\""));
  }

  @Test
  void an_answer_that_does_not_come_is_not_waited_for() throws Exception {
    PROXY.add(Fault.hanging(Outside.CREATE_FORM));
    assertThatAllIsThereOnce(wholeRun());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"LIST_FILES", "TRASH", "READ_RESPONSES"})
  void a_service_that_is_busy_costs_no_attempt(Outside call) throws Exception {
    var fault = PROXY.add(Fault.refused(call, 429).times(OFTEN));
    var run = wholeRun();
    assertThat(fault.hits()).isEqualTo(OFTEN);
    assertThatAllIsThereOnce(run);
    assertThat(service.history(run.path("id").asString(), "AttemptFailed"))
        // A short wait that is asked for is waited out in place.
        .hasSizeBetween(1, OFTEN)
        .allSatisfy(
            failed -> {
              assertThat(failed.at("/data/failure/is").asString()).isEqualTo("throttled");
              assertThat(failed.at("/data/budget/spent").asInt()).isZero();
            });
  }

  @Test
  void a_signal_that_cannot_be_checked_now_is_told_when_to_come_back() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    PROXY.add(Fault.refused(Outside.READ_RESPONSES, 429).times(OFTEN));
    assertThat(service.signal(id, "{}").status()).isEqualTo(503);
    assertThat(service.run(id).path("status").asString()).isEqualTo("WAITING");
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);
    assertThatAllIsThereOnce(service.await(id, "COMPLETED"));
  }
}
