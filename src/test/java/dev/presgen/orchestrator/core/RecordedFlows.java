package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.RecordedPaths.path;

import dev.presgen.orchestrator.core.flows.LearningPath;
import dev.presgen.orchestrator.core.flows.Mentorship;
import dev.presgen.orchestrator.core.flows.Review;
import dev.presgen.orchestrator.core.flows.Review.Reviewed;
import dev.presgen.orchestrator.core.flows.Review.Stage;
import dev.presgen.orchestrator.core.flows.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of the workflows of every kind, each on a path of its own. */
public final class RecordedFlows {

  private static final Failure LOST = new Failure.Unknown(Failure.Unknown.LOST, "the node stops");
  private static final Failure STOPPED =
      new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted");
  private static final Mentorship.Done DONE = new Mentorship.Done("it");
  private static final Review.Decisions DECISIONS =
      new Review.Decisions(List.of(new Review.Decision("title", "shorten")));
  private static final Review.Draft DRAFT =
      new Review.Draft("words", "rita@example.org", "abe@example.org");

  private RecordedFlows() {}

  /** The recordings. */
  public static List<Recording> all() {
    var paths = new ArrayList<Recording>();
    mentorships(paths);
    learningPaths(paths);
    reviews(paths);
    templates(paths);
    branches(paths);
    return paths;
  }

  private static void mentorships(List<Recording> paths) {
    path(
        paths,
        "goals-reached",
        MentorshipTest::active,
        run -> {
          run.say("submit_progress", new Mentorship.Progress("a page"));
          run.succeed("PROGRESS_TRACKING", DONE);
          run.tickAfter(Mentorship.CHECK_IN);
          run.say("submit_progress", new Mentorship.Progress("two"));
          run.succeed("PROGRESS_TRACKING", DONE);
          run.refuse(run.signal("complete_goal", new Mentorship.GoalCompleted("teach")));
          run.say("complete_goal", new Mentorship.GoalCompleted("read"));
          run.succeed("GOAL_COMPLETED", new Mentorship.OpenGoals(List.of("write")));
          run.say("pause", new Mentorship.Break());
          run.later(Duration.ofDays(40));
          run.say("resume", new Mentorship.Return());
          run.say("complete_goal", new Mentorship.GoalCompleted("write"));
          run.refuse(run.signal("cancel", new Mentorship.Cancelled("no time")));
          run.succeed("COMPLETION", DONE);
        });
    path(
        paths,
        "silent-and-helped",
        MentorshipTest::active,
        run -> {
          run.tickAfter(Mentorship.CHECK_IN);
          run.tickAfter(Mentorship.CHECK_IN);
          run.claim(2);
          run.tickAfter(Duration.ofMinutes(10));
          run.say("submit_progress", new Mentorship.Progress("early"));
          run.say("cancel", new Mentorship.Cancelled("no time"));
          run.say("cancel", new Mentorship.Cancelled("no time at all"));
          run.succeed("MENTOR_INTERVENTION", DONE);
          run.succeed("PROGRESS_TRACKING", DONE);
        });
    path(
        paths,
        "help-when-a-mentor-is-there",
        MentorshipTest::active,
        run -> {
          run.refuse(run.signal("request_mentor_help", new Mentorship.Help("words")));
          run.say("submit_progress", new Mentorship.Progress("a page"));
          run.say("request_mentor_help", new Mentorship.Help("words"));
          run.say("request_mentor_help", new Mentorship.Help("more words"));
          run.succeed("PROGRESS_TRACKING", DONE);
          run.accept(run.probeFoundNothing(""));
          run.accept(
              new Fact.ProbeFound(
                  run.now(),
                  run.root().at(),
                  run.epoch(),
                  run.stored.put(new Mentorship.Mentor("Robin"))));
          run.claim(1);
          run.succeed("MENTOR_INTERVENTION", DONE);
          run.accept(run.pause());
          run.later(Duration.ofDays(30));
          run.accept(run.resume());
          run.accept(run.cancel(true));
        });
    path(
        paths,
        "reminded-in-vain-and-too-late",
        () -> Scenario.claimed(Mentorship.workflow(), new Mentorship.Mentee("Kim")),
        run -> {
          run.accept(run.signal("set_goals", new Mentorship.Goals(List.of())));
          run.say("start", new Mentorship.Started());
          run.succeed("SEND_ASSESSMENT", DONE);
          run.refuse(run.signal("start", new Mentorship.Started()));
          run.tickAfter(Mentorship.CHECK);
          run.tickAfter(Mentorship.CHECK);
          run.tickAfter(Mentorship.CHECK);
          run.fail("REMIND", Situations.PERMANENT);
          run.say("complete_assessment", new Mentorship.Assessed(40));
          run.say("cancel", new Mentorship.Cancelled("no time"));
        });
  }

  private static void learningPaths(List<Recording> paths) {
    path(
        paths,
        "two-units",
        LearningPathTest::choosing,
        run -> {
          run.refuse(
              run.signal(
                  "user_interacted_with_component", new LearningPath.Interaction("u1", "a")));
          run.say(
              "user_interacted_with_component", new LearningPath.Interaction("u2", "b"));
          run.say("user_completed_unit", new LearningPath.UnitCompleted("u2"));
          run.succeed("UNITS/u2/REACT", new LearningPath.Reaction("b"));
          run.later(Duration.ofDays(21));
          run.fail("UNITS/u2/STORE_UNIT", Situations.BLOCKED);
          run.tickAfter(Duration.ofMinutes(5));
          run.succeed("UNITS/u2/STORE_UNIT", new LearningPath.UnitProgress("u2"));
          run.succeed("STORE_END", new LearningPath.Progress(2));
        });
    path(
        paths,
        "a-unit-taken-again",
        LearningPathTest::choosing,
        run -> {
          run.accept(run.rewind("UNITS/u1/OPEN_UNIT"));
          run.accept(run.signal("user_completed_unit", new LearningPath.UnitCompleted("u2")));
          run.claim(1);
          run.fail("UNITS/u2/STORE_UNIT", Situations.PERMANENT);
          run.accept(run.retry("UNITS/u2"));
          run.tick();
          run.succeed("UNITS/u2/STORE_UNIT", new LearningPath.UnitProgress("u2"));
          run.accept(run.cancel(false));
          run.fail("UNITS/u1/OPEN_UNIT", STOPPED);
        });
    path(
        paths,
        "an-interaction-that-is-not-answered",
        LearningPathTest::choosing,
        run -> {
          run.say(
              "user_interacted_with_component", new LearningPath.Interaction("u2", "b"));
          run.accept(run.pause());
          run.fail("UNITS/u2/REACT", Situations.PERMANENT);
          run.later(Duration.ofDays(1));
          run.accept(run.resume());
          run.accept(run.cancel(false));
        });
  }

  private static void reviews(List<Recording> paths) {
    path(
        paths,
        "decided-and-approved",
        ReviewTest::reviewing,
        run -> {
          run.refuse(run.signal("decide", new Review.Decisions(List.of())));
          run.say("decide", DECISIONS);
          run.succeed("REVIEW", new Reviewed(Stage.AWAITING_APPROVAL));
          run.accept(run.delegate("ann@example.org"));
          run.say("approve", new Review.Approval(false));
          run.succeed("REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
          run.say("decide", DECISIONS);
          run.succeed("REVIEW", new Reviewed(Stage.DONE));
        });
    path(
        paths,
        "reminded-delegated-overdue-and-extended",
        ReviewTest::reviewing,
        run -> {
          run.tickAfter(Review.REMINDER);
          run.fail("REMIND", LOST);
          run.claim(2);
          run.succeed("REMIND", new Review.Reminded("rita@example.org"));
          run.accept(run.delegate("dan@example.org"));
          run.tickAfter(Review.DEADLINE);
          run.refuse(run.signal("decide", DECISIONS));
          run.accept(run.extend(run.now().plus(Duration.ofDays(3))));
          run.say("decide", DECISIONS);
          run.succeed("REVIEW", new Reviewed(Stage.DONE));
        });
    path(
        paths,
        "decided-while-a-reminder-hangs-past-the-deadline",
        ReviewTest::reviewing,
        run -> {
          run.tickAfter(Review.REMINDER);
          run.fail("REMIND", Situations.BLOCKED);
          run.accept(run.signal("decide", DECISIONS));
          run.accept(run.pause());
          run.later(Review.DEADLINE);
          run.accept(run.resume());
          run.tickAfter(Duration.ofMinutes(5));
          run.succeed("REMIND", new Review.Reminded("rita@example.org"));
          run.succeed("REVIEW", new Reviewed(Stage.DONE));
        });
    path(
        paths,
        "opened-anew-while-it-stood-still",
        ReviewTest::reviewing,
        run -> {
          run.tickAfter(Review.REMINDER);
          run.fail("REMIND", Situations.BLOCKED);
          run.accept(run.rewind("REVIEWER"));
          run.claim(1);
          run.refuse(run.rewind("REVIEWER"));
          run.accept(run.cancel(true));
        });
  }

  private static void templates(List<Recording> paths) {
    path(
        paths,
        "reviewed-and-published",
        TemplateTest::reviewed,
        run -> {
          run.say("decide", DECISIONS);
          run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.DONE));
          run.succeed("PUBLISH", new Template.Published("https://example.org/tides"));
        });
    path(
        paths,
        "nothing-found",
        () -> Scenario.claimed(Template.workflow(), new Template.Brief("tides", true)),
        run -> {
          run.fail("RESEARCH", Situations.THROTTLED);
          run.tickAfter(Duration.ofMinutes(1));
          run.tickAfter(Template.LIMITS.attempt());
          run.tickAfter(Duration.ofMinutes(1));
          run.succeed("RESEARCH", new Template.Findings(List.of()));
        });
    path(
        paths,
        "facts-instead-of-words-and-no-pictures",
        () -> Scenario.claimed(Template.workflow(), new Template.Brief("tides", false)),
        run -> {
          run.succeed("RESEARCH", new Template.Findings(List.of("the moon")));
          run.dice = 0;
          for (int i = 0; i < Template.RETRY.attemptsMax(); i++) {
            run.fail("BOTH/words/WRITE", Situations.TRANSIENT);
          }
          run.succeed("BOTH/words/LIST_FACTS", new Template.Text("facts"));
          run.succeed("BOTH/words/TEXT", new Template.Text("facts"));
          run.succeed("MERGE", DRAFT);
          run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.DONE));
          run.fail("PUBLISH", Situations.PERMANENT);
          run.accept(run.retry());
          run.tick();
          run.succeed("PUBLISH", new Template.Published("https://example.org/tides"));
        });
    path(
        paths,
        "reviewed-again-with-another-draft",
        TemplateTest::reviewed,
        run -> {
          var other = run.stored.put(new Review.Draft("other", "eve@example.org", "abe"));
          run.refuse(run.rewind("REVIEWED", Map.of("NOBODY", other)));
          run.accept(run.rewind("REVIEWED", Map.of("MERGE", other)));
          run.claim(1);
          run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
          run.accept(
              new Fact.Delegate(
                  run.now(),
                  Scenario.OPERATOR,
                  Optional.of(Path.of("REVIEWED/review")),
                  "dan@example.org"));
          run.accept(run.cancel(false));
        });
    path(
        paths,
        "cancelled-in-the-review-and-taken-back",
        TemplateTest::reviewed,
        run -> {
          run.refuse(run.rewind("BOTH"));
          run.accept(run.cancel(true));
          run.claim(2);
          run.pending("BOTH/pictures/DRAW", "job-1", Duration.ofSeconds(5));
          run.claim(3);
          run.undone("BOTH/pictures/DRAW", List.of("picture-1"));
          run.accept(run.acceptLeftovers());
        });
  }

  /** What no other workflow has: joins that do without a branch, undos in branches and calls. */
  private static void branches(List<Recording> paths) {
    path(
        paths,
        "a-branch-is-missing-and-all-is-taken-back",
        () -> Scenario.claimed(ParallelTest.flow(Node.Join.COLLECT), ""),
        run -> {
          run.fail("BOTH/right/RIGHT", Situations.PERMANENT);
          run.succeed("BOTH/left/LEFT");
          run.accept(run.cancel(true));
          run.claim(1);
          run.undone("BOTH/right/RIGHT");
          run.undone("BOTH/left/LEFT");
        });
    path(
        paths,
        "refused-in-a-branch-of-a-call-and-taken-back",
        CallTest::made,
        run -> {
          run.fail("MADE/making/MARK", Situations.PERMANENT);
          run.undone("MADE/making/BOTH/film/FILM");
          run.undone("MADE/making/BOTH/form/FORM");
          run.undone("FOLDER");
        });
    path(
        paths,
        "fallback-taken-back",
        () -> Scenario.claimed(FallbackTest.flow(3), ""),
        run -> {
          run.fail("WORK", Situations.PERMANENT);
          run.fail("INSTEAD", Situations.PERMANENT);
          run.undone("INSTEAD");
          run.undone("WORK");
        });
  }
}
