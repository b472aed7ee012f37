package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Contract;
import dev.presgen.orchestrator.core.Flows;
import dev.presgen.orchestrator.core.GraphBuilder;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import java.time.Duration;
import java.util.Optional;

/** Everything that a workflow can say, tied into each other. */
final class Knot {

  private Knot() {}

  static Workflow knot() {
    return Workflow.named("knot", "1", Flows.Input.class)
        .parallel("BOTH")
        .branch("make", Knot::making, "BUILD")
        .branch("talk", Knot::talking, "PROMISE")
        .join(Node.Join.ALL)
        .then("MAYBE")
        .parallel("MAYBE")
        .branch("left", body -> task(body, "GUESS", Flows.Course.class, "GUESSED").end("GUESSED"),
            "GUESS")
        .branch("right", body -> task(body, "HOPE", Flows.Video.class, "HOPED").end("HOPED"),
            "HOPE")
        .join(Node.Join.COLLECT)
        .then("REVIEW")
        .call("REVIEW", review())
        .from("INPUT")
        .gives("JUDGE")
        .then("EACH")
        .each("EACH", Flows.COURSES)
        .body(
            body -> body.call("LESSON", review())
                .from("INPUT")
                .gives("JUDGE")
                .then("LEARNT")
                .end("LEARNT"),
            "LESSON")
        .atOnce(2)
        .then("PUBLISH")
        .task("PUBLISH", contract(Flows.Made.class))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .fallback("APOLOGIZE")
        .then("END")
        .task("APOLOGIZE", contract(Flows.Made.class))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  private static void making(GraphBuilder.Body body) {
    body.task("BUILD", Flows.undoable(Flows.Deck.class))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .fallback("BUILT")
        .skippable()
        .then("BUILT")
        .end("BUILT");
  }

  private static void talking(GraphBuilder.Body body) {
    var talking =
        body.wait("PROMISE", Flows.Answered.class)
            .signal(acting("ask", "ANSWER"))
            .signal(Flows.closing("agree", "AGREED"))
            .timer(
                Flows.after(
                    "nudge", Duration.ofDays(1), new Node.Elapsed.Stay(Optional.of("REMIND"))))
            .timer(Flows.after("deadline", Duration.ofDays(10), new Node.Elapsed.GoTo("AGREED")))
            .assignee(new Named.Assignee("boss", outputs -> "boss@example.org"))
            .done();
    task(
        task(talking, "ANSWER", Flows.Made.class, "PROMISE"),
        "REMIND",
        Flows.Made.class,
        "PROMISE")
        .end("AGREED");
  }

  private static Node.Signal acting(String name, String task) {
    return new Node.Signal(
        name,
        Flows.Answered.class,
        Optional.empty(),
        false,
        new Node.Answer.Stay(Optional.of(task)));
  }

  /** Something is written, and somebody judges it; it may have to be written again. */
  private static Workflow review() {
    return Workflow.named("review", "1", Flows.Input.class)
        .task("DRAFT", contract(Flows.Made.class))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .then("JUDGE")
        .wait("JUDGE", Flows.Answered.class)
        .signal(Flows.closing("approve", "END"))
        .signal(Flows.closing("reject", "DRAFT"))
        .timer(
            Flows.after(
                "deadline",
                Duration.ofDays(5),
                new Node.Elapsed.Expire("NOT_JUDGED", "nobody judged", "Judge it.")))
        .assignee(new Named.Assignee("reviewer", outputs -> "reviewer@example.org"))
        .done()
        .end("END")
        .build();
  }

  private static GraphBuilder.Body task(
      GraphBuilder.Body body, String name, Class<?> gives, String next) {
    return body.task(name, contract(gives))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .then(next);
  }

  private static Contract contract(Class<?> gives) {
    return Flows.contract(gives);
  }
}
