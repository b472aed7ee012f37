package dev.presgen.orchestrator.core.flows;

import static dev.presgen.orchestrator.core.flows.Parts.acts;
import static dev.presgen.orchestrator.core.flows.Parts.after;
import static dev.presgen.orchestrator.core.flows.Parts.closing;
import static dev.presgen.orchestrator.core.flows.Parts.gives;
import static dev.presgen.orchestrator.core.flows.Parts.guard;
import static dev.presgen.orchestrator.core.flows.Parts.one;
import static dev.presgen.orchestrator.core.flows.Parts.optional;

import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A review: a task looks at a draft and says what it lacks, people decide, and it looks again.
 *
 * <p>Choices. Each decision names a place of the draft and a verdict, and a signal without any is
 * refused. Whether an approver is needed is the task's to say, each time anew. The approver has no
 * deadline, the reviewer has one, which an operator may extend; both can hand their task on.
 */
public final class Review {

  public static final Duration REMINDER = Duration.ofDays(2);
  public static final Duration DEADLINE = Duration.ofDays(7);

  private Review() {}

  /**
   * What is reviewed.
   *
   * @param reviewer who is asked first
   */
  public record Draft(String text, String reviewer, String approver) {}

  public record Decision(String place, String verdict) {}

  public record Decisions(List<Decision> decisions) {
    public Decisions {
      decisions = List.copyOf(decisions);
    }
  }

  public record Approval(boolean approved) {}

  /** What the review has come to. */
  public enum Stage {
    AWAITING_REVIEW,
    AWAITING_APPROVAL,
    DONE
  }

  public record Reviewed(Stage stage) {}

  public record Reminded(String whom) {}

  private static final Named.Guard VALID =
      guard("decisions with place and verdict", Decisions.class,
          (outputs, said) -> !said.decisions().isEmpty()
              && said.decisions()
                  .stream()
                  .noneMatch(each -> each.place().isBlank() || each.verdict().isBlank()));

  private static Named.Condition at(Stage stage) {
    return new Named.Condition(
        "at " + stage, outputs -> outputs.get("REVIEW", Reviewed.class).stage() == stage);
  }

  /** The workflow. */
  public static Workflow workflow() {
    return Workflow.named("review", "1", Draft.class)
        .task(
            "REVIEW",
            gives(
                Reviewed.class,
                one(Draft.class, Outputs.INPUT),
                optional(Decisions.class, "REVIEWER"),
                optional(Approval.class, "APPROVER")))
        .then("WHAT_NEXT")
        .choice("WHAT_NEXT")
        .when(at(Stage.AWAITING_REVIEW), "REVIEWER")
        .when(at(Stage.AWAITING_APPROVAL), "APPROVER")
        .otherwise("END")
        .wait("REVIEWER", Decisions.class)
        .signal(closing("decide", Decisions.class, VALID, "REVIEW"))
        .timer(after("reminder", REMINDER, acts("REMIND")))
        .timer(
            after(
                "deadline",
                DEADLINE,
                new Node.Elapsed.Expire(
                    "REVIEW_OVERDUE", "nobody has reviewed it in time", "Extend or delegate.")))
        .assignee(
            new Named.Assignee(
                "reviewer", outputs -> outputs.input(Draft.class).reviewer()))
        .done()
        .task("REMIND", gives(Reminded.class, one(Draft.class, Outputs.INPUT)))
        .fallback("REVIEWER")
        .then("REVIEWER")
        .wait("APPROVER", Approval.class)
        .signal(closing("approve", Approval.class, "REVIEW"))
        .assignee(
            new Named.Assignee(
                "approver", outputs -> outputs.input(Draft.class).approver()))
        .done()
        .end("END")
        .build();
  }

  /** Invents a value of a type that starts the run, that a signal brings or that a task gives. */
  public static Object invent(Class<?> type, RandomGenerator random) {
    if (type == Draft.class) {
      return new Draft("text", "reviewer@example.org", "approver@example.org");
    } else if (type == Decisions.class) {
      return new Decisions(
          random.nextInt(4) == 0 ? List.of() : List.of(new Decision("title", "shorten")));
    } else if (type == Approval.class) {
      return new Approval(random.nextBoolean());
    } else if (type == Reviewed.class) {
      return new Reviewed(Parts.any(random, List.of(Stage.values())));
    } else if (type == Reminded.class) {
      return new Reminded("reviewer@example.org");
    }
    throw new IllegalArgumentException("nobody invents a " + type);
  }
}
