package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {

  private static final Address WORK = new Address(Path.ROOT, "WORK", 1);
  private static final Failure BROKEN = new Failure.Transient("connection refused");
  private static final Failure UNKNOWN =
      new Failure.Unknown(Failure.Unknown.NO_ANSWER, "the answer was lost");
  private static final Failure REFUSED =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");

  private final Scenario run = Scenario.claimed(Flows.single(), "");

  private static Budget budget(int spent) {
    return new Budget(NOON, spent, 0, Optional.empty(), Duration.ZERO, 0, false);
  }

  @Test
  void a_claim_starts_what_is_ready_and_is_journalled_with_it() {
    assertThat(run.journal().subList(1, 3))
        .isEqualTo(
            List.of(
                new Event.RunClaimed(NOON, 1),
                new Event.AttemptStarted(NOON, WORK, Purpose.DO, 1, 1, budget(0), false)));
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(
                List.of(
                    new Agenda.Attempt(
                        WORK, Purpose.DO, 1, 1, false, NOON.plus(Flows.LIMITS.attempt()))),
                false,
                Optional.of(NOON.plus(Flows.LIMITS.attempt()))));
  }

  @Test
  void a_success_carries_its_output_and_the_run_goes_on_in_the_same_commit() {
    var output = run.stored.put(new Flows.Made("WORK"));
    assertThat(run.succeed("WORK"))
        .isEqualTo(
            List.of(
                new Event.StepCompleted(NOON, WORK, 1, Optional.of(output), "END"),
                new Event.RunEnded(
                    NOON, Lifecycle.Outcome.COMPLETED, Optional.empty(), Optional.empty())));
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
  }

  @Test
  void a_transient_failure_is_tried_again_after_a_part_of_the_doubling_delay() {
    run.dice = 0.75;
    assertThat(run.fail("WORK", BROKEN))
        .isEqualTo(
            List.of(
                new Event.AttemptFailed(NOON, WORK, 1, BROKEN, budget(1)),
                new Event.RetryScheduled(
                    NOON,
                    WORK,
                    Purpose.DO,
                    1,
                    NOON.plusSeconds(3),
                    BROKEN,
                    budget(1),
                    Optional.empty())));
    assertThat(run.tickAfter(Duration.ofMillis(2_999))).isEmpty();
    assertThat(run.tickAfter(Duration.ofMillis(1)))
        .isEqualTo(
            List.of(
                new Event.AttemptStarted(
                    NOON.plusSeconds(3), WORK, Purpose.DO, 2, 1, budget(1), false)));
    assertThat(run.fail("WORK", BROKEN).getLast())
        .isEqualTo(
            new Event.RetryScheduled(
                NOON.plusSeconds(3),
                WORK,
                Purpose.DO,
                2,
                NOON.plusSeconds(9),
                BROKEN,
                budget(2),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"1,0.0,0", "1,0.5,2000", "1,0.999,3996", "2,0.5,4000", "3,0.5,8000", "4,0.5,16000",
      "5,0.5,30000", "6,0.25,15000", "60,1.0,60000"})
  void a_delay_is_the_dice_times_the_doubled_delay_but_never_above_the_greatest(
      int failed, double dice, long millis) {
    assertThat(Flows.RETRY.delay(failed, dice)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void after_the_last_attempt_the_step_waits_for_a_person() {
    run.dice = 0;
    run.fail("WORK", BROKEN);
    run.fail("WORK", BROKEN);
    assertThat(run.fail("WORK", BROKEN))
        .isEqualTo(
            List.of(
                new Event.AttemptFailed(NOON, WORK, 3, BROKEN, budget(3)),
                new Event.StepStuck(NOON, WORK, BROKEN)));
    assertThat(run.root())
        .isEqualTo(new Position.Stuck(WORK, Purpose.DO, BROKEN, budget(3), Optional.empty()));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
  }

  @Test
  void a_permanent_failure_is_not_tried_again() {
    assertThat(run.fail("WORK", REFUSED).getLast())
        .isEqualTo(new Event.StepStuck(NOON, WORK, REFUSED));
  }

  @Test
  void an_unknown_outcome_makes_every_later_attempt_look_first() {
    run.dice = 0;
    run.fail("WORK", UNKNOWN);
    run.fail("WORK", BROKEN);
    assertThat(run.agenda().work())
        .isEqualTo(
            List.of(
                new Agenda.Attempt(
                    WORK, Purpose.DO, 3, 1, true, NOON.plus(Flows.LIMITS.attempt()))));
  }

  @Test
  void a_throttled_step_waits_as_long_as_it_was_told_and_loses_neither_attempt_nor_time() {
    var told = new Failure.Throttled("slow down", Duration.ofMinutes(20));
    run.fail("WORK", told);
    var held =
        new Budget(NOON, 0, 1, Optional.of(NOON), Duration.ZERO, 0, false);
    assertThat(run.root())
        .isEqualTo(
            new Position.Retrying(
                WORK, Purpose.DO, 1, NOON, NOON.plus(Duration.ofMinutes(20)), told, held));
    assertThat(run.tickAfter(Duration.ofMinutes(20)))
        .isEqualTo(
            List.of(
                new Event.AttemptStarted(
                    run.now(),
                    WORK,
                    Purpose.DO,
                    2,
                    1,
                    new Budget(NOON, 0, 1, Optional.of(NOON), Duration.ofMinutes(20), 0, false),
                    false)));
    run.dice = 0;
    run.fail("WORK", BROKEN); // 20 minutes are more than the step's 15, had they counted.
    assertThat(run.root()).isInstanceOf(Position.Executing.class);
  }

  @Test
  void one_that_is_throttled_in_a_row_comes_when_told_and_less_often_only_after_many_times() {
    var told = new Failure.Throttled("slow down", Duration.ofSeconds(5));
    assertThat(Stream.generate(() -> heldFor(told)).limit(150))
        .containsOnly(Duration.ofSeconds(5));
    var longest = Duration.ZERO;
    while (run.root() instanceof Position.Executing) {
      var waited = heldFor(told);
      longest = waited.compareTo(longest) > 0 ? waited : longest;
    }
    assertThat(longest).isEqualTo(Duration.ofMinutes(15));
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
    assertThat(run.journal()).hasSizeLessThan(1_000);
  }

  @Test
  void one_that_has_waited_for_hours_still_comes_when_it_is_told() {
    heldFor(new Failure.Throttled("place 40 of 90", Duration.ofHours(5)));
    assertThat(heldFor(new Failure.Throttled("place 1 of 90", Duration.ofSeconds(40))))
        .isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void one_that_nobody_told_how_long_waits_as_long_as_before_a_first_retry() {
    run.fail("WORK", new Failure.Throttled("slow down", Duration.ZERO));
    assertThat(run.agenda().due()).contains(NOON.plus(Flows.RETRY.initialDelay()));
  }

  @Test
  void one_that_is_blocked_in_a_row_waits_twice_as_long_each_time_up_to_a_quarter_of_an_hour() {
    var told = new Failure.Blocked("API disabled", "Enable it.", Duration.ofSeconds(5));
    assertThat(Stream.generate(() -> heldFor(told)).limit(10).map(Duration::toSeconds))
        .containsExactly(5L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
  }

  /** Fails, and waits for as long as that takes where it goes on. */
  private Duration heldFor(Failure failure) {
    run.fail("WORK", failure);
    var waited =
        run.agenda()
            .due()
            .map(due -> Duration.between(run.now(), due))
            .orElse(Duration.ZERO);
    run.tickAfter(waited);
    return waited;
  }

  @Test
  void a_blocked_step_goes_on_by_itself_and_costs_nothing() {
    var blocked = new Failure.Blocked("API disabled", "Enable it.", Duration.ofMinutes(5));
    var held = new Budget(NOON, 0, 1, Optional.of(NOON), Duration.ZERO, 0, false);
    assertThat(run.fail("WORK", blocked))
        .isEqualTo(
            List.of(
                new Event.AttemptFailed(NOON, WORK, 1, blocked, held),
                new Event.StepBlocked(
                    NOON,
                    WORK,
                    Purpose.DO,
                    1,
                    NOON.plus(Duration.ofMinutes(5)),
                    blocked,
                    held)));
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(List.of(), false, Optional.of(NOON.plus(Duration.ofMinutes(5)))));
    assertThat(run.tickAfter(Duration.ofMinutes(5)))
        .isEqualTo(
            List.of(
                new Event.AttemptStarted(
                    run.now(),
                    WORK,
                    Purpose.DO,
                    2,
                    1,
                    new Budget(NOON, 0, 1, Optional.of(NOON), Duration.ofMinutes(5), 0, false),
                    false)));
  }

  @Test
  void what_is_blocked_can_be_looked_at_again_at_once_without_a_new_budget() {
    run.fail("WORK", Situations.BLOCKED);
    var hours = Duration.ofHours(7);
    var budget = ((Position.Blocked) run.root()).budget().excluding(hours);
    run.later(hours);
    assertThat(run.refuse(recheck("else"))).isEqualTo("NOTHING_BLOCKED");
    assertThat(run.accept(recheck(Situations.BLOCKED.what())))
        .containsExactly(
            new Event.RetryScheduled(
                run.now(),
                WORK,
                Purpose.DO,
                1,
                run.now(),
                Situations.BLOCKED,
                budget,
                Optional.of(Scenario.OPERATOR)));
    run.tick();
    assertThat(((Position.Executing) run.root()).budget()).isEqualTo(budget);
  }

  @Test
  void the_hours_in_which_a_step_was_blocked_do_not_count_after_another_look_either() {
    run.fail("WORK", Situations.BLOCKED);
    run.later(Duration.ofHours(7));
    run.accept(recheck(Situations.BLOCKED.what()));
    run.tick();
    run.dice = 0;
    run.fail("WORK", BROKEN); // 7 hours are more than the step's 15 minutes, had they counted.
    assertThat(run.root()).isInstanceOf(Position.Executing.class);
  }

  @Test
  void a_paused_run_is_not_sent_to_look_at_what_blocks_it() {
    run.fail("WORK", Situations.BLOCKED);
    run.accept(run.pause());
    assertThat(run.refuse(recheck(Situations.BLOCKED.what()))).isEqualTo("WRONG_STATE");
    assertThat(run.root()).isInstanceOf(Position.Blocked.class);
  }

  private Fact recheck(String what) {
    return new Fact.Recheck(run.now(), Scenario.OPERATOR, what, Optional.empty());
  }

  @Test
  void a_step_that_is_held_for_a_day_waits_for_a_person() {
    var blocked = new Failure.Blocked("API disabled", "Enable it.", Duration.ofHours(6));
    for (int i = 0; i < 4; i++) {
      run.fail("WORK", blocked);
      assertThat(run.root()).isInstanceOf(Position.Blocked.class);
      run.tickAfter(Duration.ofHours(6));
    }
    run.fail("WORK", blocked);
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
  }

  @Test
  void a_service_cannot_put_a_step_off_for_longer_than_it_may_be_held() {
    run.fail("WORK", new Failure.Throttled("never", Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(run.agenda().due()).contains(NOON.plus(Duration.ofHours(24)));
  }

  @Test
  void another_kind_of_failure_ends_the_row_of_throttled_ones() {
    run.fail("WORK", new Failure.Throttled("slow down", Duration.ofHours(23)));
    run.tickAfter(Duration.ofHours(23));
    run.dice = 0;
    run.fail("WORK", BROKEN);
    run.later(Duration.ofSeconds(10));
    run.fail("WORK", new Failure.Throttled("slow down", Duration.ofHours(2)));
    assertThat(run.root()).isInstanceOf(Position.Retrying.class);
    assertThat(run.agenda().due()).contains(run.now().plus(Duration.ofHours(2)));
  }

  @Test
  void when_the_time_of_the_whole_step_is_used_up_nothing_is_tried_again() {
    var slow =
        Workflow.named("slow", "1", Flows.Input.class)
            .task("WORK", Flows.contract(Flows.Made.class))
            .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 100))
            .limits(
                new Limits(Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofHours(1)))
            .then("END")
            .end("END")
            .build();
    var slowly = Scenario.claimed(slow, "");
    slowly.dice = 0;
    slowly.later(Duration.ofMinutes(8)).fail("WORK", BROKEN);
    assertThat(slowly.root()).isInstanceOf(Position.Executing.class);
    slowly.later(Duration.ofMinutes(7)).fail("WORK", BROKEN);
    assertThat(slowly.root()).isInstanceOf(Position.Stuck.class);
  }

  @Test
  void time_in_which_no_node_was_there_to_do_it_does_not_count() {
    run.fail("WORK", BROKEN);
    run.tickAfter(Duration.ofHours(3)); // The retry was due after two seconds.
    run.later(Duration.ofHours(3)); // And this attempt is lost with its node.
    run.dice = 0;
    run.claim(2);
    assertThat(run.root())
        .isEqualTo(
            new Position.Executing(
                WORK,
                Purpose.DO,
                3,
                2,
                run.now(),
                new Budget(
                    NOON,
                    2,
                    0,
                    Optional.empty(),
                    Duration.ofHours(6).minusSeconds(2).minus(Flows.LIMITS.attempt()),
                    1,
                    true)));
  }

  @Test
  void an_attempt_that_takes_too_long_is_given_up_and_may_have_acted() {
    assertThat(run.tickAfter(Duration.ofMillis(29_999))).isEmpty();
    run.tickAfter(Duration.ofMillis(1));
    var failure =
        new Failure.Unknown(
            Failure.Unknown.TIMED_OUT, "the attempt took longer than " + Flows.LIMITS.attempt());
    assertThat(run.root())
        .isEqualTo(
            new Position.Retrying(
                WORK,
                Purpose.DO,
                1,
                run.now(),
                run.now().plusSeconds(2),
                failure,
                new Budget(NOON, 1, 0, Optional.empty(), Duration.ZERO, 0, true)));
  }

  @Test
  void a_step_that_answers_that_it_is_not_wanted_is_left_out_as_if_it_were_skipped() {
    var run = Scenario.drawing("");
    assertThat(run.leaveOut("TELL").getFirst())
        .isEqualTo(
            new Event.StepSkipped(
                NOON,
                new Address(Path.ROOT, "TELL", 1),
                "because",
                Optional.empty(),
                Optional.of(Scenario.OPERATOR),
                "END"));
    assertThat(run.state().root().outputs().get("TELL")).isEqualTo(new Output.Nothing("because"));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_job_that_is_not_wanted_any_more_is_left_out_when_it_is_asked_about() {
    var run = Scenario.drawing("");
    run.pending("TELL", "job-1", Duration.ZERO);
    run.leaveOut("TELL");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_step_that_must_not_be_left_out_and_is_has_a_bug() {
    var run = Scenario.claimed(Flows.single(), "");
    var bug =
        new Failure.Unknown(
            Failure.Unknown.BUG, "it answered that it is left out, which it must not be");
    assertThat(run.leaveOut("WORK").getFirst())
        .isInstanceOfSatisfying(
            Event.AttemptFailed.class, failed -> assertThat(failed.failure()).isEqualTo(bug));
    assertThat(run.root()).isInstanceOf(Position.Retrying.class);
  }

  @Test
  void an_undo_that_is_left_out_has_a_bug() {
    var run = Situations.undoingRun().get();
    run.leaveOut("FORM");
    assertThat(((Lifecycle.Undoing) run.lifecycle()).current().orElseThrow())
        .isInstanceOf(Position.Retrying.class);
  }

  @Test
  void a_result_that_comes_a_second_time_is_late() {
    var failed = run.failure("WORK", BROKEN);
    run.accept(failed);
    assertThat(run.tell(failed)).isInstanceOf(Decision.Late.class);
    run.tickAfter(Duration.ofSeconds(2));
    assertThat(run.tell(failed)).isInstanceOf(Decision.Late.class);
  }

  @Test
  void work_that_goes_on_elsewhere_is_polled() {
    assertThat(run.pending("WORK", "job-1", Duration.ofSeconds(10)))
        .isEqualTo(
            List.of(new Event.JobAccepted(NOON, WORK, 1, "job-1", NOON.plusSeconds(10))));
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(
                List.of(
                    new Agenda.Poll(
                        WORK, Purpose.DO, 1, "job-1", true, NOON, NOON.plusSeconds(10))),
                false,
                Optional.of(NOON.plus(Flows.LIMITS.polling()))));
  }

  @Test
  void a_poll_that_finds_nothing_new_is_not_journalled() {
    run.pending("WORK", "job-1", Duration.ofSeconds(10));
    assertThat(run.later(Duration.ofSeconds(10)).pending("WORK", "job-1", Duration.ofSeconds(10)))
        .isEmpty();
    assertThat(run.pending("WORK", "job-2", Duration.ofSeconds(10))).hasSize(1);
    assertThat(((Position.Polling) run.root()).since()).isEqualTo(NOON);
  }

  @Test
  void a_job_that_takes_too_long_costs_an_attempt_but_no_time_of_the_step() {
    run.pending("WORK", "job-1", Duration.ofSeconds(10));
    run.tickAfter(Flows.LIMITS.polling());
    var retrying = (Position.Retrying) run.root();
    assertThat(retrying.budget())
        .isEqualTo(
            new Budget(NOON, 1, 0, Optional.empty(), Flows.LIMITS.polling(), 0, true));
    assertThat(retrying.failure())
        .isEqualTo(
            new Failure.Unknown(
                Failure.Unknown.TIMED_OUT, "the job took longer than " + Flows.LIMITS.polling()));
  }

  @Test
  void a_person_can_try_again_at_once_with_a_new_budget() {
    run.fail("WORK", UNKNOWN);
    run.later(Duration.ofSeconds(1));
    var renewed = new Budget(run.now(), 0, 0, Optional.empty(), Duration.ZERO, 0, true);
    assertThat(run.accept(run.retry()))
        .isEqualTo(
            List.of(
                new Event.RetryScheduled(
                    run.now(),
                    WORK,
                    Purpose.DO,
                    1,
                    run.now(),
                    UNKNOWN,
                    renewed,
                    Optional.of(Scenario.OPERATOR))));
    assertThat(run.tick())
        .isEqualTo(
            List.of(
                new Event.AttemptStarted(run.now(), WORK, Purpose.DO, 2, 1, renewed, false)));
  }

  @Test
  void nothing_can_be_retried_where_nothing_has_failed() {
    assertThat(run.refuse(run.retry())).isEqualTo("NOTHING_TO_RETRY");
    run.fail("WORK", REFUSED);
    assertThat(run.refuse(run.retry("ELSEWHERE"))).isEqualTo("NOTHING_TO_RETRY");
    assertThat(run.accept(run.retry("WORK"))).hasSize(1);
  }
}
