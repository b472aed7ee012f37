package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.view.WorkflowView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which workflows there are. */
@Tag(name = "Workflows", description = "What can be started")
@RestController
@RequestMapping(path = "/api/v1/workflows", produces = MediaType.APPLICATION_JSON_VALUE)
class WorkflowsController {

  private final Workflows workflows;

  WorkflowsController(Workflows workflows) {
    this.workflows = workflows;
  }

  @Operation(summary = "List the workflows")
  @GetMapping
  Items<WorkflowView.Summary> list() {
    return new Items<>(workflows.all().stream().map(WorkflowView.Summary::of).toList());
  }

  @Operation(
      summary = "See a workflow",
      description = "Its steps, the JSON schema of its input, and its states as a Mermaid diagram.")
  @GetMapping("/{name}")
  WorkflowView show(@PathVariable String name) {
    return workflows.find(name)
        .map(WorkflowView::of)
        .orElseThrow(() -> NoSuch.workflow(name, workflows));
  }
}
