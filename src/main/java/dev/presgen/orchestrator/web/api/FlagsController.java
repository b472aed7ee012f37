package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.web.api.request.Call;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Switches outside services on and off while runs go on. */
@Tag(
    name = "Flags",
    description = "Outside services that runs can do without")
@RestController
@RequestMapping(path = "/api/v1/flags", produces = MediaType.APPLICATION_JSON_VALUE)
class FlagsController {

  /** What a run's history says begins with the service's name, which needs room too. */
  private static final int REASON_MAX = 1_000;

  private final Flags flags;

  FlagsController(Flags flags) {
    this.flags = flags;
  }

  @Schema(name = "Switch")
  record Change(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean enabled,
      @Schema(
          description = "Why; kept here and in the history of every run that goes on without",
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason) {}

  /**
   * A service's switch.
   *
   * @param who switched it last; null when nobody ever has
   * @param switches what was done, the last first; at most 50
   */
  @Schema(name = "Flag")
  record FlagView(
      String service,
      String title,
      boolean enabled,
      @Nullable String who,
      @Nullable String reason,
      @Nullable Instant since,
      List<SwitchingView> switches) {

    static FlagView of(Flags.Flag flag) {
      var switches = flag.switches().stream().map(SwitchingView::of).toList();
      var last = switches.isEmpty() ? null : switches.getFirst();
      return new FlagView(
          flag.service().id(),
          flag.service().title(),
          flag.enabled(),
          last == null ? null : last.who(),
          last == null ? null : last.reason(),
          last == null ? null : last.at(),
          switches);
    }
  }

  @Schema(name = "Switching")
  record SwitchingView(boolean enabled, String who, String reason, Instant at) {
    static SwitchingView of(Flags.Switching done) {
      return new SwitchingView(done.enabled(), done.by().who(), done.by().why(), done.at());
    }
  }

  @Operation(summary = "See which services are on, and who has switched them")
  @GetMapping
  Items<FlagView> list() {
    return new Items<>(flags.all().stream().map(FlagView::of).toList());
  }

  @Operation(
      summary = "Switch a service on or off",
      description = "It counts on every node within about a second. A service that is off is not"
          + " called: runs go on without it, with who and why in their history. What waits for it is"
          + " tried again at once; what is under way is not interrupted.")
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = Change.class)))
  @PutMapping("/{service}")
  FlagView change(
      @PathVariable String service, @Parameter(hidden = true) HttpServletRequest request) {
    var named =
        Service.of(service)
            .orElseThrow(
                () -> RequestRefused.notFound("There is no such flag; there are " + names() + "."));
    var call = Call.withBody(request);
    var change = change(call);
    return switch (flags.change(
        named, change.enabled(), new By(call.who(), change.reason()), call.once())) {
      case Flags.Switched.Done(var flag) -> FlagView.of(flag);
      case Flags.Switched.KeyReused() ->
          throw new RequestRefused(
              Problem.of(
                  HttpStatus.UNPROCESSABLE_CONTENT,
                  "IDEMPOTENCY_KEY_REUSED",
                  "The Idempotency-Key was used for another request."));
    };
  }

  private static Change change(Call call) {
    var problems = new Problems();
    var fields = Fields.of(call.body(), "", problems).need("enabled").need("reason");
    var enabled = fields.flag("enabled");
    var reason = fields.literal("reason", REASON_MAX);
    fields.done();
    return switch (problems.orElse(
        call.body(), () -> new Change(enabled.orElseThrow(), reason.orElseThrow()))) {
      case Checked.Right<Change>(var change) -> change;
      case Checked.Wrong<Change>(var wrong) ->
          throw RequestRefused.invalid(Fault.below("", wrong));
    };
  }

  private static String names() {
    return Arrays.stream(Service.values()).map(Service::id).collect(Collectors.joining(", "));
  }
}
