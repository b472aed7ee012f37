package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Eleven steps in a row, as many as the pipeline has, that do nothing.
 *
 * @param waits whether there is a wait after the fifth, which the signal {@code go} closes
 */
record Chain(Workflow workflow, boolean waits) implements WorkflowDefinition {

  static final int STEPS = 11;
  static final String PLAIN = "chain";
  static final String WAITING = "chain-with-wait";
  static final String SIGNAL = "go";

  /** The step after the wait: the first that a signal continues with. */
  static final String AFTER_WAIT = NoOps.name(6);

  /** The input of a run; every step takes it. */
  record Wish(String text) {}

  /** What closes the wait. */
  record Go(String text) {}

  /** Short, so that what is measured is the way back and not a wait. */
  private static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofMillis(10), Duration.ofSeconds(1), 5);

  /** So long that no attempt is ever given up for its time. */
  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(1));

  static Chain plain(StepRegistry registry) {
    var builder = Workflow.named(PLAIN, "1", Wish.class);
    for (int step = 1; step <= STEPS; step++) {
      builder =
          builder.task(NoOps.name(step), registry.contract(NoOps.name(step)))
              .retry(RETRY)
              .limits(LIMITS)
              .then(step == STEPS ? "DONE" : NoOps.name(step + 1));
    }
    return new Chain(builder.end("DONE").build(), false);
  }

  static Chain waiting(StepRegistry registry) {
    var builder = Workflow.named(WAITING, "1", Wish.class);
    for (int step = 1; step <= STEPS; step++) {
      if (NoOps.name(step).equals(AFTER_WAIT)) {
        builder = builder.wait("ANSWER", Go.class)
            .signal(
                new Node.Signal(
                    SIGNAL, Go.class, Optional.empty(), false, new Node.Answer.Close(AFTER_WAIT)))
            .timer(
                new Node.Timer(
                    "reminder",
                    new Node.Schedule.Every(Duration.ofDays(1)),
                    Node.Anchor.OPENING,
                    new Node.Elapsed.Stay()))
            .done();
      }
      builder =
          builder.task(NoOps.name(step), registry.contract(NoOps.name(step)))
              .retry(RETRY)
              .limits(LIMITS)
              .then(next(step));
    }
    return new Chain(builder.end("DONE").build(), true);
  }

  private static String next(int step) {
    if (step == STEPS) {
      return "DONE";
    }
    var next = NoOps.name(step + 1);
    return next.equals(AFTER_WAIT) ? "ANSWER" : next;
  }

  @Override
  public JsonNode inputSchema() {
    return JsonMapper.shared().createObjectNode();
  }

  @Override
  public Checked<? extends Record> read(JsonNode input, String runId) {
    return new Checked.Right<>(new Wish(input.path("text").asString()));
  }

  @Override
  public Record forecast(Record input) {
    return input;
  }

  @Override
  public List<String> steps() {
    return workflow.graph().nodes().keySet().stream().toList();
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    return Map.of();
  }
}
