package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that are done while a wait stands still. */
class ActionsTest {

  private static final Address AWAIT = new Address(Path.ROOT, "AWAIT", 1);
  private static final Failure STOPPED =
      new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted");

  private final Scenario run =
      Scenario.claimed(Flows.review(), new Flows.Draft("reviewer@example.org"));

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static Address at(String node, int visit) {
    return new Address(Path.ROOT, node, visit);
  }

  private static List<TimerState> timers(int nudge, int deadline) {
    return List.of(
        new TimerState("nudge", "nudge", NOON, day(nudge), false),
        new TimerState("deadline", "deadline", NOON, day(deadline), false));
  }

  private static Position waiting(int nudge, int deadline) {
    return new Position.Waiting(
        AWAIT, NOON, timers(nudge, deadline), Optional.of("reviewer@example.org"),
        Optional.empty());
  }

  private Scenario noting() {
    run.accept(run.signal("remark", "well"));
    run.claim(1);
    return run;
  }

  @Test
  void a_signal_is_recorded_the_wait_stands_still_and_goes_on_where_it_stood() {
    var remark = run.signal("remark", "well");
    assertThat(run.accept(remark))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    NOON, AWAIT, "signal-1", "remark", remark.payload(), LEARNER, timers(1, 7)),
                new Event.WaitSuspended(NOON, AWAIT, "remark", "NOTE_IT")));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
    run.claim(1);
    var noted = run.stored.put(new Flows.Made("NOTE_IT"));
    assertThat(run.succeed("NOTE_IT"))
        .isEqualTo(
            List.of(
                new Event.StepCompleted(
                    NOON, at("NOTE_IT", 1), 1, Optional.of(noted), "AWAIT"),
                new Event.WaitResumed(NOON, AWAIT)));
    assertThat(run.root()).isEqualTo(waiting(1, 7));
    assertThat(run.state().root().suspended()).isEmpty();
  }

  @Test
  void a_timer_keeps_its_beat_over_its_action() {
    assertThat(run.tickAfter(Duration.ofDays(1)).subList(0, 2))
        .isEqualTo(
            List.of(
                new Event.TimerFired(
                    day(1), AWAIT, "nudge", day(1), Optional.of(day(2)), false,
                    Optional.empty()),
                new Event.WaitSuspended(day(1), AWAIT, "nudge", "NUDGE")));
    run.later(Duration.ofSeconds(20));
    run.succeed("NUDGE");
    assertThat(run.agenda().due()).contains(day(2));
  }

  @Test
  void signals_that_come_meanwhile_are_judged_afterwards_in_their_order() {
    noting();
    run.accept(run.signal("remark", "and then"));
    run.accept(run.signal("approved", "please"));
    assertThat(run.state().kept()).hasSize(2);
    run.succeed("NOTE_IT");
    assertThat(run.open("NOTE_IT")).isEqualTo(new Scenario.Open(at("NOTE_IT", 2), 2));
    assertThat(run.state().kept()).extracting(RunState.KeptSignal::name)
        .containsExactly("approved");
    run.succeed("NOTE_IT");
    assertThat(run.open("RECORD").attempt()).isEqualTo(1);
    assertThat(run.state().kept()).isEmpty();
  }

  @Test
  void what_a_guard_refuses_afterwards_is_dropped_and_what_it_puts_off_stays() {
    noting();
    run.accept(run.signal("approved", "now!"));
    run.accept(run.signal("approved", "later"));
    assertThat(run.succeed("NOTE_IT"))
        .endsWith(new Event.KeptSignalDropped(NOON, "signal-2", "approved", "it is not polite"));
    assertThat(run.root()).isEqualTo(waiting(1, 7));
    assertThat(run.state().kept()).extracting(RunState.KeptSignal::id).containsExactly("signal-3");
  }

  @Test
  void no_timer_fires_while_an_action_is_under_way_and_those_due_fire_once_afterwards() {
    noting();
    run.fail("NOTE_IT", Situations.PERMANENT);
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.tickAfter(Duration.ofDays(3))).isEmpty();
    run.accept(run.skip("NOTE_IT", Optional.empty()));
    assertThat(run.journal())
        .endsWith(
            new Event.WaitResumed(day(3), AWAIT),
            new Event.TimerFired(
                day(3), AWAIT, "nudge", day(1), Optional.of(day(4)), false, Optional.empty()),
            new Event.WaitSuspended(day(3), AWAIT, "nudge", "NUDGE"));
    run.claim(1);
    run.succeed("NUDGE");
    assertThat(run.root()).isEqualTo(
        new Position.Waiting(
            AWAIT,
            NOON,
            List.of(
                new TimerState("nudge", "nudge", day(3), day(4), false),
                timers(1, 7).getLast()),
            Optional.of("reviewer@example.org"),
            Optional.empty()));
  }

  @Test
  void a_deadline_that_passes_during_an_action_is_found_when_the_wait_goes_on() {
    noting();
    run.fail("NOTE_IT", Situations.PERMANENT);
    run.later(Duration.ofDays(8));
    run.accept(run.skip("NOTE_IT", Optional.empty()));
    run.claim(1);
    run.succeed("NUDGE");
    assertThat(((Position.Stuck) run.root()).failure())
        .isEqualTo(new Failure.Permanent("NO_REVIEW", "none came", "Extend."));
    assertThat(run.refuse(run.signal("approved", "please"))).isEqualTo("WAIT_EXPIRED");
    run.accept(run.extend(day(9)));
    run.accept(run.signal("approved", "please"));
    assertThat(run.root().at().node()).isEqualTo("RECORD");
  }

  @Test
  void an_answer_that_comes_during_an_action_counts_before_a_deadline_that_passes_during_it() {
    noting();
    run.fail("NOTE_IT", Situations.PERMANENT);
    run.accept(run.signal("approved", "please"));
    run.later(Duration.ofDays(8));
    run.accept(run.skip("NOTE_IT", Optional.empty()));
    assertThat(run.root().at().node()).isEqualTo("RECORD");
  }

  @Test
  void an_action_that_is_stuck_is_retried_or_skipped_and_is_nothing_to_extend_or_delegate() {
    noting();
    run.fail("NOTE_IT", Situations.PERMANENT);
    assertThat(run.refuse(run.extend(day(9)))).isEqualTo("NOTHING_TO_EXTEND");
    assertThat(run.refuse(run.delegate("deputy@example.org"))).isEqualTo("NOTHING_TO_DELEGATE");
    run.accept(run.retry());
    run.tick();
    run.succeed("NOTE_IT");
    assertThat(run.root()).isEqualTo(waiting(1, 7));
  }

  @Test
  void an_action_of_a_paused_run_is_done_after_it() {
    run.accept(run.pause());
    run.accept(run.signal("remark", "well"));
    run.claim(1);
    assertThat(run.root()).isEqualTo(new Position.Ready(at("NOTE_IT", 1), Purpose.DO));
    assertThat(run.accept(run.signal("remark", "again"))).hasSize(1);
    run.later(Duration.ofDays(2));
    run.accept(run.resume());
    run.claim(1);
    run.succeed("NOTE_IT");
    run.succeed("NOTE_IT");
    assertThat(run.root()).isEqualTo(waiting(3, 9));
  }

  @Test
  void an_action_that_ends_in_a_paused_run_lets_its_wait_go_on_after_it() {
    noting();
    run.accept(run.pause());
    run.succeed("NOTE_IT");
    assertThat(run.root()).isEqualTo(new Position.Ready(AWAIT, Purpose.DO));
    assertThat(run.tickAfter(Duration.ofDays(5))).isEmpty();
    assertThat(run.accept(run.resume()))
        .endsWith(new Event.WaitResumed(day(5), AWAIT));
    assertThat(run.root()).isEqualTo(waiting(6, 12));
  }

  @Test
  void a_wait_that_stands_still_keeps_no_more_signals_than_any_other() {
    noting();
    for (int i = 0; i < RunState.KEPT_MAX; i++) {
      run.accept(run.signal("remark", "more"));
    }
    assertThat(run.refuse(run.signal("remark", "more"))).isEqualTo("TOO_MANY_SIGNALS");
  }

  @Test
  void a_signal_that_comes_with_a_due_timer_waits_for_the_timers_action() {
    run.later(Duration.ofDays(1));
    assertThat(run.accept(run.signal("approved", "please")))
        .extracting(Event::getClass)
        .isEqualTo(
            List.of(Event.TimerFired.class, Event.WaitSuspended.class, Event.SignalKept.class));
    run.claim(1);
    run.succeed("NUDGE");
    assertThat(run.root().at().node()).isEqualTo("RECORD");
  }

  @Test
  void an_action_whose_node_dies_is_done_again() {
    noting();
    run.dice = 0;
    run.claim(2);
    assertThat(run.open("NOTE_IT").attempt()).isEqualTo(2);
    run.succeed("NOTE_IT");
    assertThat(run.root()).isEqualTo(waiting(1, 7));
  }

  @Test
  void a_cancel_stops_an_action_and_nothing_goes_on_after_it() {
    noting();
    run.accept(run.cancel(true));
    run.fail("NOTE_IT", STOPPED);
    assertThat(run.lifecycle())
        .isEqualTo(new Lifecycle.Ended(Lifecycle.Outcome.CANCELLED, Optional.empty(), NOON));
  }

  @Test
  void a_wait_that_should_go_on_in_a_full_journal_is_set_aside_for_good() {
    noting();
    run.fail("NOTE_IT", new Failure.Blocked("disabled", "Enable it.", Duration.ZERO));
    while (run.state().sequence() < RunState.EVENTS_MAX - RunState.EVENTS_RESERVED - 2) {
      run.accept(run.retry());
    }
    run.tick();
    run.succeed("NOTE_IT");
    assertThat(run.root())
        .isInstanceOfSatisfying(
            Position.Stuck.class,
            stuck -> {
              assertThat(stuck.at()).isEqualTo(AWAIT);
              assertThat(stuck.failure())
                  .isEqualTo(
                      new Failure.Permanent(
                          "TOO_MANY_EVENTS",
                          "the run has 9500 events, as many as a run may have",
                          "Cancel the run and start a new one."));
            });
    run.accept(run.cancel(false));
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }
}
