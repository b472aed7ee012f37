package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Mentorship.Begun;
import dev.presgen.orchestrator.core.flows.Mentorship.Break;
import dev.presgen.orchestrator.core.flows.Mentorship.Done;
import dev.presgen.orchestrator.core.flows.Mentorship.GoalCompleted;
import dev.presgen.orchestrator.core.flows.Mentorship.Help;
import dev.presgen.orchestrator.core.flows.Mentorship.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes of time in a mentorship: reminders, checks, check-ins and silence. */
class MentorshipTimesTest {

  private static final Address ACTIVE = new Address(Path.ROOT, "ACTIVE", 1);

  private static final Address PENDING = new Address(Path.ROOT, "ASSESSMENT_PENDING", 1);

  private static final Failure REFUSED =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static String node(Scenario run) {
    return run.root().at().node();
  }

  private static Address at(String node) {
    return new Address(Path.ROOT, node, 1);
  }

  private static TimerState timer(String name, int set, int due) {
    return new TimerState(name, name, day(set), day(due), false);
  }

  @Test
  void a_pending_assessment_is_checked_every_day() {
    var run = MentorshipTest.pending();
    assertThat(run.tickAfter(Duration.ofDays(1).minusMillis(1))).isEmpty();
    for (int day = 1; day <= 2; day++) {
      run.later(Duration.between(run.now(), day(day)));
      assertThat(run.tick())
          .isEqualTo(
              List.of(
                  new Event.TimerFired(
                      day(day), PENDING, "check", day(day), Optional.of(day(day + 1)), false,
                      Optional.empty())));
    }
  }

  @Test
  void a_reminder_goes_out_after_three_days_exactly_and_once() {
    var run = MentorshipTest.pending();
    run.tickAfter(Duration.ofDays(3).minusMillis(1));
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
    assertThat(run.tickAfter(Duration.ofMillis(1)))
        .as("what was declared first fires first; the check of that day waits for the reminder")
        .startsWith(
            new Event.TimerFired(
                day(3), PENDING, "reminder", day(3), Optional.empty(), false, Optional.empty()),
            new Event.WaitSuspended(day(3), PENDING, "reminder", "REMIND"));
    assertThat(run.succeed("REMIND", new Done("reminded")))
        .contains(
            new Event.WaitResumed(day(3), PENDING),
            new Event.TimerFired(
                day(3), PENDING, "check", day(3), Optional.of(day(4)), false, Optional.empty()));
    run.tickAfter(Duration.ofDays(30));
    assertThat(run.state().tally(Path.of("REMIND")).visits()).isEqualTo(1);
  }

  @Test
  void a_reminder_that_cannot_be_sent_holds_nothing_up() {
    var run = MentorshipTest.pending();
    run.tickAfter(Duration.ofDays(3));
    assertThat(run.fail("REMIND", REFUSED))
        .contains(
            new Event.StepFellBack(day(3), at("REMIND"), 1, REFUSED, "ASSESSMENT_PENDING"),
            new Event.WaitResumed(day(3), PENDING));
    run.say("begin_assessment", new Begun());
    assertThat(node(run)).isEqualTo("ASSESSMENT_IN_PROGRESS");
  }

  @Test
  void an_operators_pause_moves_the_reminder_and_the_check_and_loses_neither() {
    var run = MentorshipTest.pending();
    run.tickAfter(Duration.ofDays(2));
    run.accept(run.pause());
    run.later(Duration.ofDays(10));
    assertThat(run.tick()).isEmpty();
    run.accept(run.resume());
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(List.of(timer("reminder", 0, 13), timer("check", 2, 13)));
    run.tickAfter(Duration.ofDays(1));
    assertThat(node(run)).isEqualTo("REMIND");
  }

  @Test
  void a_check_in_is_required_every_seven_days_and_the_run_stands_in_it() {
    var run = MentorshipTest.active();
    assertThat(run.tickAfter(Duration.ofDays(7).minusMillis(1))).isEmpty();
    assertThat(run.tickAfter(Duration.ofMillis(1)))
        .isEqualTo(
            List.of(
                new Event.TimerFired(
                    day(7), ACTIVE, "check_in", day(7), Optional.empty(), false,
                    Optional.of("CHECK_IN_REQUIRED")),
                new Event.WaitOpened(
                    day(7), at("CHECK_IN_REQUIRED"), List.of(timer("stagnation", 0, 14)),
                    Optional.empty())));
    assertThat(node(run)).isEqualTo("CHECK_IN_REQUIRED");
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void progress_leads_on_from_a_check_in_and_the_next_one_is_a_week_later() {
    var run = MentorshipTest.checkingIn();
    run.later(Duration.ofDays(2));
    run.say("submit_progress", new Progress("a page"));
    assertThat(node(run)).isEqualTo("PROGRESS_TRACKING");
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                new Address(Path.ROOT, "ACTIVE", 2),
                day(9),
                List.of(timer("check_in", 9, 16), timer("stagnation", 9, 23)),
                Optional.empty(),
                Optional.empty()));
    run.tickAfter(Duration.ofDays(7));
    assertThat(run.root().at()).isEqualTo(new Address(Path.ROOT, "CHECK_IN_REQUIRED", 2));
  }

  @Test
  void progress_of_before_does_not_put_off_a_check_in() {
    var run = MentorshipTest.active();
    run.later(Duration.ofDays(6));
    run.say("submit_progress", new Progress("a page"));
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    run.tickAfter(Duration.ofDays(1));
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(List.of(timer("stagnation", 6, 20)));
  }

  @Test
  void a_check_in_hears_all_that_an_active_mentorship_does() {
    var goal = MentorshipTest.checkingIn();
    goal.say("complete_goal", new GoalCompleted("read"));
    assertThat(node(goal)).isEqualTo("GOAL_COMPLETED");
    var pause = MentorshipTest.checkingIn();
    pause.say("pause", new Break());
    assertThat(node(pause)).isEqualTo("PAUSED");
    var help = MentorshipTest.checkingIn();
    assertThat(help.refuse(help.signal("request_mentor_help", new Help("words"))))
        .isEqualTo("NOTHING_YET");
    help.accept(
        help.signal("request_mentor_help", new Help("words"), MentorshipTest.available(help)));
    help.claim(1);
    assertThat(node(help)).isEqualTo("MENTOR_INTERVENTION");
  }

  @Test
  void help_that_is_asked_for_while_progress_of_a_check_in_is_recorded_is_not_lost() {
    var run = MentorshipTest.checkingIn();
    run.say("submit_progress", new Progress("a page"));
    run.say("request_mentor_help", new Help("words"));
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    assertThat(((Agenda.Look) run.agenda().work().getFirst()).early())
        .contains(run.state().kept().getFirst());
  }

  @Test
  void after_fourteen_days_of_silence_in_all_a_mentor_intervenes() {
    var run = MentorshipTest.active();
    run.later(Duration.ofDays(4));
    run.say("submit_progress", new Progress("a page"));
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    run.tickAfter(Duration.ofDays(3));
    assertThat(node(run)).isEqualTo("CHECK_IN_REQUIRED");
    assertThat(run.tickAfter(Duration.ofDays(11).minusMillis(1))).isEmpty();
    assertThat(run.tickAfter(Duration.ofMillis(1)).getFirst())
        .isEqualTo(
            new Event.TimerFired(
                day(18), at("CHECK_IN_REQUIRED"), "stagnation", day(18), Optional.empty(), false,
                Optional.of("MENTOR_INTERVENTION")));
    for (var wait : List.of("ACTIVE", "CHECK_IN_REQUIRED")) {
      assertThat(run.state().root().outputs().get(wait))
          .as("nobody asked for it")
          .isInstanceOf(Output.Nothing.class);
    }
    run.succeed("MENTOR_INTERVENTION", new Done("talked"));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                new Address(Path.ROOT, "ACTIVE", 2),
                day(18),
                List.of(timer("check_in", 18, 25), timer("stagnation", 18, 32)),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void silence_that_nobody_noticed_for_long_is_still_answered_by_a_mentor() {
    var run = MentorshipTest.active();
    run.tickAfter(Duration.ofDays(100));
    assertThat(node(run)).isEqualTo("MENTOR_INTERVENTION");
    assertThat(run.state().tally(Path.of("CHECK_IN_REQUIRED")).visits()).isEqualTo(1);
  }

  @Test
  void an_operators_pause_is_no_silence() {
    var run = MentorshipTest.active();
    run.later(Duration.ofDays(5));
    run.accept(run.pause());
    run.later(Duration.ofDays(30));
    run.accept(run.resume());
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(List.of(timer("check_in", 0, 37), timer("stagnation", 0, 44)));
  }
}
