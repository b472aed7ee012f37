package dev.presgen.orchestrator.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.web.api.request.Call;
import dev.presgen.orchestrator.web.api.view.RunView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells runs something and orders something of them. What is accepted is durable when it is
 * answered.
 */
@Tag(name = "Orders", description = "Steer runs: each order is recorded with who, when and why")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class OrdersController {

  private final Runs runs;
  private final RunReader reader;

  OrdersController(Runs runs, RunReader reader) {
    this.runs = runs;
    this.reader = reader;
  }

  /** One of the two is true, and the other left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Acceptance(@Nullable Boolean accepted, @Nullable Boolean kept) {}

  @Operation(
      summary = "Tell a run that something has happened",
      description = "Answers 202, with accepted when a wait took the signal, or with kept when it"
          + " came early and is judged once its wait opens. Without a body the payload is empty.")
  @IdempotencyKey
  @RequestBody(
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(type = "object")))
  @PostMapping("/signals/{name}")
  ResponseEntity<Acceptance> signal(
      @PathVariable String id,
      @PathVariable String name,
      @Parameter(hidden = true) HttpServletRequest request) {
    var call = Call.withOptionalBody(request);
    var answer =
        runs.signal(id, new SignalRequest(name, call.body(), call.who(), call.once()));
    return Answers.accepted(
        answer,
        "",
        accepted -> accepted.kept() ? new Acceptance(null, true) : new Acceptance(true, null));
  }

  @Operation(
      summary = "Pause a run",
      description = "What is under way ends and is recorded; nothing more starts.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Plain.class)))
  @PostMapping("/pause")
  ResponseEntity<RunView> pause(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.pause(Call.withBody(request)));
  }

  @Operation(summary = "Go on with a paused run")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Plain.class)))
  @PostMapping("/resume")
  ResponseEntity<RunView> resume(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.resume(Call.withBody(request)));
  }

  @Operation(
      summary = "End a run",
      description = "With undo, what it has made outside is taken back first; that is refused once"
          + " there is an answer. GET undo-plan tells what an undo would do.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Cancel.class)))
  @PostMapping("/cancel")
  ResponseEntity<RunView> cancel(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.cancel(Call.withBody(request)));
  }

  @Operation(summary = "Try again now what has failed")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Retry.class)))
  @PostMapping("/retry")
  ResponseEntity<RunView> retry(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.retry(Call.withBody(request)));
  }

  @Operation(
      summary = "Go on without a step",
      description = "A step whose output is needed later is skipped only with an output in its"
          + " place.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Skip.class)))
  @PostMapping("/skip")
  ResponseEntity<RunView> skip(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.skip(Call.withBody(request)), "/output");
  }

  @Operation(
      summary = "Go back to an earlier step",
      description = "The run goes on from there in a new visit; what was made outside since stays"
          + " where it is. Refused while an attempt is under way there (pause, wait, then go back),"
          + " and across a step that only an undo takes back, or across the answer that the run has"
          + " got.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Rewind.class)))
  @PostMapping("/rewind")
  ResponseEntity<RunView> rewind(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.rewind(Call.withBody(request)), "");
  }

  @Operation(
      summary = "Ask somebody else",
      description = "Names another one as the assignee of an open wait, for people and for the"
          + " history. Nothing is shared with them: a form stays open to those alone whom it was"
          + " published for.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Delegate.class)))
  @PostMapping("/delegate")
  ResponseEntity<RunView> delegate(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.delegate(Call.withBody(request)));
  }

  @Operation(summary = "Give a wait more time")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = OrderBody.Extend.class)))
  @PostMapping("/extend")
  ResponseEntity<RunView> extend(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    return order(id, OrderBody.extend(Call.withBody(request)));
  }

  private ResponseEntity<RunView> order(String id, OrderRequest order) {
    return order(id, order, "");
  }

  /**
   * Gives an order.
   *
   * @param place where in the body that stands which the run itself finds faults with
   */
  private ResponseEntity<RunView> order(String id, OrderRequest order, String place) {
    return Answers.accepted(
        runs.order(id, order), place, accepted -> reader.whole(accepted.run()));
  }
}
