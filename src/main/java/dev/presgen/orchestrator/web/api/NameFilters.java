package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.request.Query;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.util.List;
import java.util.Optional;

/**
 * The filters of a list that must name something: a slip would look like a list without runs. Runs
 * stay what they were when the service has learnt other workflows, so that a name that only they
 * have is right too.
 */
final class NameFilters {

  private static final int NAME_MAX = 200;

  private final Runs runs;
  private final Workflows workflows;

  NameFilters(Runs runs, Workflows workflows) {
    this.runs = runs;
    this.workflows = workflows;
  }

  /** The name of a workflow. */
  Optional<String> workflow(Query query) {
    return query.text("workflow", NAME_MAX)
        .flatMap(
            name -> workflows.find(name).isPresent()
                || isThere(Optional.of(name), Optional.empty())
                    ? Optional.of(name)
                    : query.wrong("workflow", NoSuch.choice(name, workflows.names())));
  }

  /** Where a run stands: a step of any workflow. */
  Optional<String> step(Query query) {
    return query.text("step", NAME_MAX)
        .flatMap(
            name -> workflows.all().stream().anyMatch(workflow -> has(workflow, name))
                || isThere(Optional.empty(), Optional.of(name))
                    ? Optional.of(name)
                    : query.wrong("step", NoSuch.choice(name, steps())));
  }

  private static boolean has(WorkflowDefinition workflow, String step) {
    return workflow.workflow().graph().nodes().containsKey(step);
  }

  private List<String> steps() {
    return workflows.all().stream().flatMap(known -> known.steps().stream()).distinct().toList();
  }

  private boolean isThere(Optional<String> workflow, Optional<String> step) {
    Optional<Status> anyStatus = Optional.empty();
    var any =
        new RunQuery(
            workflow, anyStatus, step, Optional.empty(), Optional.empty(), Optional.empty(), 1);
    return !runs.list(any).runs().isEmpty();
  }
}
