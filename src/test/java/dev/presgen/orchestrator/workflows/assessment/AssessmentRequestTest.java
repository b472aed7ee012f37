package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Queue;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Standing;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankFormat;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request comes to: its reading, its forecast, and its second reading in step 1. */
class AssessmentRequestTest {

  private final World world = new World();

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }

  @Test
  void a_request_that_does_not_fit_is_told_where() {
    var workflow = new Pipeline(world, Requests.small()).workflow;

    var read = workflow.read(json("{\"learner\": {\"email\": \"nobody\"}}"), Pipeline.RUN);

    assertThat(read).isInstanceOf(Checked.Wrong.class);
    assertThat(read.toString())
        .contains("/certification", "/learner/email", "/assessment/questionCount");
  }

  @Test
  void a_bank_that_has_shrunk_since_fails_the_run_and_says_so() {
    var run = new Pipeline(world, Requests.small());
    run.banks.put(
        ItemBanks.BUNDLED,
        BankFormat.GIFT,
        """
        $CATEGORY: Design Secure Architectures/Access

        one {=a ~b}

        $CATEGORY: Design Resilient Architectures/Backup

        two {=a ~b}
        """);

    run.drive();

    assertThat(run.status()).isEqualTo(Status.FAILED);
    var ended = (Lifecycle.Ended) run.state().lifecycle();
    assertThat(ended.cause().map(Lifecycle.Cause::failure))
        .get()
        .isInstanceOfSatisfying(
            Failure.Permanent.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("REQUEST_REFUSED");
              assertThat(failure.detail())
                  .contains("/assessment/questionCount", "Design Secure Architectures");
            });
    assertThat(world.faults.calls()).isEmpty();
  }

  @Test
  void videos_without_presentations_are_refused_and_stop_no_run_that_began_with_them() {
    var both = Requests.request("\"presentations\": false, \"videos\": true");
    var run = new Pipeline(world, Requests.request("\"presentations\": false"));

    assertThat(run.workflow.read(json(both), Pipeline.RUN))
        .isEqualTo(
            new Checked.Wrong<AssessmentInput>(
                List.of(
                    new FieldProblem(
                        "/delivery/videos",
                        "is true, must be false or left out where presentations is false: a video"
                            + " is made of a deck"))));

    var ofOld = new RequestAssessment.Input(new AssessmentInput(json(both)));
    var ofNew =
        new RequestAssessment.Input(
            new AssessmentInput(json(Requests.request("\"presentations\": false"))));
    var context =
        new StepContext(
            Pipeline.RUN, "REQUEST_ASSESSMENT", 1, false, Instant.MAX, world.ledger);
    var step = new RequestAssessment(run.banks);
    assertThat(step.execute(ofOld, context)).isEqualTo(step.execute(ofNew, context));
  }

  private AssessmentForecast forecast(String delivery) {
    var workflow = new Pipeline(world, Requests.request(delivery)).workflow;
    return workflow.forecast(new AssessmentInput(json(Requests.request(delivery))));
  }

  @Test
  void a_forecast_counts_the_calls_of_each_quota() {
    var forecast = forecast("\"courses\": 3, \"slidesPerCourse\": 8");

    assertThat(forecast.calls())
        .isEqualTo(
            Map.of(
                "forms.read", 2,
                "forms.expensive", 2,
                "forms.write", 3,
                "sheets.read", 3,
                "sheets.write", 3,
                "drive.units", 315,
                "core", 3,
                "avatar", 3));
    assertThat(forecast.blueprint().slides()).isEqualTo(24);
    assertThat(forecast.renderingAtMost()).isEqualTo(Duration.ofMinutes(2));
    assertThat(world.faults.calls()).isEmpty();
  }

  @Test
  void a_forecast_says_how_long_the_videos_play_and_when_the_run_could_be_through() {
    var idle = forecast("\"courses\": 3, \"slidesPerCourse\": 8");
    assertThat(idle.videosLast()).isEqualTo(Duration.ofMinutes(12));
    assertThat(idle.quotaWaits()).isEmpty();
    assertThat(idle.earliestEnd()).isEqualTo(world.time.instant().plus(Duration.ofMinutes(2)));
  }

  @Test
  void what_others_wait_for_already_puts_off_the_end_that_is_forecast() {
    world.standings =
        List.of(
            new Standing("sheets.write", 40, 120, 60, Duration.ofMinutes(2)),
            new Standing("forms.write", 0, 0, 90, Duration.ZERO));
    var forecast = forecast("\"courses\": 3, \"slidesPerCourse\": 8");
    assertThat(forecast.quotaWaits()).isEqualTo(Map.of("sheets.write", Duration.ofMinutes(2)));
    // Its own three writes take three seconds more, and the decks two minutes.
    assertThat(forecast.earliestEnd())
        .isEqualTo(world.time.instant().plus(Duration.ofMinutes(4)).plusSeconds(3));
  }

  @Test
  void decks_and_videos_for_which_others_wait_put_it_off_too() {
    world.queues =
        List.of(
            new Queue("core", 4, 2, Optional.of(Duration.ofMinutes(1))),
            new Queue("avatar", 1, 2, Optional.of(Duration.ofMinutes(8))));
    var forecast = forecast("\"courses\": 3, \"slidesPerCourse\": 8");
    assertThat(forecast.quotaWaits())
        .isEqualTo(Map.of("core", Duration.ofMinutes(2), "avatar", Duration.ofMinutes(4)));
    // Two minutes in line, two rounds of two minutes for the decks; then four in line, and twice eight.
    assertThat(forecast.renderingAtMost()).isEqualTo(Duration.ofMinutes(4));
    assertThat(forecast.earliestEnd())
        .isEqualTo(world.time.instant().plus(Duration.ofMinutes(2 + 4 + 4 + 16)));
  }

  @Test
  void nobody_is_said_to_wait_for_how_long_before_a_use_has_ended() {
    world.queues = List.of(new Queue("avatar", 3, 2, Optional.empty()));
    var forecast = forecast("\"courses\": 3, \"slidesPerCourse\": 8");
    assertThat(forecast.quotaWaits()).isEmpty();
    assertThat(forecast.earliestEnd()).isEqualTo(world.time.instant().plus(Duration.ofMinutes(2)));
  }

  @Test
  void looks_grow_rare_with_the_age_of_the_wait() {
    // 30 s for 5 minutes, a tenth of the age up to 2.5 hours, then every 15 minutes of 7 days.
    assertThat(forecast("\"courses\": 1").looksAtMost()).isBetween(690L, 720L);
  }

  @Test
  void what_is_not_wanted_is_not_forecast() {
    var forecast = forecast("\"presentations\": false, \"public\": true");

    assertThat(forecast.calls())
        .containsEntry("core", 0)
        .containsEntry("avatar", 0)
        .containsEntry("drive.units", 265);
    assertThat(forecast.renderingAtMost()).isZero();
  }

  @Test
  void the_steps_are_the_eleven_and_the_schema_is_the_published_one() {
    var workflow = new Pipeline(world, Requests.small()).workflow;

    assertThat(workflow.steps()).hasSize(11).startsWith("REQUEST_ASSESSMENT");
    assertThat(workflow.inputSchema().path("properties").has("certification")).isTrue();
    assertThat(workflow.workflow().fingerprint())
        .isEqualTo(new Pipeline(new World(), Requests.small()).workflow.workflow().fingerprint());
  }
}
