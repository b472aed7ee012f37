package dev.presgen.orchestrator.web.api.view;

import static dev.presgen.orchestrator.web.api.view.Journey.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.web.api.Workshop;
import dev.presgen.orchestrator.web.api.view.RunSummary.Awaiting;
import dev.presgen.orchestrator.web.api.view.RunSummary.Missing;
import dev.presgen.orchestrator.web.api.view.RunSummary.Place;
import dev.presgen.orchestrator.web.api.view.RunSummary.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunViewsTest {

  private static final Failure CRACKED =
      new Failure.Permanent("CRACKED", "it cracked", "Mend it.");

  @Test
  void a_run_that_waits_says_for_what_and_until_when() {
    assertThat(Journey.waiting(2, 0).whole())
        .isEqualTo(
            new RunView(
                new RunSummary(
                    "run-1",
                    "workshop",
                    "3",
                    "my-run",
                    Status.WAITING,
                    new Place("FILLED", 2, 5, 1, NOON.plusSeconds(2)),
                    new Progress(1, 5),
                    List.of(
                        new Awaiting(
                            "FILLED",
                            "fill",
                            "x@x",
                            NOON.plusSeconds(2).plus(Duration.ofDays(2)),
                            NOON.plusSeconds(2).plus(Duration.ofDays(1)))),
                    List.of(),
                    null,
                    Map.of("team", "blue"),
                    NOON,
                    NOON.plusSeconds(2),
                    null,
                    1_000),
                Map.of("mould", "https://moulds.example/m"),
                List.of(
                    new StepView(
                        "MAKE",
                        1,
                        StepStatus.COMPLETED,
                        1,
                        NOON.plusSeconds(1),
                        NOON.plusSeconds(2),
                        1_000L,
                        List.of()),
                    new StepView(
                        "FILLED",
                        2,
                        StepStatus.WAITING,
                        1,
                        NOON.plusSeconds(2),
                        null,
                        null,
                        List.of()),
                    pending("COPIES", 3),
                    pending("POSTERS", 4),
                    pending("PACK", 5)),
                new Workshop.Wish("x", 2, 0),
                Map.of("MAKE", new Workshop.Mould("m"))));
  }

  @Test
  void a_reminder_that_was_sent_is_not_the_next_one() {
    var awaiting = Journey.waiting(1, 0).after(Duration.ofHours(25)).summary().awaiting();
    assertThat(awaiting)
        .isEqualTo(
            List.of(
                new Awaiting(
                    "FILLED", "fill", "x@x", NOON.plusSeconds(2).plus(Duration.ofDays(2)), null)));
  }

  @Test
  void a_step_that_is_tried_again_says_when_and_why() {
    var journey = Journey.begun(1, 0).fail("MAKE", new Failure.Transient("no answer"));
    assertThat(journey.stands())
        .containsExactly("MAKE RETRYING 1", "FILLED PENDING 0", "COPIES PENDING 0",
            "POSTERS PENDING 0", "PACK PENDING 0");
    var error = journey.summary().error();
    assertThat(error)
        .isEqualTo(
            new ErrorView(
                "TRANSIENT",
                ErrorView.Category.TRANSIENT,
                "no answer",
                "Nothing: it is tried again by itself.",
                "MAKE",
                "MAKE",
                1,
                error.nextRetryAt(),
                null));
    assertThat(error.nextRetryAt()).isAfter(NOON.plusSeconds(2));
    assertThat(journey.summary().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_blocked_step_says_what_an_administrator_must_do() {
    var journey =
        Journey.begun(1, 0)
            .fail("MAKE", new Failure.Blocked("key revoked", "Renew it.", Duration.ofHours(1)));
    assertThat(journey.stands()).startsWith("MAKE BLOCKED 1");
    assertThat(journey.summary().error())
        .isEqualTo(
            new ErrorView(
                "BLOCKED",
                ErrorView.Category.BLOCKED,
                "key revoked",
                "Renew it.",
                "MAKE",
                "MAKE",
                1,
                NOON.plusSeconds(2).plus(Duration.ofHours(1)),
                null));
  }

  @Test
  void an_item_that_is_stuck_does_not_hide_that_others_go_on() {
    var journey = Journey.filled(3, 0).fail("COPIES/1/CAST", CRACKED);
    assertThat(journey.stands())
        .containsExactly(
            "MAKE COMPLETED 1",
            "FILLED COMPLETED 1",
            "COPIES RUNNING 1",
            "- COPIES/1 FAILED 1",
            "- COPIES/2 RUNNING 1",
            "- COPIES/3 PENDING 0",
            "POSTERS PENDING 0",
            "PACK PENDING 0");
    assertThat(journey.summary().status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(journey.summary().error())
        .isEqualTo(
            new ErrorView(
                "CRACKED",
                ErrorView.Category.PERMANENT,
                "it cracked",
                "Mend it.",
                "COPIES",
                "COPIES/1",
                1,
                null,
                null));
    journey.succeed("COPIES/2/CAST", new Workshop.Copy("wax", 2))
        .succeed("COPIES/3/CAST", new Workshop.Copy("wax", 3));
    assertThat(journey.stands()).contains("COPIES FAILED 1", "- COPIES/3 COMPLETED 1");
  }

  @Test
  void a_run_that_was_completed_names_what_is_missing() {
    var journey =
        Journey.filled(2, 2)
            .fail("COPIES/1/CAST", CRACKED)
            .skip("COPIES/1")
            .succeed("COPIES/2/CAST", new Workshop.Copy("wax", 2))
            .fail("POSTERS/1/PAINT", CRACKED)
            .succeed("POSTERS/2/PAINT", new Workshop.Poster(2))
            .succeed("PACK", new Workshop.Parcel(List.of("wax2"), "hidden"));
    assertThat(journey.stands())
        .containsExactly(
            "MAKE COMPLETED 1",
            "FILLED COMPLETED 1",
            "COPIES COMPLETED 1",
            "- COPIES/1 SKIPPED 1",
            "- COPIES/2 COMPLETED 1",
            "POSTERS COMPLETED 1",
            "- POSTERS/1 FAILED 1",
            "- POSTERS/2 COMPLETED 1",
            "PACK COMPLETED 1");
    var run = journey.whole();
    assertThat(run.summary().missing())
        .containsExactlyInAnyOrder(
            new Missing("copie", "COPIES/1", "because"),
            new Missing("poster", "POSTERS/1", "it cracked"));
    assertThat(run.summary().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.summary().progress()).isEqualTo(new Progress(5, 5));
    assertThat(run.summary().step()).isNull();
    assertThat(run.outputs())
        .isEqualTo(
            Map.of(
                "MAKE", new Workshop.Mould("m"),
                "FILLED", new Workshop.Filled("wax"),
                "COPIES", Map.of("2", new Workshop.Copy("wax", 2)),
                "POSTERS", Map.of("2", new Workshop.Poster(2)),
                "PACK", new Workshop.Parcel.Label(List.of("wax2"))));
  }

  @Test
  void a_step_that_the_request_leaves_out_is_skipped_and_nothing_is_missing() {
    var journey =
        Journey.filled(1, 0)
            .succeed("COPIES/1/CAST", new Workshop.Copy("wax", 1))
            .succeed("PACK", new Workshop.Parcel(List.of("wax1"), "hidden"));
    assertThat(journey.stands()).contains("POSTERS SKIPPED 0");
    assertThat(journey.summary().missing()).isEmpty();
    assertThat(journey.summary().progress()).isEqualTo(new Progress(5, 5));
  }

  @Test
  void waits_do_not_count_as_active_time() {
    var journey =
        Journey.waiting(1, 0).after(Duration.ofHours(9));
    assertThat(journey.summary().activeMs()).isEqualTo(1_000);
    var running = Journey.begun(1, 0);
    running.next();
    assertThat(running.summary().activeMs()).isEqualTo(1_000);
  }

  @Test
  void an_undo_is_shown_while_it_goes_on_and_after_it() {
    var journey = Journey.waiting(1, 0).cancel(true).after(Duration.ofSeconds(1));
    assertThat(journey.stands()).startsWith("MAKE RUNNING 2", "FILLED SKIPPED 1");
    assertThat(journey.summary().status()).isEqualTo(Status.UNDOING);
    journey.undone("MAKE");
    assertThat(journey.stands()).startsWith("MAKE UNDONE 2", "FILLED SKIPPED 1");
    assertThat(journey.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(journey.summary().progress()).isEqualTo(new Progress(1, 5));
  }

  @Test
  void an_undo_that_was_given_up_needs_attention() {
    var journey =
        Journey.waiting(1, 0).cancel(true).after(Duration.ofSeconds(1)).fail("MAKE", CRACKED);
    assertThat(journey.stands()).startsWith("MAKE FAILED 2", "FILLED SKIPPED 1");
    assertThat(journey.summary().status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(journey.summary().error().code()).isEqualTo("CRACKED");
  }

  @Test
  void the_step_over_which_a_run_has_failed_stays_the_one_that_failed() {
    var journey = Journey.begun(1, 0).fail("MAKE", CRACKED);
    assertThat(journey.summary().status()).isEqualTo(Status.UNDOING);
    journey.undone("MAKE");
    assertThat(journey.summary().status()).isEqualTo(Status.FAILED);
    assertThat(journey.stands()).startsWith("MAKE FAILED 2", "FILLED PENDING 0");
    assertThat(journey.summary().error().whatToDo()).isEqualTo("Mend it.");
    assertThat(journey.summary().progress()).isEqualTo(new Progress(0, 5));
  }

  @Test
  void a_run_that_is_cancelled_waits_for_nothing_any_more() {
    var journey = Journey.waiting(1, 0).cancel(false);
    assertThat(journey.summary().awaiting()).isEmpty();
    assertThat(journey.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(journey.stands())
        .containsExactly("MAKE COMPLETED 1", "FILLED SKIPPED 1", "COPIES PENDING 0",
            "POSTERS PENDING 0", "PACK PENDING 0");
    assertThat(journey.summary().progress()).isEqualTo(new Progress(1, 5));
  }

  @Test
  void a_run_of_a_workflow_that_is_not_known_here_shows_what_it_has_come_to() {
    var journey = Journey.waiting(1, 0);
    var view =
        new RunViews(journey.record(), Optional.empty(), NOON).whole(journey.outputs(), Set.of());
    assertThat(view.steps().stream().map(step -> step.name() + " " + step.status()))
        .containsExactly("MAKE COMPLETED", "FILLED WAITING");
    assertThat(view.links()).isEmpty();
    assertThat(view.outputs()).isEmpty();
  }

  private static StepView pending(String name, int number) {
    return new StepView(
        name, number, StepStatus.PENDING, 0, null, null, null, List.of());
  }
}
