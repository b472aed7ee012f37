package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A workflow.
 *
 * @param fingerprint what its runs are pinned to
 * @param steps in order
 * @param inputSchema the JSON schema of what its runs are started with
 * @param diagram its states, as Mermaid draws them
 */
public record WorkflowView(
    String name,
    String version,
    String fingerprint,
    List<Step> steps,
    JsonNode inputSchema,
    String diagram) {

  public WorkflowView {
    steps = List.copyOf(steps);
  }

  /**
   * A step.
   *
   * @param number from 1
   * @param optional whether it may be left out: by what the request says, or by an operator without
   *     giving an output
   * @param signals what it listens to while it waits
   */
  public record Step(
      String name, int number, Kind kind, boolean optional, List<String> signals) {
    public Step {
      signals = List.copyOf(signals);
    }
  }

  /** What happens at a step. */
  public enum Kind {
    TASK,
    WAIT,
    CHOICE,
    FOR_EACH,
    PARALLEL,
    CALL,
    END
  }

  public static WorkflowView of(WorkflowDefinition definition) {
    var workflow = definition.workflow();
    return new WorkflowView(
        workflow.name(),
        workflow.version(),
        workflow.fingerprint(),
        stepsOf(definition),
        definition.inputSchema(),
        new StateDiagram(workflow).text());
  }

  /** The workflow as lists show it. */
  public record Summary(String name, String version, List<Step> steps) {
    public Summary {
      steps = List.copyOf(steps);
    }

    public static Summary of(WorkflowDefinition definition) {
      var workflow = definition.workflow();
      return new Summary(workflow.name(), workflow.version(), stepsOf(definition));
    }
  }

  private static List<Step> stepsOf(WorkflowDefinition definition) {
    var names = definition.steps();
    return IntStream.range(0, names.size())
        .mapToObj(i -> step(definition.workflow(), names.get(i), i + 1))
        .toList();
  }

  private static Step step(Workflow workflow, String name, int number) {
    return switch (workflow.graph().node(name)) {
      case Node.Task task ->
          new Step(
              name, number, Kind.TASK, task.skippable() || task.when().isPresent(), List.of());
      case Node.Wait wait ->
          new Step(
              name,
              number,
              Kind.WAIT,
              false,
              wait.signals().stream().map(Node.Signal::name).toList());
      case Node.Choice _ -> new Step(name, number, Kind.CHOICE, false, List.of());
      case Node.ForEach each ->
          new Step(name, number, Kind.FOR_EACH, each.when().isPresent(), List.of());
      case Node.Parallel _ -> new Step(name, number, Kind.PARALLEL, false, List.of());
      case Node.Call _ -> new Step(name, number, Kind.CALL, false, List.of());
      case Node.End _ -> new Step(name, number, Kind.END, false, List.of());
    };
  }
}
