package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Lifecycle.Cause;
import dev.presgen.orchestrator.core.Lifecycle.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Failing, cancelling and undoing. */
class EndsTest {

  private static final Address FOLDER = new Address(Path.ROOT, "FOLDER", 1);
  private static final Address FORM = new Address(Path.ROOT, "FORM", 1);
  private static final Failure BROKEN = new Failure.Transient("connection refused");
  private static final Failure REFUSED =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");
  private static final Failure STOPPED =
      new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted");

  private static Scenario makingTheForm() {
    var run = Scenario.claimed(Flows.assessment(), "");
    run.succeed("WRITE");
    run.succeed("FOLDER");
    return run;
  }

  private static Budget undoing(Scenario run) {
    return Budget.fresh(run.now()).acted();
  }

  @Test
  void a_failure_before_the_pivot_takes_back_what_was_touched_in_reverse_and_fails() {
    var run = makingTheForm();
    var cause = Optional.of(new Cause(FORM, 1, REFUSED));
    assertThat(run.fail("FORM", REFUSED))
        .isEqualTo(
            List.of(
                new Event.AttemptFailed(NOON, FORM, 1, REFUSED, Budget.fresh(NOON).spentOne(false)),
                new Event.CancelRequested(NOON, Outcome.FAILED, true, cause, Optional.empty()),
                new Event.UndoStarted(NOON, List.of(FORM, FOLDER)),
                new Event.AttemptStarted(
                    NOON, FORM, Purpose.UNDO, 2, 1, undoing(run), true)));
    assertThat(run.status()).isEqualTo(Status.UNDOING);
    assertThat(run.undone("FORM"))
        .isEqualTo(
            List.of(
                new Event.StepUndone(NOON, FORM, 2, List.of()),
                new Event.AttemptStarted(
                    NOON, FOLDER, Purpose.UNDO, 2, 1, undoing(run), true)));
    assertThat(run.undone("FOLDER"))
        .endsWith(new Event.RunEnded(NOON, Outcome.FAILED, cause, Optional.empty()));
    assertThat(run.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void out_of_attempts_before_the_pivot_is_a_failure_too() {
    var run = makingTheForm();
    run.dice = 0;
    run.fail("FORM", BROKEN);
    run.fail("FORM", BROKEN);
    run.fail("FORM", BROKEN);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void a_failure_before_anything_was_touched_ends_at_once() {
    var run = Scenario.claimed(Flows.assessment(), "");
    run.fail("WRITE", REFUSED);
    assertThat(run.lifecycle())
        .isEqualTo(
            new Lifecycle.Ended(
                Outcome.FAILED,
                Optional.of(new Cause(new Address(Path.ROOT, "WRITE", 1), 1, REFUSED)),
                NOON));
  }

  @Test
  void a_failure_after_the_pivot_waits_for_a_person_and_is_never_undone() {
    var run = Scenario.scoring("");
    run.fail("SCORE", REFUSED);
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.refuse(run.cancel(true))).isEqualTo("UNDO_REFUSED");
    run.accept(run.cancel(false));
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void a_cancelled_wait_is_undone() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.accept(run.cancel(true)))
        .isEqualTo(
            List.of(
                new Event.CancelRequested(
                    NOON, Outcome.CANCELLED, true, Optional.empty(), Optional.of(OPERATOR)),
                new Event.UndoStarted(NOON, List.of(FORM, FOLDER))));
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), true, Optional.empty()));
    run.claim(2);
    run.undone("FORM");
    run.undone("FOLDER");
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void an_answer_that_is_found_while_the_run_is_undone_is_late() {
    var run = Scenario.waitingForAnswer("");
    var found = run.probeFound("");
    run.accept(run.cancel(true));
    assertThat(run.tell(found)).isInstanceOf(Decision.Late.class);
    assertThat(run.state().pivotPassed()).isFalse();
  }

  @Test
  void cancelling_without_undo_leaves_everything_as_it_is() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(false));
    assertThat(run.lifecycle())
        .isEqualTo(new Lifecycle.Ended(Outcome.CANCELLED, Optional.empty(), NOON));
  }

  @Test
  void an_undo_is_refused_when_a_look_finds_an_answer_or_cannot_tell() {
    var run = Scenario.waitingForAnswer("");
    var found = Optional.<Fact.Check>of(new Fact.Check.Found(run.found()));
    assertThat(run.refuse(new Fact.Cancel(NOON, OPERATOR, true, false, found)))
        .isEqualTo("UNDO_REFUSED");
    var unclear = Optional.<Fact.Check>of(new Fact.Check.Refused("FORM_GONE", "it is gone"));
    assertThat(run.refuse(new Fact.Cancel(NOON, OPERATOR, true, false, unclear)))
        .isEqualTo("FORM_GONE");
    var nothing = Optional.<Fact.Check>of(new Fact.Check.Nothing());
    run.accept(new Fact.Cancel(NOON, OPERATOR, true, false, nothing));
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void a_cancelled_attempt_is_stopped_and_waited_for_before_it_is_undone() {
    var run = makingTheForm();
    run.accept(run.cancel(true));
    assertThat(run.status()).isEqualTo(Status.CANCELLING);
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(
                List.of(new Agenda.Stop(FORM, 1, 1)),
                false,
                Optional.of(NOON.plus(Flows.LIMITS.attempt()))));
    run.fail("FORM", STOPPED);
    assertThat(run.open("FORM").attempt()).isEqualTo(2);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void an_attempt_that_succeeds_while_it_is_stopped_is_recorded_and_undone() {
    var run = makingTheForm();
    run.accept(run.cancel(true));
    run.succeed("FORM");
    assertThat(run.state().root().outputs()).containsKey("FORM");
    assertThat(run.open("FORM").attempt()).isEqualTo(2);
  }

  @Test
  void a_stopped_attempt_whose_node_died_is_given_up_by_the_next_driver_or_by_its_limit() {
    var lost = makingTheForm();
    lost.accept(lost.cancel(true));
    lost.claim(2);
    assertThat(lost.status()).isEqualTo(Status.UNDOING);
    var late = makingTheForm();
    late.accept(late.cancel(true));
    late.tickAfter(Flows.LIMITS.attempt());
    assertThat(late.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void a_job_that_is_polled_is_not_asked_about_any_more_after_a_cancel() {
    var run = makingTheForm();
    run.pending("FORM", "job-1", Duration.ofSeconds(1));
    run.accept(run.cancel(true));
    assertThat(run.status()).isEqualTo(Status.UNDOING);
    assertThat(run.journal())
        .contains(new Event.UndoStarted(NOON, List.of(FORM, FOLDER)));
  }

  @Test
  void the_siblings_of_a_failed_item_are_waited_for_before_the_undo() {
    var flow =
        Workflow.named("early", "1", Flows.Input.class)
            .each("DECKS", Flows.COURSES)
            .body(
                body -> body.task("DRAW", Flows.undoable(Flows.Deck.class))
                    .retry(Flows.RETRY)
                    .limits(Flows.LIMITS)
                    .then("DRAWN")
                    .end("DRAWN"),
                "DRAW")
            .atOnce(2)
            .then("HEAR")
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("said", "END"))
            .pivot()
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1 course-2 course-3");
    run.fail("DECKS/course-1/DRAW", REFUSED);
    assertThat(run.status()).isEqualTo(Status.CANCELLING);
    run.fail("DECKS/course-2/DRAW", STOPPED);
    var undos = ((Lifecycle.Undoing) run.lifecycle()).undos();
    assertThat(undos)
        .extracting(undo -> undo.at().scope().toString())
        .as("the third was never started")
        .containsExactly("DECKS/course-2", "DECKS/course-1");
  }

  @Test
  void an_item_that_a_for_each_can_do_without_fails_no_run_before_the_pivot() {
    var flow =
        Workflow.named("early", "1", Flows.Input.class)
            .each("FILMS", Flows.COURSES)
            .body(
                body -> body.task("FILM", Flows.contract(Flows.Video.class))
                    .then("FILMED")
                    .end("FILMED"),
                "FILM")
            .join(Node.Join.COLLECT)
            .then("HEAR")
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("said", "END"))
            .pivot()
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1");
    run.fail("FILMS/course-1/FILM", REFUSED);
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void an_undo_that_leaves_something_waits_until_somebody_accepts_it() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    assertThat(run.undone("FORM", List.of("form-1")))
        .anyMatch(
            event -> event instanceof Event.UndoGivenUp given
                && given.left().equals(List.of("form-1")));
    run.undone("FOLDER");
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
  }

  @Test
  void an_undo_is_retried_with_a_budget_of_its_own_and_others_go_on_when_it_is_given_up() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    run.fail("FORM", new Failure.Blocked("API disabled", "Enable it.", Duration.ofHours(2)));
    run.tickAfter(Duration.ofHours(2));
    run.dice = 0;
    run.fail("FORM", BROKEN); // Blocked time does not count, else this were the end.
    run.fail("FORM", BROKEN);
    assertThat(run.fail("FORM", BROKEN))
        .contains(new Event.UndoGivenUp(run.now(), FORM, 5, BROKEN, List.of()))
        .endsWith(
            new Event.AttemptStarted(
                run.now(), FOLDER, Purpose.UNDO, 2, 1, undoing(run), true));
    assertThat(run.status()).isEqualTo(Status.UNDOING);
    run.undone("FOLDER");
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
    assertThat(run.decider.possible(run.state())).containsExactly("cancel", "retry");
  }

  @Test
  void what_could_not_be_undone_is_retried_or_accepted() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    run.fail("FORM", REFUSED);
    run.undone("FOLDER");
    assertThat(run.refuse(run.cancel(true))).isEqualTo("LEFTOVERS");
    run.accept(run.retry());
    run.tick();
    run.fail("FORM", REFUSED);
    assertThat(run.accept(run.acceptLeftovers()))
        .isEqualTo(
            List.of(
                new Event.RunEnded(
                    NOON, Outcome.CANCELLED, Optional.empty(), Optional.of(OPERATOR))));
  }

  @Test
  void one_undo_is_under_way_at_a_time_also_when_one_that_was_given_up_is_retried() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    run.fail("FORM", REFUSED);
    run.accept(run.retry());
    run.tick();
    assertThat(run.agenda().work())
        .extracting(Agenda.Work::at)
        .as("the folder's undo was under way")
        .containsExactly(FOLDER);
    run.undone("FOLDER");
    assertThat(run.agenda().work()).extracting(Agenda.Work::at).containsExactly(FORM);
  }

  @Test
  void a_crash_during_an_undo_repeats_it() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    run.dice = 0;
    run.claim(2);
    assertThat(run.open("FORM").attempt()).isEqualTo(3);
    run.undone("FORM");
    run.undone("FOLDER");
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void a_result_of_the_work_is_none_of_its_undo() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.cancel(true));
    run.claim(1);
    assertThat(run.tell(run.success("FORM"))).isInstanceOf(Decision.Late.class);
  }

  @Test
  void a_run_that_is_about_to_end_takes_no_orders_but_those_about_leftovers() {
    var run = makingTheForm();
    run.accept(run.cancel(true));
    for (var order : List.of(
        run.pause(),
        run.resume(),
        run.cancel(false),
        run.skip("FORM", Optional.empty()),
        run.extend(NOON.plusSeconds(60)))) {
      assertThat(run.refuse(order)).isEqualTo("WRONG_STATE");
    }
    assertThat(run.refuse(run.retry())).isEqualTo("NOTHING_TO_RETRY");
  }

  @Test
  void after_the_end_facts_are_late_and_orders_refused() {
    var run = Scenario.claimed(Flows.single(), "");
    var result = run.success("WORK");
    run.accept(result);
    assertThat(run.tell(result)).isEqualTo(new Decision.Late("the run has ended"));
    assertThat(run.tell(run.pause()))
        .isEqualTo(
            new Decision.Refused(
                "RUN_ENDED", "the run has ended: it is COMPLETED", List.of()));
  }
}
