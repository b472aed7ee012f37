package dev.presgen.orchestrator.core;

/** Declares a workflow; {@link #build} checks it. */
public final class WorkflowBuilder extends GraphBuilder<WorkflowBuilder> {

  private final String name;
  private final String version;
  private final Class<?> input;

  WorkflowBuilder(String name, String version, Class<?> input) {
    this.name = name;
    this.version = version;
    this.input = input;
  }

  /** Where a run ends otherwise than completed; a child scope has no outcome. */
  public WorkflowBuilder end(String node, Lifecycle.Outcome outcome) {
    return add(new Node.End(node, outcome));
  }

  /**
   * The workflow.
   *
   * @throws BrokenWorkflow when it cannot work: a target that does not exist, a node that nothing
   *     leads to or that leads to no end, an input that nobody produces before it, a cycle without
   *     a wait, something undoable behind the pivot, a wait that contradicts itself; the exception
   *     names everything that is wrong at once
   */
  public Workflow build() {
    var workflow = new Workflow(name, version, input, graph());
    var errors = new java.util.ArrayList<>(errors());
    errors.addAll(new WorkflowCheck(workflow).errors());
    if (!errors.isEmpty()) {
      throw new BrokenWorkflow(name, errors);
    }
    return workflow;
  }
}
