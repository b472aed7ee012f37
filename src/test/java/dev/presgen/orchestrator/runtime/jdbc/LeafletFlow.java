package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Approval;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Brief;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Draft;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Remark;
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
 * A workflow of what the small one has not: branches at once, one with a fallback, and a review that
 * is a workflow of its own, whose wait does something about a remark and stays.
 */
final class LeafletFlow implements WorkflowDefinition {

  private static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100), 3);

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(10));

  private final StepRegistry registry;
  private final Workflow workflow;

  LeafletFlow(StepRegistry registry) {
    this.registry = registry;
    this.workflow = build();
  }

  private Workflow build() {
    return Workflow.named("leaflet", "1", Brief.class)
        .parallel("BOTH")
        .branch(
            "words",
            words -> words.task("WRITE", registry.contract("WRITE"))
                .retry(RETRY)
                .limits(LIMITS)
                .fallback("LIST_FACTS")
                .then("EDIT")
                .task("LIST_FACTS", registry.contract("LIST_FACTS"))
                .retry(RETRY)
                .limits(LIMITS)
                .then("EDIT")
                .task("EDIT", registry.contract("EDIT"))
                .retry(RETRY)
                .limits(LIMITS)
                .then("WRITTEN")
                .end("WRITTEN"),
            "EDIT")
        .branch(
            "picture",
            picture -> picture.task("DRAW", registry.contract("DRAW"))
                .retry(RETRY)
                .limits(LIMITS)
                .then("DRAWN")
                .end("DRAWN"),
            "DRAW")
        .then("MERGE")
        .task("MERGE", registry.contract("MERGE"))
        .retry(RETRY)
        .limits(LIMITS)
        .then("REVIEWED")
        .call("REVIEWED", review())
        .gives("RECORD")
        .then("PRINT")
        .task("PRINT", registry.contract("PRINT"))
        .retry(RETRY)
        .limits(LIMITS)
        .then("DONE")
        .end("DONE")
        .build();
  }

  private Workflow review() {
    return Workflow.named("review", "1", Draft.class)
        .wait("AWAIT_EDITOR", Approval.class)
        .assignee(
            new Named.Assignee("the editor", outputs -> outputs.input(Draft.class).editor()))
        .signal(
            new Node.Signal(
                "approve",
                Approval.class,
                Optional.empty(),
                false,
                new Node.Answer.Close("RECORD")))
        .signal(
            new Node.Signal(
                "remark",
                Remark.class,
                Optional.empty(),
                false,
                new Node.Answer.Stay(Optional.of("NOTE_IT"))))
        .timer(
            new Node.Timer(
                "deadline",
                new Node.Schedule.After(Duration.ofHours(1)),
                Node.Anchor.OPENING,
                new Node.Elapsed.Expire("NOT_REVIEWED", "nobody reviewed it", "Extend.")))
        .done()
        .task("NOTE_IT", registry.contract("NOTE_IT"))
        .retry(RETRY)
        .limits(LIMITS)
        .then("AWAIT_EDITOR")
        .task("RECORD", registry.contract("RECORD"))
        .retry(RETRY)
        .limits(LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  @Override
  public Workflow workflow() {
    return workflow;
  }

  @Override
  public JsonNode inputSchema() {
    return JsonMapper.shared().createObjectNode();
  }

  @Override
  public Checked<? extends Record> read(JsonNode input, String runId) {
    return new Checked.Right<>(
        new Brief(input.path("topic").asString(), input.path("editor").asString()));
  }

  @Override
  public Record forecast(Record input) {
    return input;
  }

  @Override
  public List<String> steps() {
    return List.of("BOTH", "MERGE", "REVIEWED", "PRINT");
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    return Map.of();
  }
}
