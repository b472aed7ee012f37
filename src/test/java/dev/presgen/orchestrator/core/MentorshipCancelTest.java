package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Mentorship;
import dev.presgen.orchestrator.core.flows.Mentorship.Cancelled;
import dev.presgen.orchestrator.core.flows.Mentorship.Done;
import dev.presgen.orchestrator.core.flows.Mentorship.GoalCompleted;
import dev.presgen.orchestrator.core.flows.Mentorship.Help;
import dev.presgen.orchestrator.core.flows.Mentorship.OpenGoals;
import dev.presgen.orchestrator.core.flows.Mentorship.Progress;
import dev.presgen.orchestrator.core.flows.Mentorship.Started;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mentorship is cancelled from every state, by signal and by order. */
class MentorshipCancelTest {

  private static final Failure STOPPED =
      new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted");

  /** A mentorship in each wait, by the wait's name. */
  private static final Map<String, Supplier<Scenario>> WAITS =
      Map.of(
          "INITIALIZING", MentorshipTest::initializing,
          "ASSESSMENT_PENDING", MentorshipTest::pending,
          "ASSESSMENT_IN_PROGRESS", MentorshipTest::inProgress,
          "GOAL_SETTING", MentorshipTest::settingGoals,
          "ACTIVE", MentorshipTest::active,
          "CHECK_IN_REQUIRED", MentorshipTest::checkingIn,
          "PAUSED", MentorshipTest::onBreak);

  /** A mentorship at each task after which it goes on, by the task's name. */
  private static final Map<String, Supplier<Scenario>> TASKS =
      Map.of(
          "SEND_ASSESSMENT", MentorshipCancelTest::sending,
          "REMIND", MentorshipCancelTest::reminding,
          "PROGRESS_TRACKING", MentorshipTest::tracking,
          "MENTOR_INTERVENTION", MentorshipCancelTest::helping,
          "GOAL_COMPLETED", MentorshipCancelTest::counting);

  private static Scenario sending() {
    var run = MentorshipTest.initializing();
    run.say("start", new Started());
    return run;
  }

  private static Scenario reminding() {
    var run = MentorshipTest.pending();
    run.tickAfter(Mentorship.REMINDER);
    return run;
  }

  private static Scenario helping() {
    var run = MentorshipTest.active();
    run.accept(
        run.signal("request_mentor_help", new Help("words"), MentorshipTest.available(run)));
    run.claim(1);
    return run;
  }

  private static Scenario counting() {
    var run = MentorshipTest.active();
    run.say("complete_goal", new GoalCompleted("read"));
    return run;
  }

  private static Scenario completing() {
    var run = counting();
    run.succeed("GOAL_COMPLETED", new OpenGoals(List.of("write")));
    run.say("complete_goal", new GoalCompleted("write"));
    return run;
  }

  static Stream<String> waits() {
    return WAITS.keySet().stream().sorted();
  }

  static Stream<String> tasks() {
    return TASKS.keySet().stream().sorted();
  }

  private static Scenario at(Map<String, Supplier<Scenario>> places, String node) {
    var run = places.get(node).get();
    assertThat(run.root().at().node()).isEqualTo(node);
    return run;
  }

  private static Event.RunEnded cancelled(Scenario run) {
    return new Event.RunEnded(
        run.now(), Lifecycle.Outcome.CANCELLED, Optional.empty(), Optional.empty());
  }

  @Test
  void every_wait_and_every_task_is_tried() {
    var tried = new TreeMap<String, Supplier<Scenario>>(WAITS);
    tried.putAll(TASKS);
    tried.put("COMPLETION", MentorshipCancelTest::completing);
    assertThat(Mentorship.workflow().allNodes())
        .filteredOn(node -> node instanceof Node.Wait || node instanceof Node.Task)
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(tried.keySet());
  }

  @ParameterizedTest
  @MethodSource("waits")
  void every_wait_hears_a_cancel_at_once(String wait) {
    var run = at(WAITS, wait);
    var open = (Position.Waiting) run.root();
    var cancel = run.signal("cancel", new Cancelled("no time"));
    var events = run.accept(cancel);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            Event.SignalAccepted.class, taken -> assertThat(taken.id()).isEqualTo(cancel.id()));
    assertThat(events.subList(1, events.size()))
        .isEqualTo(
            List.of(
                new Event.WaitClosed(
                    run.now(), open.at(), "cancel", cancel.payload(), false, "CANCELLED"),
                cancelled(run)));
    assertThat(run.root().at().node()).isEqualTo("CANCELLED");
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_cancel_that_comes_while_something_is_done_is_heard_when_it_is_done(String task) {
    var run = at(TASKS, task);
    var cancel = run.signal("cancel", new Cancelled("no time"));
    assertThat(run.accept(cancel))
        .containsExactly(
            new Event.SignalKept(run.now(), cancel.id(), "cancel", cancel.payload(), LEARNER));
    var given = Map.<String, Function<String, Record>>of(
        "GOAL_COMPLETED", _ -> new OpenGoals(List.of("write")))
        .getOrDefault(task, Done::new)
        .apply(task);
    assertThat(run.succeed(task, given)).endsWith(cancelled(run));
    assertThat(run.root().at().node()).isEqualTo("CANCELLED");
    assertThat(run.state().kept()).isEmpty();
  }

  @Test
  void progress_after_a_check_in_is_recorded_before_a_cancel_is_heard() {
    var run = MentorshipTest.checkingIn();
    run.say("submit_progress", new Progress("a page"));
    run.say("cancel", new Cancelled("no time"));
    assertThat(run.succeed("PROGRESS_TRACKING", new Done("recorded"))).endsWith(cancelled(run));
  }

  @Test
  void a_mentorship_whose_goals_are_reached_is_completed_and_refuses_a_cancel() {
    var run = completing();
    assertThat(run.refuse(run.signal("cancel", new Cancelled("no time")))).isEqualTo("TOO_LATE");
    run.succeed("COMPLETION", new Done("praised"));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void the_last_goal_that_was_said_before_a_cancel_counts_and_the_cancel_is_dropped() {
    var run = counting();
    run.say("complete_goal", new GoalCompleted("write"));
    var cancel = run.signal("cancel", new Cancelled("no time"));
    run.accept(cancel);
    run.succeed("GOAL_COMPLETED", new OpenGoals(List.of("write")));
    assertThat(run.succeed("COMPLETION", new Done("praised")))
        .endsWith(
            new Event.KeptSignalDropped(run.now(), cancel.id(), "cancel", "the run has ended"),
            new Event.RunEnded(
                run.now(), Lifecycle.Outcome.COMPLETED, Optional.empty(), Optional.empty()));
  }

  @Test
  void what_was_kept_besides_a_cancel_is_dropped_and_said_to_be() {
    var run = MentorshipTest.tracking();
    var help = run.signal("request_mentor_help", new Help("words"));
    run.accept(help);
    run.say("cancel", new Cancelled("no time"));
    assertThat(run.succeed("PROGRESS_TRACKING", new Done("recorded")))
        .endsWith(
            new Event.KeptSignalDropped(
                run.now(), help.id(), "request_mentor_help", "the run has ended"),
            cancelled(run));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void every_wait_is_cancelled_by_order(String wait) {
    var run = at(WAITS, wait);
    assertThat(run.accept(run.cancel(true)))
        .as("nothing was made that must be taken back")
        .isEqualTo(List.of(requested(run), cancelled(run)));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void every_task_is_stopped_by_order(String task) {
    stops(at(TASKS, task));
  }

  @Test
  void the_completion_is_stopped_by_order() {
    stops(completing());
  }

  private static void stops(Scenario run) {
    assertThat(run.accept(run.cancel(true))).isEqualTo(List.of(requested(run)));
    assertThat(run.fail(run.root().at().node(), STOPPED)).endsWith(cancelled(run));
  }

  private static Event.CancelRequested requested(Scenario run) {
    return new Event.CancelRequested(
        run.now(), Lifecycle.Outcome.CANCELLED, true, Optional.empty(), Optional.of(OPERATOR));
  }
}
