package dev.presgen.orchestrator.core.flows;

import static dev.presgen.orchestrator.core.flows.Parts.gives;
import static dev.presgen.orchestrator.core.flows.Parts.one;
import static dev.presgen.orchestrator.core.flows.Parts.optional;
import static dev.presgen.orchestrator.core.flows.Parts.undoable;

import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.core.flows.Review.Draft;
import dev.presgen.orchestrator.core.flows.Review.Reviewed;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A template's graph: an agent's task, a condition, transforms, two branches at once, a fallback and
 * a review that is called.
 *
 * <p>Choices. What stands in for the agent is a node of its own, so the branch ends with a transform
 * that takes whichever of the two gave something. Pictures are drawn only when they are wanted, and
 * can be taken back. Without findings there is nothing to write about, and the run ends there.
 */
public final class Template {

  /** How an agent's task is tried again. */
  public static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(1), 4);

  /** How long an agent's task may take. */
  public static final Limits LIMITS =
      new Limits(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(30));

  private Template() {}

  public record Brief(String topic, boolean pictures) {}

  public record Findings(List<String> facts) {
    public Findings {
      facts = List.copyOf(facts);
    }
  }

  public record Text(String text) {}

  public record Pictures(int number) {}

  public record Published(String link) {}

  private static final Named.Condition FOUND =
      new Named.Condition(
          "has findings", outputs -> !outputs.get("RESEARCH", Findings.class).facts().isEmpty());

  private static final Named.Condition WANTED =
      new Named.Condition("pictures wanted", outputs -> outputs.input(Brief.class).pictures());

  /** The workflow. */
  public static Workflow workflow() {
    return Workflow.named("template", "1", Brief.class)
        .task("RESEARCH", gives(Findings.class, one(Brief.class, Outputs.INPUT)))
        .retry(RETRY)
        .limits(LIMITS)
        .then("ENOUGH")
        .choice("ENOUGH")
        .when(FOUND, "BOTH")
        .otherwise("NOTHING_FOUND")
        .parallel("BOTH")
        .branch(
            "words",
            words -> words.task("WRITE", gives(Text.class, one(Findings.class, "RESEARCH")))
                .retry(RETRY)
                .limits(LIMITS)
                .fallback("LIST_FACTS")
                .then("TEXT")
                .task("LIST_FACTS", gives(Text.class, one(Findings.class, "RESEARCH")))
                .then("TEXT")
                .task(
                    "TEXT",
                    gives(Text.class, optional(Text.class, "WRITE"),
                        optional(Text.class, "LIST_FACTS")))
                .then("WRITTEN")
                .end("WRITTEN"),
            "TEXT")
        .branch(
            "pictures",
            pictures -> pictures
                .task("DRAW", undoable(Pictures.class, one(Findings.class, "RESEARCH")))
                .when(WANTED)
                .then("DRAWN")
                .end("DRAWN"),
            "DRAW")
        .then("MERGE")
        .task(
            "MERGE",
            gives(Draft.class, one(Text.class, "TEXT"), optional(Pictures.class, "DRAW")))
        .then("REVIEWED")
        .call("REVIEWED", Review.workflow())
        .from("MERGE")
        .gives("REVIEW")
        .then("PUBLISH")
        .task(
            "PUBLISH",
            undoable(Published.class, one(Draft.class, "MERGE"), one(Reviewed.class, "REVIEWED")))
        .then("END")
        .end("END")
        .end("NOTHING_FOUND")
        .build();
  }

  /** Invents a value of a type that starts the run, that a signal brings or that a task gives. */
  public static Object invent(Class<?> type, RandomGenerator random) {
    if (type == Brief.class) {
      return new Brief("tides", random.nextBoolean());
    } else if (type == Findings.class) {
      return new Findings(random.nextInt(8) == 0 ? List.of() : List.of("the moon"));
    } else if (type == Text.class) {
      return new Text("words");
    } else if (type == Pictures.class) {
      return new Pictures(1 + random.nextInt(3));
    } else if (type == Published.class) {
      return new Published("https://example.org/tides");
    }
    return Review.invent(type, random);
  }
}
