package dev.presgen.orchestrator.web.api.view;

import static dev.presgen.orchestrator.web.api.view.Journey.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.web.api.Studio;
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
                List.of(),
                List.of(),
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
        new RunViews(journey.record(), Optional.empty(), NOON)
            .whole(journey.outputs(), Set.of(), Set.of());
    assertThat(view.steps().stream().map(step -> step.name() + " " + step.status()))
        .containsExactly("MAKE COMPLETED", "FILLED WAITING");
    assertThat(view.links()).isEmpty();
    assertThat(view.outputs()).isEmpty();
  }

  @Test
  void branches_are_the_items_of_what_is_done_at_once() {
    var journey =
        Journey.sketching()
            .succeed("SKETCH", new Studio.Sketch("a cat"))
            .succeed("PREPARE/frame/FRAME", new Studio.Frame("oak"))
            .fail("PREPARE/front-glass/GLASS", CRACKED);
    assertThat(journey.stands())
        .containsExactly(
            "SKETCH COMPLETED 1",
            "STENCIL PENDING 0",
            "PREPARE FAILED 1",
            "- PREPARE/frame COMPLETED 1",
            "- PREPARE/front-glass FAILED 1",
            "JUDGED PENDING 0",
            "INSPECT PENDING 0",
            "HANG PENDING 0");
    assertThat(journey.summary().step())
        .isEqualTo(new Place("PREPARE", 3, 6, 1, NOON.plusSeconds(2)));
    var error = journey.summary().error();
    assertThat(List.of(error.step(), error.path()))
        .isEqualTo(List.of("PREPARE", "PREPARE/front-glass"));
  }

  @Test
  void what_branches_give_is_shown_under_the_names_of_the_nodes_that_gave_it() {
    assertThat(Journey.judging().whole().outputs())
        .isEqualTo(
            Map.of(
                "SKETCH", new Studio.Sketch("a cat"),
                "FRAME", new Studio.Frame("oak"),
                "GLASS", new Studio.Glass.Thickness(false)));
  }

  @Test
  void a_wait_stays_open_while_an_action_of_it_is_done() {
    var journey = Journey.judging();
    var awaiting = journey.summary().awaiting();
    assertThat(awaiting)
        .extracting(Awaiting::path, Awaiting::signal, Awaiting::assignee)
        .containsExactly(
            tuple("JUDGED", "like", "judge@example.org"),
            tuple("JUDGED", "dislike", "judge@example.org"),
            tuple("JUDGED", "withdraw", "judge@example.org"),
            tuple("JUDGED", "comment", "judge@example.org"));
    journey.signal("comment", new Studio.Comment("hm")).after(Duration.ofSeconds(1));
    assertThat(journey.stands()).contains("JUDGED WAITING 1", "INSPECT PENDING 0");
    assertThat(journey.summary().status()).isEqualTo(Status.RUNNING);
    assertThat(journey.summary().step().name()).isEqualTo("NOTE");
    assertThat(journey.summary().step().number()).isNull();
    assertThat(journey.summary().awaiting())
        .extracting(Awaiting::signal)
        .containsExactly("like", "dislike", "withdraw", "comment");
    assertThat(journey.summary().progress()).isEqualTo(new Progress(2, 6));
    journey.succeed("NOTE", new Studio.Note("hm"));
    assertThat(journey.stands()).contains("JUDGED WAITING 1");
    assertThat(journey.summary().step().name()).isEqualTo("JUDGED");
    assertThat(journey.whole().outputs()).containsEntry("NOTE", new Studio.Note("hm"));
  }

  @Test
  void a_called_workflow_is_an_item_with_its_own_waits() {
    var journey =
        Journey.judging()
            .signal("like", new Studio.Verdict.Liked(5))
            .after(Duration.ofSeconds(1))
            .succeed("INSPECT/in-spection/LOOK_CLOSELY", new Studio.Looked("a cat"));
    assertThat(journey.stands())
        .contains("JUDGED COMPLETED 1", "INSPECT WAITING 1", "- INSPECT/in-spection WAITING 1");
    assertThat(journey.summary().status()).isEqualTo(Status.WAITING);
    assertThat(journey.summary().awaiting())
        .containsExactly(new Awaiting("INSPECT/in-spection", "sign", null, null, null));
    journey.signal("sign", new Studio.Signed("ada"));
    assertThat(journey.stands())
        .contains("INSPECT COMPLETED 1", "- INSPECT/in-spection COMPLETED 1");
    assertThat(journey.whole().outputs())
        .containsEntry("JUDGED", new Studio.Verdict.Liked(5))
        .containsEntry("INSPECT", new Studio.Signed("ada"));
  }

  @Test
  void a_run_that_came_to_an_end_that_cancels_it_is_cancelled_and_stands_nowhere() {
    var journey = Journey.judging().signal("withdraw", new Studio.Verdict.Withdrawn("mine"));
    assertThat(journey.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(journey.summary().step()).isNull();
    assertThat(journey.summary().error()).isNull();
    assertThat(journey.stands())
        .contains("JUDGED COMPLETED 1", "INSPECT PENDING 0", "HANG PENDING 0");
  }

  @Test
  void of_an_answer_that_is_confidential_only_the_open_part_is_shown() {
    var journey = Journey.judging().signal("dislike", new Studio.Verdict.Disliked("ugly"));
    assertThat(journey.whole().outputs())
        .containsEntry("JUDGED", new Studio.Verdict.Disliked.Bare("disliked"));
  }

  @Test
  void a_step_that_was_made_up_for_is_skipped_and_nothing_is_missing() {
    var journey =
        Journey.sketching()
            .fail("SKETCH", CRACKED)
            .succeed("STENCIL", new Studio.Stencil("a cat"));
    assertThat(journey.stands())
        .contains("SKETCH SKIPPED 1", "STENCIL COMPLETED 1", "PREPARE RUNNING 1");
    assertThat(journey.summary().missing()).isEmpty();
    assertThat(journey.summary().error()).isNull();
  }

  @Test
  void after_going_back_what_lies_ahead_is_as_if_it_had_not_begun() {
    var journey =
        Journey.judging()
            .signal("like", new Studio.Verdict.Liked(5))
            .after(Duration.ofSeconds(1))
            .fail(
                "INSPECT/in-spection/LOOK_CLOSELY", CRACKED);
    assertThat(journey.summary().progress()).isEqualTo(new Progress(3, 6));
    journey.rewind("PREPARE");
    assertThat(journey.stands())
        .containsExactly(
            "SKETCH COMPLETED 1",
            "STENCIL PENDING 0",
            "PREPARE RUNNING 1",
            "- PREPARE/frame RUNNING 2",
            "- PREPARE/front-glass RUNNING 2",
            "JUDGED PENDING 0",
            "INSPECT PENDING 0",
            "HANG PENDING 0");
    assertThat(journey.summary().progress()).isEqualTo(new Progress(1, 6));
    assertThat(journey.summary().error()).isNull();
    assertThat(journey.whole().outputs()).containsOnlyKeys("SKETCH");
  }

  @Test
  void items_that_were_gone_back_across_are_listed_no_more() {
    var journey =
        Journey.filled(2, 1)
            .fail("COPIES/1/CAST", CRACKED)
            .skip("COPIES/1")
            .succeed("COPIES/2/CAST", new Workshop.Copy("wax", 2))
            .fail("POSTERS/1/PAINT", CRACKED)
            .fail("PACK", CRACKED);
    assertThat(journey.summary().missing()).hasSize(2);
    journey.rewind("COPIES");
    assertThat(journey.stands())
        .containsExactly(
            "MAKE COMPLETED 1",
            "FILLED COMPLETED 1",
            "COPIES RUNNING 1",
            "- COPIES/1 RUNNING 2",
            "- COPIES/2 RUNNING 2",
            "POSTERS PENDING 0",
            "PACK PENDING 1");
    assertThat(journey.summary().missing()).isEmpty();
    assertThat(journey.summary().status()).isEqualTo(Status.RUNNING);
    assertThat(journey.whole().outputs()).containsOnlyKeys("MAKE", "FILLED");
  }

  @Test
  void a_wait_that_was_delegated_asks_the_other_one() {
    assertThat(Journey.waiting(1, 0).delegate("bob@example.org").summary().awaiting())
        .extracting(Awaiting::assignee)
        .containsExactly("bob@example.org");
  }

  private static StepView pending(String name, int number) {
    return new StepView(
        name, number, StepStatus.PENDING, 0, null, null, null, List.of());
  }
}
