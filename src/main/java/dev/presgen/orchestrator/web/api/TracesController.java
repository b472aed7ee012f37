package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.web.api.view.ResourceView;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what runs have made in outside services. */
@Tag(name = "Resources", description = "What runs have made outside")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class TracesController {

  /** When to ask again, where the outside has not said it. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Runs runs;
  private final RunReader reader;

  TracesController(Runs runs, RunReader reader) {
    this.runs = runs;
    this.reader = reader;
  }

  @Operation(summary = "List what a run has made outside, or meant to make")
  @GetMapping("/resources")
  Items<ResourceView> resources(@PathVariable String id) {
    var run = reader.named(id);
    return new Items<>(runs.resources(run.id()).stream().map(ResourceView::of).toList());
  }

  @Operation(
      summary = "See what an undo would do",
      description = "Looks outside and changes nothing; the action is trash, leave or gone.")
  @GetMapping("/undo-plan")
  Items<ResourceView.Planned> undoPlan(@PathVariable String id) {
    return switch (runs.undoPlan(reader.named(id))) {
      case StepResult.Done<List<Undoable.Planned>>(var plan) ->
          new Items<>(plan.stream().map(ResourceView.Planned::of).toList());
      case StepResult.Pending<List<Undoable.Planned>>(_, var pollAfter) ->
          throw RequestRefused.unavailable(
              "UNAVAILABLE", "The outside has not answered yet.", pollAfter);
      case StepResult.Failed<List<Undoable.Planned>>(var failure) -> throw refused(failure);
      case StepResult.LeftOut<List<Undoable.Planned>> leftOut ->
          throw new IllegalStateException("an undo cannot be left out: " + leftOut);
    };
  }

  private static RequestRefused refused(Failure failure) {
    return switch (failure) {
      case Failure.Throttled(var detail, var retryAfter) ->
          RequestRefused.unavailable("THROTTLED", detail, retryAfter);
      case Failure.Blocked(var what, var whatToDo, var recheckAfter) ->
          RequestRefused.unavailable("BLOCKED", what + " " + whatToDo, recheckAfter);
      case Failure.Transient(var detail) ->
          RequestRefused.unavailable("UNAVAILABLE", detail, RETRY);
      case Failure.Unknown(_, var detail) ->
          RequestRefused.unavailable("UNAVAILABLE", detail, RETRY);
      case Failure.Permanent(var code, var detail, var whatToDo) ->
          new RequestRefused(
              Problem.of(HttpStatus.BAD_GATEWAY, code, detail + " " + whatToDo));
    };
  }
}
