package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Review;
import dev.presgen.orchestrator.core.flows.Review.Approval;
import dev.presgen.orchestrator.core.flows.Review.Decisions;
import dev.presgen.orchestrator.core.flows.Review.Draft;
import dev.presgen.orchestrator.core.flows.Review.Reminded;
import dev.presgen.orchestrator.core.flows.Review.Reviewed;
import dev.presgen.orchestrator.core.flows.Review.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewTest {

  private static final Draft DRAFT = new Draft("text", "rita@example.org", "abe@example.org");
  private static final Decisions DECISIONS =
      new Decisions(List.of(new Review.Decision("title", "shorten")));
  private static final Address REVIEWER = new Address(Path.ROOT, "REVIEWER", 1);

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  static Scenario reviewing() {
    var run = Scenario.claimed(Review.workflow(), DRAFT);
    run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    return run;
  }

  private static Scenario approving() {
    var run = reviewing();
    run.say("decide", DECISIONS);
    run.succeed("REVIEW", new Reviewed(Stage.AWAITING_APPROVAL));
    return run;
  }

  private static List<TimerState> timers(int set, int reminder, int deadline) {
    return List.of(
        new TimerState("reminder", "reminder", day(set), day(reminder), false),
        new TimerState("deadline", "deadline", day(set), day(deadline), false));
  }

  @Test
  void a_draft_that_lacks_nothing_needs_nobody() {
    var run = Scenario.claimed(Review.workflow(), DRAFT);
    run.succeed("REVIEW", new Reviewed(Stage.DONE));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void one_that_awaits_a_review_asks_its_reviewer() {
    var run = Scenario.claimed(Review.workflow(), DRAFT);
    var reviewed = run.stored.put(new Reviewed(Stage.AWAITING_REVIEW));
    assertThat(run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW)))
        .isEqualTo(
            List.of(
                new Event.StepCompleted(
                    NOON, new Address(Path.ROOT, "REVIEW", 1), 1, Optional.of(reviewed),
                    "WHAT_NEXT"),
                new Event.BranchTaken(
                    NOON, new Address(Path.ROOT, "WHAT_NEXT", 1), "at AWAITING_REVIEW",
                    "REVIEWER"),
                new Event.WaitOpened(
                    NOON, REVIEWER, timers(0, 2, 7), Optional.of("rita@example.org"))));
  }

  @Test
  void decisions_lead_back_to_the_task_that_takes_them() {
    var run = reviewing();
    var decided = run.signal("decide", DECISIONS);
    assertThat(run.accept(decided))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    NOON, REVIEWER, decided.id(), "decide", decided.payload(), LEARNER,
                    timers(0, 2, 7)),
                new Event.WaitClosed(
                    NOON, REVIEWER, "decide", decided.payload(), false, "REVIEW")));
    run.claim(1);
    assertThat(run.open("REVIEW"))
        .isEqualTo(new Scenario.Open(new Address(Path.ROOT, "REVIEW", 2), 2));
    var outputs = new ScopeOutputs(run.state(), Path.ROOT, run.stored);
    assertThat(outputs.find("REVIEWER", Decisions.class)).contains(DECISIONS);
    assertThat(outputs.find("APPROVER", Approval.class)).isEmpty();
  }

  @Test
  void decisions_without_place_or_verdict_are_refused() {
    var run = reviewing();
    for (var wrong : List.of(
        new Decisions(List.of()),
        new Decisions(List.of(new Review.Decision("", "shorten"))),
        new Decisions(List.of(new Review.Decision("title", " "))))) {
      assertThat(run.refuse(run.signal("decide", wrong))).isEqualTo("SIGNAL_REFUSED");
    }
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
  }

  @Test
  void it_is_reviewed_again_as_often_as_the_task_asks_for_it() {
    var run = reviewing();
    run.say("decide", DECISIONS);
    run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    assertThat(run.root().at()).isEqualTo(new Address(Path.ROOT, "REVIEWER", 2));
  }

  @Test
  void an_approver_is_asked_only_when_the_task_asks_for_one() {
    var run = reviewing();
    assertThat(run.accept(run.signal("approve", new Approval(true))))
        .as("nobody has asked yet")
        .hasSize(1);
    run.say("decide", DECISIONS);
    assertThat(run.succeed("REVIEW", new Reviewed(Stage.DONE)))
        .endsWith(
            new Event.KeptSignalDropped(NOON, "signal-1", "approve", "the run has ended"),
            new Event.RunEnded(
                NOON, Lifecycle.Outcome.COMPLETED, Optional.empty(), Optional.empty()));
    assertThat(run.state().tally(Path.of("APPROVER")).visits()).isZero();
  }

  @Test
  void an_approval_ends_it() {
    var run = approving();
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                new Address(Path.ROOT, "APPROVER", 1),
                NOON,
                List.of(),
                Optional.of("abe@example.org"),
                Optional.empty()));
    run.say("approve", new Approval(true));
    run.succeed("REVIEW", new Reviewed(Stage.DONE));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_refused_approval_leads_back_to_the_reviewer() {
    var run = approving();
    run.say("approve", new Approval(false));
    run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    assertThat(run.root().at()).isEqualTo(new Address(Path.ROOT, "REVIEWER", 2));
  }

  @Test
  void the_reviewer_is_reminded_after_two_days_and_not_before() {
    var run = reviewing();
    assertThat(run.tickAfter(Duration.ofDays(2).minusMillis(1))).isEmpty();
    assertThat(run.tickAfter(Duration.ofMillis(1)).getFirst())
        .isEqualTo(
            new Event.TimerFired(
                day(2), REVIEWER, "reminder", day(2), Optional.empty(), false,
                Optional.empty()));
    run.succeed("REMIND", new Reminded("rita@example.org"));
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
  }

  @Test
  void after_seven_days_a_person_must_see_to_it_and_can_extend_it() {
    var run = reviewing();
    run.tickAfter(Duration.ofDays(2));
    run.succeed("REMIND", new Reminded("rita@example.org"));
    assertThat(run.tickAfter(Duration.ofDays(5).minusMillis(1))).isEmpty();
    run.tickAfter(Duration.ofMillis(1));
    assertThat(((Position.Stuck) run.root()).failure())
        .isEqualTo(
            new Failure.Permanent(
                "REVIEW_OVERDUE", "nobody has reviewed it in time", "Extend or delegate."));
    assertThat(run.refuse(run.signal("decide", DECISIONS))).isEqualTo("WAIT_EXPIRED");
    run.accept(run.extend(day(10)));
    run.say("decide", DECISIONS);
    assertThat(run.root().at().node()).isEqualTo("REVIEW");
  }

  @Test
  void a_review_is_handed_on_and_keeps_its_times() {
    var run = reviewing();
    assertThat(run.accept(run.delegate("dan@example.org")))
        .isEqualTo(List.of(new Event.Delegated(NOON, REVIEWER, "dan@example.org", OPERATOR)));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                REVIEWER, NOON, timers(0, 2, 7), Optional.of("dan@example.org"),
                Optional.empty()));
    run.tickAfter(Duration.ofDays(2));
    assertThat(run.root().at().node()).isEqualTo("REMIND");
    run.succeed("REMIND", new Reminded("dan@example.org"));
    run.accept(run.extend(day(9)));
    assertThat(((Position.Waiting) run.root()).assignee()).contains("dan@example.org");
  }

  @Test
  void decisions_that_come_before_they_are_asked_for_count() {
    var run = Scenario.claimed(Review.workflow(), DRAFT);
    run.accept(run.signal("decide", DECISIONS));
    run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    assertThat(run.open("REVIEW").attempt()).isEqualTo(2);
  }

  @Test
  void empty_decisions_that_come_too_early_are_dropped_and_said_to_be() {
    var run = Scenario.claimed(Review.workflow(), DRAFT);
    run.accept(run.signal("decide", new Decisions(List.of())));
    assertThat(run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW)))
        .endsWith(
            new Event.KeptSignalDropped(
                NOON, "signal-1", "decide", "not so: decisions with place and verdict"));
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
  }

  @Test
  void a_pause_moves_reminder_and_deadline() {
    var run = reviewing();
    run.later(Duration.ofDays(1));
    run.accept(run.pause());
    run.later(Duration.ofDays(10));
    run.accept(run.resume());
    assertThat(((Position.Waiting) run.root()).timers()).isEqualTo(timers(0, 12, 17));
  }

  @Test
  void it_is_cancelled_from_both_waits() {
    for (var run : List.of(reviewing(), approving())) {
      run.accept(run.cancel(false));
      assertThat(run.lifecycle())
          .isEqualTo(
              new Lifecycle.Ended(Lifecycle.Outcome.CANCELLED, Optional.empty(), NOON));
    }
  }
}
