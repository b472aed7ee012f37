package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflows that this node knows, by name. */
public final class Workflows {

  private final Map<String, WorkflowDefinition> byName = new LinkedHashMap<>();

  /**
   * Those workflows.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  public Workflows(List<? extends WorkflowDefinition> definitions) {
    for (var definition : definitions) {
      if (byName.put(definition.workflow().name(), definition) != null) {
        throw new IllegalArgumentException(
            "two workflows are called " + definition.workflow().name());
      }
    }
  }

  public List<WorkflowDefinition> all() {
    return List.copyOf(byName.values());
  }

  /** What they are called. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  public Optional<WorkflowDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The workflow that a run is pinned to; nothing when this node has another version of it. */
  public Optional<Workflow> of(RunState state) {
    return find(state.workflow())
        .map(WorkflowDefinition::workflow)
        .filter(workflow -> workflow.fingerprint().equals(state.fingerprint()));
  }
}
