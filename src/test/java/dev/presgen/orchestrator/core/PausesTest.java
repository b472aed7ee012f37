package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausesTest {

  private static final Address WORK = new Address(Path.ROOT, "WORK", 1);
  private static final Failure BROKEN = new Failure.Transient("connection refused");

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static List<Instant> dues(Position waiting) {
    return ((Position.Waiting) waiting).timers().stream().map(TimerState::due).toList();
  }

  @Test
  void a_running_attempt_finishes_in_a_paused_run_but_nothing_else_starts() {
    var run = Scenario.scoring("");
    assertThat(run.accept(run.pause())).isEqualTo(List.of(new Event.RunPaused(NOON, OPERATOR)));
    assertThat(run.agenda().work()).hasSize(1);
    run.succeed("SCORE");
    assertThat(run.status()).isEqualTo(Status.PAUSED);
    assertThat(run.root())
        .isEqualTo(new Position.Ready(new Address(Path.ROOT, "DECKS", 1), Purpose.DO));
    assertThat(run.claim(2)).isEmpty();
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
    run.accept(run.resume());
    assertThat(run.root()).isEqualTo(
        new Position.Ready(new Address(Path.ROOT, "TELL", 1), Purpose.DO));
  }

  @Test
  void the_limit_of_a_running_attempt_holds_in_a_paused_run() {
    var run = Scenario.claimed(Flows.single(), "");
    run.accept(run.pause());
    run.tickAfter(Flows.LIMITS.attempt());
    assertThat(run.root()).isInstanceOf(Position.Retrying.class);
    assertThat(run.tickAfter(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void a_failure_in_a_paused_run_waits_for_a_person_also_before_the_pivot() {
    var run = Scenario.claimed(Flows.assessment(), "");
    run.accept(run.pause());
    run.fail("WRITE", new Failure.Permanent("REFUSED", "no", "Allow it."));
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
    run.accept(run.resume());
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
  }

  @Test
  void a_retry_comes_later_by_as_long_as_the_run_stood_still_and_the_pause_does_not_count() {
    var run = Scenario.claimed(Flows.single(), "");
    run.fail("WORK", BROKEN);
    run.later(Duration.ofSeconds(1));
    run.accept(run.pause());
    run.later(Duration.ofHours(5));
    run.accept(run.resume());
    var budget =
        new Budget(NOON, 1, 0, Optional.empty(), Duration.ofHours(5), 0, false);
    assertThat(run.root())
        .isEqualTo(
            new Position.Retrying(
                WORK,
                Purpose.DO,
                1,
                NOON,
                NOON.plus(Duration.ofHours(5)).plusSeconds(2),
                BROKEN,
                budget));
  }

  @Test
  void what_was_set_during_a_pause_is_shifted_by_the_rest_of_it() {
    var run = Scenario.claimed(Flows.single(), "");
    run.accept(run.pause());
    run.later(Duration.ofSeconds(10));
    run.fail("WORK", BROKEN);
    run.later(Duration.ofSeconds(30));
    run.accept(run.resume());
    assertThat(((Position.Retrying) run.root()).due())
        .isEqualTo(NOON.plusSeconds(10 + 2 + 30));
  }

  @Test
  void a_pause_does_not_count_as_time_in_which_a_step_was_held() {
    var run = Scenario.claimed(Flows.single(), "");
    var blocked = new Failure.Blocked("API disabled", "Enable it.", Duration.ofHours(1));
    run.fail("WORK", blocked);
    run.accept(run.pause());
    run.later(Duration.ofDays(3));
    run.accept(run.resume());
    assertThat(((Position.Blocked) run.root()).recheck())
        .isEqualTo(day(3).plus(Duration.ofHours(1)));
    run.tickAfter(Duration.ofHours(1));
    run.fail("WORK", blocked);
    assertThat(run.root()).isInstanceOf(Position.Blocked.class);
  }

  @Test
  void timers_come_later_by_as_long_as_the_run_stood_still() {
    var run = Scenario.waitingForAnswer("");
    run.later(Duration.ofDays(1));
    run.accept(run.pause());
    assertThat(run.tickAfter(Duration.ofDays(10))).as("nothing is due in a pause").isEmpty();
    assertThat(run.accept(run.resume()))
        .isEqualTo(List.of(new Event.RunResumed(day(11), OPERATOR)));
    assertThat(dues(run.root())).containsExactly(day(12), day(16), day(17));
  }

  @Test
  void a_signal_in_a_paused_run_is_accepted_and_its_timers_shift_by_the_rest_of_the_pause() {
    var run = Scenario.claimed(Flows.talk(), "");
    run.accept(run.pause());
    run.later(Duration.ofDays(2));
    run.accept(run.signal("note", "still here"));
    run.later(Duration.ofDays(2));
    run.accept(run.resume());
    assertThat(dues(run.root())).as("weekly, silence, deadline")
        .containsExactly(day(11), day(7), day(34));
  }

  @Test
  void an_answer_in_a_paused_run_closes_the_wait_and_the_run_goes_on_when_resumed() {
    var run = Scenario.waitingForAnswer("");
    run.accept(run.pause());
    run.accept(run.answered());
    assertThat(run.status()).isEqualTo(Status.PAUSED);
    assertThat(run.state().pivotPassed()).isTrue();
    run.accept(run.resume());
    run.claim(1);
    assertThat(run.open("SCORE").attempt()).isEqualTo(1);
  }

  @Test
  void a_wait_that_has_expired_keeps_its_distances_over_a_pause() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(7));
    run.accept(run.probeFoundNothing(""));
    var stuck = (Position.Stuck) run.root();
    run.accept(run.pause());
    run.later(Duration.ofDays(2));
    run.accept(run.resume());
    assertThat(dues(((Position.Stuck) run.root()).expired().orElseThrow()))
        .isEqualTo(
            dues(stuck.expired().orElseThrow()).stream()
                .map(due -> due.plus(Duration.ofDays(2)))
                .toList());
  }

  @Test
  void a_node_that_dies_in_a_pause_is_found_out_by_the_next_driver() {
    var run = Scenario.claimed(Flows.single(), "");
    run.accept(run.pause());
    run.claim(2);
    assertThat(run.root()).isInstanceOf(Position.Retrying.class);
    assertThat(run.status()).isEqualTo(Status.PAUSED);
  }

  @Test
  void a_paused_run_can_be_cancelled_but_not_paused_again() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.refuse(run.resume())).isEqualTo("WRONG_STATE");
    run.accept(run.pause());
    assertThat(run.refuse(run.pause())).isEqualTo("WRONG_STATE");
    run.accept(run.cancel(true));
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }
}
