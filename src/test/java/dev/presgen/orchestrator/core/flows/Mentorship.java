package dev.presgen.orchestrator.core.flows;

import static dev.presgen.orchestrator.core.flows.Parts.acting;
import static dev.presgen.orchestrator.core.flows.Parts.acts;
import static dev.presgen.orchestrator.core.flows.Parts.after;
import static dev.presgen.orchestrator.core.flows.Parts.any;
import static dev.presgen.orchestrator.core.flows.Parts.closing;
import static dev.presgen.orchestrator.core.flows.Parts.every;
import static dev.presgen.orchestrator.core.flows.Parts.gives;
import static dev.presgen.orchestrator.core.flows.Parts.guard;
import static dev.presgen.orchestrator.core.flows.Parts.one;
import static dev.presgen.orchestrator.core.flows.Parts.optional;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A mentorship: states, signals, guards, actions and timers over months.
 *
 * <p>Choices. States in which somebody is waited for are waits; those in which something is done are
 * tasks. The daily check of a pending assessment is only recorded, for whoever listens. Progress is
 * recorded while {@code ACTIVE} stands still, so that it puts off no check-in; a check-in that is
 * required hears whatever {@code ACTIVE} hears, and the fourteen days of silence go on counting in
 * it. Both times begin anew when a signal has led out of either: to a goal, an intervention, a pause
 * or on from a check-in. A goal is completed only when it is an open one; the last one leads to
 * {@code COMPLETION} at once, and what any other leaves open is counted by a task.
 *
 * <p>A signal to cancel ends the run at {@code CANCELLED}: every wait hears it, and while a task is
 * under way it is kept for the wait that follows it. Only {@code COMPLETION} has none after it: whose
 * goals are reached is not cancelled any more, so the signal is refused as too late, or dropped with
 * a reason where it was kept behind the one for the last goal. A task that has failed for good is an
 * operator's, who can cancel by order.
 */
public final class Mentorship {

  public static final Duration REMINDER = Duration.ofDays(3);
  public static final Duration CHECK = Duration.ofDays(1);
  public static final Duration CHECK_IN = Duration.ofDays(7);
  public static final Duration STAGNATION = Duration.ofDays(14);

  private static final List<String> GOALS = List.of("read", "write", "teach");

  private Mentorship() {}

  /** Who is mentored. */
  public record Mentee(String name) {}

  /** What signals and the look for a mentor bring. */
  public sealed interface Said {}

  public record Started() implements Said {}

  public record Begun() implements Said {}

  public record Assessed(int score) implements Said {}

  /** The goals of a mentorship, each named once. */
  public record Goals(List<String> goals) implements Said {
    public Goals {
      goals = List.copyOf(goals);
    }
  }

  public record Progress(String note) implements Said {}

  public record Help(String with) implements Said {}

  /** A mentor who has time. */
  public record Mentor(String name) implements Said {}

  public record GoalCompleted(String goal) implements Said {}

  public record Break() implements Said {}

  public record Return() implements Said {}

  public record Cancelled(String why) implements Said {}

  /** What a task has done. */
  public record Done(String what) {}

  /** The goals that are still open. */
  public record OpenGoals(List<String> goals) {
    public OpenGoals {
      goals = List.copyOf(goals);
    }
  }

  private static final Named.Guard ANY_GOAL =
      guard("at least one goal", Goals.class, (outputs, said) -> !said.goals().isEmpty());

  private static final Named.Guard OPEN_GOAL =
      guard("an open goal", GoalCompleted.class,
          (outputs, said) -> open(outputs).contains(said.goal()));

  private static final Named.Condition LAST_GOAL =
      new Named.Condition(
          "no other goal is open",
          outputs -> open(outputs).stream()
              .allMatch(outputs.get("complete_goal", GoalCompleted.class).goal()::equals));

  private static final Node.Timer STAGNATES =
      new Node.Timer(
          "stagnation",
          new Node.Schedule.After(STAGNATION),
          Node.Anchor.LAST_SIGNAL,
          new Node.Elapsed.GoTo("MENTOR_INTERVENTION"));

  private static List<String> open(Outputs outputs) {
    return outputs.find("GOAL_COMPLETED", OpenGoals.class)
        .map(OpenGoals::goals)
        .orElseGet(() -> outputs.get("set_goals", Goals.class).goals());
  }

  /** The workflow. */
  public static Workflow workflow() {
    return Workflow.named("mentorship", "1", Mentee.class)
        .wait("INITIALIZING", Said.class)
        .signal(closing("start", Started.class, "SEND_ASSESSMENT"))
        .signal(cancel())
        .done()
        .task("SEND_ASSESSMENT", gives(Done.class, one(Mentee.class, Outputs.INPUT)))
        .then("ASSESSMENT_PENDING")
        .wait("ASSESSMENT_PENDING", Said.class)
        .signal(closing("begin_assessment", Begun.class, "ASSESSMENT_IN_PROGRESS"))
        .signal(closing("complete_assessment", Assessed.class, "GOAL_SETTING"))
        .signal(cancel())
        .timer(after("reminder", REMINDER, acts("REMIND")))
        .timer(every("check", CHECK, new Node.Elapsed.Stay()))
        .done()
        .task("REMIND", gives(Done.class, one(Mentee.class, Outputs.INPUT)))
        .fallback("ASSESSMENT_PENDING")
        .then("ASSESSMENT_PENDING")
        .wait("ASSESSMENT_IN_PROGRESS", Said.class)
        .signal(closing("complete_assessment", Assessed.class, "GOAL_SETTING"))
        .signal(cancel())
        .done()
        .wait("GOAL_SETTING", Said.class)
        .signal(closing("set_goals", Goals.class, ANY_GOAL, "ACTIVE"))
        .signal(cancel())
        .done()
        .wait("ACTIVE", Said.class)
        .signal(acting("submit_progress", Progress.class, "PROGRESS_TRACKING"))
        .signal(help())
        .signal(goal())
        .signal(pause())
        .signal(cancel())
        .timer(every("check_in", CHECK_IN, new Node.Elapsed.GoTo("CHECK_IN_REQUIRED")))
        .timer(STAGNATES)
        .probe(mentors())
        .done()
        .wait("CHECK_IN_REQUIRED", Said.class)
        .signal(closing("submit_progress", Progress.class, "PROGRESS_TRACKING"))
        .signal(help())
        .signal(goal())
        .signal(pause())
        .signal(cancel())
        .timer(STAGNATES)
        .probe(mentors())
        .done()
        .task("PROGRESS_TRACKING", gives(Done.class, one(Progress.class, "submit_progress")))
        .then("ACTIVE")
        .task(
            "MENTOR_INTERVENTION",
            gives(
                Done.class,
                optional(Said.class, "ACTIVE"),
                optional(Said.class, "CHECK_IN_REQUIRED")))
        .then("ACTIVE")
        .choice("LAST_GOAL")
        .when(LAST_GOAL, "COMPLETION")
        .otherwise("GOAL_COMPLETED")
        .task(
            "GOAL_COMPLETED",
            gives(
                OpenGoals.class,
                one(Goals.class, "set_goals"),
                optional(OpenGoals.class, "GOAL_COMPLETED"),
                one(GoalCompleted.class, "complete_goal")))
        .then("ACTIVE")
        .wait("PAUSED", Said.class)
        .signal(closing("resume", Return.class, "ACTIVE"))
        .signal(cancel())
        .done()
        .task("COMPLETION", gives(Done.class, one(Goals.class, "set_goals")))
        .then("COMPLETED")
        .end("COMPLETED")
        .end("CANCELLED", Lifecycle.Outcome.CANCELLED)
        .build();
  }

  private static Node.Signal help() {
    return new Node.Signal(
        "request_mentor_help",
        Help.class,
        Optional.empty(),
        true,
        new Node.Answer.Close("MENTOR_INTERVENTION"));
  }

  private static Node.Signal goal() {
    return closing("complete_goal", GoalCompleted.class, OPEN_GOAL, "LAST_GOAL");
  }

  private static Node.Signal pause() {
    return closing("pause", Break.class, "PAUSED");
  }

  private static Node.Signal cancel() {
    return closing("cancel", Cancelled.class, "CANCELLED");
  }

  /** Says whether a mentor is available; it is asked for nothing else. */
  private static Node.Probe mentors() {
    return new Node.Probe(
        "FIND_MENTOR",
        gives(Mentor.class),
        new Cadence(Duration.ofMinutes(1), Duration.ofHours(1)),
        new Limits(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1)),
        Optional.empty());
  }

  /** Invents a value of a type that starts the run, that a signal brings or that a task gives. */
  public static Object invent(Class<?> type, RandomGenerator random) {
    if (type == Mentee.class) {
      return new Mentee("Kim");
    } else if (type == Started.class) {
      return new Started();
    } else if (type == Begun.class) {
      return new Begun();
    } else if (type == Assessed.class) {
      return new Assessed(random.nextInt(101));
    } else if (type == Goals.class) {
      return new Goals(GOALS.subList(0, random.nextInt(GOALS.size() + 1)));
    } else if (type == Progress.class) {
      return new Progress("more");
    } else if (type == Help.class) {
      return new Help("everything");
    } else if (type == Mentor.class || type == Said.class) {
      return new Mentor("Robin");
    } else if (type == GoalCompleted.class) {
      return new GoalCompleted(any(random, GOALS));
    } else if (type == Break.class) {
      return new Break();
    } else if (type == Return.class) {
      return new Return();
    } else if (type == Cancelled.class) {
      return new Cancelled("no time");
    } else if (type == OpenGoals.class) {
      return new OpenGoals(GOALS.subList(0, 1 + random.nextInt(GOALS.size())));
    } else if (type == Done.class) {
      return new Done("it");
    }
    throw new IllegalArgumentException("nobody invents a " + type);
  }
}
