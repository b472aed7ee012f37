package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a run goes on when a task has failed for good. */
class FallbackTest {

  private static final Address WORK = new Address(Path.ROOT, "WORK", 1);
  private static final Failure REFUSED = Situations.PERMANENT;
  private static final Failure BROKEN = Situations.TRANSIENT;

  /** A task that can be taken back, what stands in for it, and a pivot behind both. */
  static Workflow flow(int attempts) {
    return Workflow.named("fallback", "1", Flows.Input.class)
        .task("WORK", Flows.undoable(Flows.Made.class))
        .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), attempts))
        .limits(Flows.LIMITS)
        .fallback("INSTEAD")
        .then("ANSWER")
        .task("INSTEAD", Flows.undoable(Flows.Deck.class))
        .limits(Flows.LIMITS)
        .then("ANSWER")
        .wait("ANSWER", Flows.Answered.class)
        .signal(Flows.closing("answered", "END"))
        .pivot()
        .done()
        .end("END")
        .build();
  }

  private final Scenario run = Scenario.claimed(flow(3), "");

  @Test
  void a_task_that_is_refused_falls_back_also_before_the_pivot() {
    assertThat(run.fail("WORK", REFUSED).subList(0, 2))
        .isEqualTo(
            List.of(
                new Event.AttemptFailed(
                    NOON, WORK, 1, REFUSED, Budget.fresh(NOON).spentOne(false)),
                new Event.StepFellBack(NOON, WORK, 1, REFUSED, "INSTEAD")));
    assertThat(run.open("INSTEAD").attempt()).isEqualTo(1);
    assertThat(run.state().root().outputs().get("WORK"))
        .isEqualTo(new Output.Nothing("it is not allowed"));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_task_that_is_out_of_attempts_falls_back_and_not_before() {
    run.dice = 0;
    run.fail("WORK", BROKEN);
    run.fail("WORK", BROKEN);
    assertThat(run.open("WORK").attempt()).isEqualTo(3);
    assertThat(run.fail("WORK", BROKEN))
        .contains(new Event.StepFellBack(NOON, WORK, 3, BROKEN, "INSTEAD"));
  }

  @Test
  void a_task_that_is_out_of_time_falls_back_with_attempts_left() {
    var slow = Scenario.claimed(flow(100), "");
    while (slow.root() instanceof Position.Executing at && at.at().equals(WORK)) {
      slow.later(Flows.LIMITS.attempt()).fail("WORK", BROKEN);
      slow.tickAfter(Duration.ofSeconds(1));
    }
    assertThat(slow.open("INSTEAD").attempt()).isEqualTo(1);
    assertThat(slow.state().tally(Path.of("WORK")).attempts())
        .as("fifteen minutes of half minutes and a second of delay at most")
        .isBetween(29, 30);
  }

  @Test
  void a_task_that_kills_its_nodes_waits_for_a_person_instead() {
    var deadly = Scenario.claimed(flow(50), "");
    deadly.dice = 0;
    for (int epoch = 2; epoch <= 6; epoch++) {
      deadly.claim(epoch);
    }
    assertThat(deadly.root()).isInstanceOf(Position.Stuck.class);
    assertThat(deadly.status()).isEqualTo(Status.NEEDS_ATTENTION);
  }

  @Test
  void a_task_that_an_administrator_could_mend_waits_for_a_person_after_a_day() {
    var blocked = new Failure.Blocked("API disabled", "Enable it.", Duration.ofHours(12));
    for (int i = 0; i < 2; i++) {
      run.fail("WORK", blocked);
      run.tickAfter(Duration.ofHours(12));
    }
    run.fail("WORK", blocked);
    assertThat(((Position.Stuck) run.root()).failure()).isEqualTo(blocked);
  }

  @Test
  void in_a_paused_run_it_falls_back_too_and_goes_on_after_the_pause() {
    run.accept(run.pause());
    run.fail("WORK", REFUSED);
    assertThat(run.root())
        .isEqualTo(new Position.Ready(new Address(Path.ROOT, "INSTEAD", 1), Purpose.DO));
    run.accept(run.resume());
    run.claim(1);
    assertThat(run.open("INSTEAD").attempt()).isEqualTo(1);
  }

  @Test
  void nothing_falls_back_in_a_run_that_is_about_to_end() {
    run.accept(run.cancel(true));
    run.fail("WORK", REFUSED);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
    assertThat(run.state().tally(Path.of("INSTEAD")).visits()).isZero();
  }

  @Test
  void what_a_failed_task_may_have_made_is_taken_back_as_well() {
    run.fail("WORK", REFUSED);
    run.succeed("INSTEAD");
    run.accept(run.cancel(true));
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos())
        .extracting(Position::at)
        .containsExactly(new Address(Path.ROOT, "INSTEAD", 1), WORK);
  }

  @Test
  void an_undo_that_fails_for_good_does_not_fall_back() {
    run.succeed("WORK");
    run.accept(run.cancel(true));
    run.claim(1);
    assertThat(run.fail("WORK", REFUSED))
        .contains(new Event.UndoGivenUp(NOON, WORK, 2, REFUSED, List.of()));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
  }

  @Test
  void a_fallback_that_fails_has_nothing_to_fall_back_to() {
    run.fail("WORK", REFUSED);
    run.fail("INSTEAD", REFUSED);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void an_item_that_others_can_do_without_falls_back_before_it_is_given_up() {
    var flow =
        Workflow.named("items", "1", Flows.Input.class)
            .each("FILMS", Flows.COURSES)
            .body(
                body -> body.task("FILM", Flows.contract(Flows.Video.class))
                    .fallback("PLAIN")
                    .then("FILMED")
                    .task("PLAIN", Flows.contract(Flows.Deck.class))
                    .then("FILMED")
                    .end("FILMED"),
                "FILM")
            .join(Node.Join.COLLECT)
            .then("END")
            .end("END")
            .build();
    var films = Scenario.claimed(flow, "course-1");
    films.fail("FILMS/course-1/FILM", REFUSED);
    assertThat(films.fail("FILMS/course-1/PLAIN", REFUSED))
        .contains(
            new Event.ChildEnded(
                NOON,
                new Address(Path.of("FILMS/course-1"), "PLAIN", 1),
                new Position.End.Missing("it is not allowed")));
    assertThat(films.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void an_action_falls_back_to_the_wait_that_stands_still_for_it() {
    var reviewed = Scenario.claimed(Flows.review(), new Flows.Draft("reviewer@example.org"));
    var before = (Position.Waiting) reviewed.root();
    reviewed.tickAfter(Duration.ofDays(1));
    assertThat(reviewed.fail("NUDGE", REFUSED).subList(1, 3))
        .isEqualTo(
            List.of(
                new Event.StepFellBack(
                    reviewed.now(), new Address(Path.ROOT, "NUDGE", 1), 1, REFUSED, "AWAIT"),
                new Event.WaitResumed(reviewed.now(), before.at())));
    assertThat(reviewed.root().at()).isEqualTo(before.at());
  }

  @Test
  void an_action_that_falls_back_elsewhere_ends_its_wait() {
    var flow =
        Workflow.named("leaves", "1", Flows.Input.class)
            .wait("HEAR", Flows.Answered.class)
            .signal(
                new Node.Signal(
                    "said",
                    Flows.Answered.class,
                    Optional.empty(),
                    false,
                    new Node.Answer.Stay(Optional.of("ACT"))))
            .timer(Flows.after("deadline", Duration.ofDays(1), new Node.Elapsed.GoTo("END")))
            .done()
            .task("ACT", Flows.contract(Flows.Made.class))
            .fallback("OTHER")
            .then("HEAR")
            .task("OTHER", Flows.contract(Flows.Deck.class))
            .then("HEAR")
            .end("END")
            .build();
    var leaves = Scenario.claimed(flow, "");
    leaves.accept(leaves.signal("said", ""));
    leaves.claim(1);
    leaves.fail("ACT", REFUSED);
    assertThat(leaves.state().root().suspended()).isEmpty();
    leaves.later(Duration.ofSeconds(9)).succeed("OTHER");
    assertThat(leaves.root().at()).isEqualTo(new Address(Path.ROOT, "HEAR", 2));
    assertThat(leaves.agenda().due()).contains(leaves.now().plus(Duration.ofDays(1)));
  }
}
