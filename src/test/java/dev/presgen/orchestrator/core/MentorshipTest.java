package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Mentorship;
import dev.presgen.orchestrator.core.flows.Mentorship.Assessed;
import dev.presgen.orchestrator.core.flows.Mentorship.Begun;
import dev.presgen.orchestrator.core.flows.Mentorship.Break;
import dev.presgen.orchestrator.core.flows.Mentorship.Done;
import dev.presgen.orchestrator.core.flows.Mentorship.GoalCompleted;
import dev.presgen.orchestrator.core.flows.Mentorship.Goals;
import dev.presgen.orchestrator.core.flows.Mentorship.Help;
import dev.presgen.orchestrator.core.flows.Mentorship.Mentee;
import dev.presgen.orchestrator.core.flows.Mentorship.Mentor;
import dev.presgen.orchestrator.core.flows.Mentorship.OpenGoals;
import dev.presgen.orchestrator.core.flows.Mentorship.Progress;
import dev.presgen.orchestrator.core.flows.Mentorship.Return;
import dev.presgen.orchestrator.core.flows.Mentorship.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MentorshipTest {

  private static final Address ACTIVE = new Address(Path.ROOT, "ACTIVE", 1);

  private static final Address PENDING = new Address(Path.ROOT, "ASSESSMENT_PENDING", 1);

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static String node(Scenario run) {
    return run.root().at().node();
  }

  private static Address at(String node) {
    return new Address(Path.ROOT, node, 1);
  }

  static Scenario initializing() {
    return Scenario.claimed(Mentorship.workflow(), new Mentee("Kim"));
  }

  static Scenario pending() {
    var run = initializing();
    run.say("start", new Started());
    run.succeed("SEND_ASSESSMENT", new Done("sent"));
    return run;
  }

  static Scenario inProgress() {
    var run = pending();
    run.say("begin_assessment", new Begun());
    return run;
  }

  static Scenario settingGoals() {
    var run = inProgress();
    run.say("complete_assessment", new Assessed(70));
    return run;
  }

  static Scenario active() {
    var run = settingGoals();
    run.say("set_goals", new Goals(List.of("read", "write")));
    return run;
  }

  static Scenario checkingIn() {
    var run = active();
    run.tickAfter(Mentorship.CHECK_IN);
    return run;
  }

  static Scenario onBreak() {
    var run = active();
    run.say("pause", new Break());
    return run;
  }

  static Scenario tracking() {
    var run = active();
    run.say("submit_progress", new Progress("a page"));
    return run;
  }

  static Optional<Fact.Check> available(Scenario run) {
    return Optional.of(new Fact.Check.Found(run.stored.put(new Mentor("Robin"))));
  }

  private static TimerState timer(String name, int set, int due) {
    return new TimerState(name, name, day(set), day(due), false);
  }

  @Test
  void it_begins_by_waiting_for_the_start_and_then_sends_the_assessment() {
    var run = initializing();
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                at("INITIALIZING"), NOON, List.of(), Optional.empty(), Optional.empty()));
    var start = run.signal("start", new Started());
    assertThat(run.accept(start))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    NOON, at("INITIALIZING"), "signal-1", "start", start.payload(), LEARNER,
                    List.of()),
                new Event.WaitClosed(
                    NOON, at("INITIALIZING"), "start", start.payload(), false,
                    "SEND_ASSESSMENT")));
    run.claim(1);
    var sent = run.stored.put(new Done("sent"));
    assertThat(run.succeed("SEND_ASSESSMENT", new Done("sent")))
        .isEqualTo(
            List.of(
                new Event.StepCompleted(
                    NOON, at("SEND_ASSESSMENT"), 1, Optional.of(sent), "ASSESSMENT_PENDING"),
                new Event.WaitOpened(
                    NOON,
                    PENDING,
                    List.of(timer("reminder", 0, 3), timer("check", 0, 1)),
                    Optional.empty())));
  }

  @Test
  void an_assessment_can_be_completed_without_having_been_begun() {
    var run = pending();
    run.say("complete_assessment", new Assessed(70));
    assertThat(node(run)).isEqualTo("GOAL_SETTING");
    assertThat(node(settingGoals())).isEqualTo("GOAL_SETTING");
  }

  @Test
  void goals_are_at_least_one() {
    var run = settingGoals();
    var before = run.state();
    assertThat(run.tell(run.signal("set_goals", new Goals(List.of()))))
        .isEqualTo(
            new Decision.Refused(
                "SIGNAL_REFUSED",
                "not so: at least one goal",
                List.of("pause", "cancel", "rewind", "signal set_goals", "signal cancel")));
    assertThat(run.state()).isEqualTo(before);
    run.say("set_goals", new Goals(List.of("read")));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                ACTIVE,
                NOON,
                List.of(timer("check_in", 0, 7), timer("stagnation", 0, 14)),
                Optional.empty(),
                Optional.empty()));
    assertThat(run.agenda().work()).as("nobody looks for a mentor unasked").isEmpty();
  }

  @Test
  void progress_is_recorded_while_the_mentorship_stays_active() {
    var run = active();
    run.later(Duration.ofDays(5));
    var said = run.signal("submit_progress", new Progress("a page"));
    assertThat(run.accept(said))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    day(5), ACTIVE, said.id(), "submit_progress", said.payload(), LEARNER,
                    List.of(timer("check_in", 0, 7), timer("stagnation", 5, 19))),
                new Event.WaitSuspended(day(5), ACTIVE, "submit_progress", "PROGRESS_TRACKING")));
    run.claim(1);
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                ACTIVE,
                NOON,
                List.of(timer("check_in", 0, 7), timer("stagnation", 5, 19)),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void a_mentor_is_asked_for_only_when_one_is_available() {
    var run = active();
    assertThat(run.refuse(run.signal("request_mentor_help", new Help("words"))))
        .isEqualTo("NOTHING_YET");
    var gone = Optional.<Fact.Check>of(new Fact.Check.Refused("NO_DIRECTORY", "it is down"));
    assertThat(run.refuse(run.signal("request_mentor_help", new Help("words"), gone)))
        .isEqualTo("NO_DIRECTORY");
    var asked = run.signal("request_mentor_help", new Help("words"), available(run));
    assertThat(run.accept(asked))
        .contains(
            new Event.WaitClosed(
                NOON,
                ACTIVE,
                "request_mentor_help",
                run.stored.put(new Mentor("Robin")),
                false,
                "MENTOR_INTERVENTION"));
    run.claim(1);
    run.succeed("MENTOR_INTERVENTION", new Done("talked"));
    assertThat(run.root().at()).isEqualTo(new Address(Path.ROOT, "ACTIVE", 2));
  }

  @Test
  void help_that_is_asked_for_while_progress_is_recorded_is_judged_by_a_look_afterwards() {
    var run = tracking();
    run.say("request_mentor_help", new Help("words"));
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    var look = (Agenda.Look) run.agenda().work().getFirst();
    assertThat(look.early()).contains(run.state().kept().getFirst());
    var mentor = run.stored.put(new Mentor("Robin"));
    run.accept(new Fact.ProbeFound(run.now(), look.at(), run.epoch(), mentor));
    assertThat(node(run)).isEqualTo("MENTOR_INTERVENTION");
    assertThat(run.state().root().outputs().get("ACTIVE")).isEqualTo(new Output.One(mentor));
  }

  @Test
  void the_last_goal_completes_it_and_no_other() {
    var run = active();
    assertThat(run.refuse(run.signal("complete_goal", new GoalCompleted("teach"))))
        .isEqualTo("SIGNAL_REFUSED");
    assertThat(run.say("complete_goal", new GoalCompleted("read")))
        .contains(new Event.BranchTaken(NOON, at("LAST_GOAL"), "otherwise", "GOAL_COMPLETED"));
    run.succeed("GOAL_COMPLETED", new OpenGoals(List.of("write")));
    assertThat(node(run)).isEqualTo("ACTIVE");
    assertThat(run.refuse(run.signal("complete_goal", new GoalCompleted("read"))))
        .as("it is not open any more")
        .isEqualTo("SIGNAL_REFUSED");
    assertThat(run.say("complete_goal", new GoalCompleted("write")))
        .contains(
            new Event.BranchTaken(
                NOON, new Address(Path.ROOT, "LAST_GOAL", 2), "no other goal is open",
                "COMPLETION"));
    run.succeed("COMPLETION", new Done("praised"));
    assertThat(run.lifecycle())
        .isEqualTo(
            new Lifecycle.Ended(Lifecycle.Outcome.COMPLETED, Optional.empty(), NOON));
    assertThat(node(run)).isEqualTo("COMPLETED");
  }

  @Test
  void a_break_stops_the_beat_and_a_return_begins_it_anew() {
    var run = onBreak();
    assertThat(run.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
    assertThat(run.tickAfter(Duration.ofDays(100))).isEmpty();
    run.say("submit_progress", new Progress("early"));
    assertThat(run.state().kept()).as("it is for the time after the break").hasSize(1);
    run.say("resume", new Return());
    assertThat(node(run)).isEqualTo("PROGRESS_TRACKING");
    run.succeed("PROGRESS_TRACKING", new Done("recorded"));
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(List.of(timer("check_in", 100, 107), timer("stagnation", 100, 114)));
  }

  @Test
  void a_signal_of_an_earlier_state_is_too_late_and_one_of_a_later_state_is_kept() {
    var run = settingGoals();
    assertThat(run.refuse(run.signal("start", new Started()))).isEqualTo("TOO_LATE");
    assertThat(run.refuse(run.signal("begin_assessment", new Begun()))).isEqualTo("TOO_LATE");
    assertThat(run.refuse(run.signal("complete_assessment", new Assessed(1))))
        .isEqualTo("TOO_LATE");
    var early = run.signal("submit_progress", new Progress("early"));
    assertThat(run.accept(early))
        .isEqualTo(
            List.of(
                new Event.SignalKept(
                    NOON, early.id(), "submit_progress", early.payload(), LEARNER)));
    assertThat(active().refuse(run.signal("set_goals", new Goals(List.of("read")))))
        .isEqualTo("TOO_LATE");
  }
}
