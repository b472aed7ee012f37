package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.web.api.request.Call;
import dev.presgen.orchestrator.web.api.request.Cursor;
import dev.presgen.orchestrator.web.api.request.Query;
import dev.presgen.orchestrator.web.api.view.HistoryView;
import dev.presgen.orchestrator.web.api.view.RunSummary;
import dev.presgen.orchestrator.web.api.view.RunView;
import dev.presgen.orchestrator.workflows.Checked;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts runs and shows them. */
@Tag(name = "Runs", description = "Start runs and see how they stand")
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunsController {

  private static final int LIMIT = 50;
  private static final int LIMIT_MAX = 200;
  private static final int TEXT_MAX = 200;

  private final Runs runs;
  private final RunReader reader;
  private final Workflows workflows;

  RunsController(Runs runs, RunReader reader, Workflows workflows) {
    this.runs = runs;
    this.reader = reader;
    this.workflows = workflows;
  }

  @Operation(
      summary = "Start a run",
      description = "Answers 201 and the run. With dryRun=true it answers 200 and what the run"
          + " would do, and stores nothing.")
  @Parameter(
      name = "dryRun",
      in = ParameterIn.QUERY,
      description = "Only tell what the run would do",
      schema = @Schema(type = "boolean"))
  @IdempotencyKey
  @RequestBody(
      required = true,
      content = @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = StartBody.class)))
  @PostMapping
  ResponseEntity<Object> start(@Parameter(hidden = true) HttpServletRequest request) {
    var query = new Query(request);
    boolean dryRun = query.flag("dryRun");
    query.done();
    var call = Call.withBody(request);
    var body = StartBody.read(call.body(), workflows);
    if (dryRun) {
      return ResponseEntity.ok(forecast(body));
    }
    var asked =
        new RunRequest(
            body.workflow(), body.key(), body.input(), body.labels(), call.who(), call.once());
    return Answers.started(runs.start(asked), reader::whole);
  }

  private Record forecast(StartBody body) {
    var definition = workflows.find(body.workflow()).orElseThrow();
    return switch (definition.read(body.input(), StartBody.DRY)) {
      case Checked.Right<? extends Record>(var input) -> definition.forecast(input);
      case Checked.Wrong<? extends Record>(var problems) ->
          throw RequestRefused.invalid(Fault.below("/input", problems));
    };
  }

  @Operation(summary = "List runs", description = "The newest first; all filters must fit.")
  @Parameter(name = "workflow", in = ParameterIn.QUERY, description = "The workflow's name")
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      schema = @Schema(implementation = Status.class))
  @Parameter(name = "step", in = ParameterIn.QUERY, description = "Where the run stands")
  @Parameter(name = "label", in = ParameterIn.QUERY, description = "name:value")
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      description = "The beginning of an id, a key or a label's value, or words of the last error")
  @Paged
  @GetMapping
  Page<RunSummary> list(@Parameter(hidden = true) HttpServletRequest request) {
    var query = new Query(request);
    var names = new NameFilters(runs, workflows);
    var workflow = names.workflow(query);
    var status = query.choice("status", Status.class);
    var step = names.step(query);
    var label = query.text("label", TEXT_MAX).flatMap(text -> label(query, text));
    var text = query.text("q", TEXT_MAX);
    int limit = query.whole("limit", 1, LIMIT_MAX).orElse(LIMIT);
    var cursors = new Cursor("runs" + workflow + status + step + label + text);
    var place = place(query, cursors);
    query.done();
    var page =
        runs.list(new RunQuery(workflow, status, step, label, text, place, limit));
    return new Page<>(
        page.runs().stream().map(reader::summary).toList(),
        page.next().map(cursors::seal).orElse(null));
  }

  @Operation(
      summary = "See a run",
      description = "Wherever a run's id stands, key:WORKFLOW:KEY does too.")
  @GetMapping("/{id}")
  RunView show(@PathVariable String id) {
    return reader.whole(reader.named(id));
  }

  @Operation(
      summary = "See what happened to a run",
      description = "Whole and in order, unless a limit is given.")
  @Paged
  @GetMapping("/{id}/history")
  Page<HistoryView> history(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    var run = reader.named(id);
    var query = new Query(request);
    var limit = query.whole("limit", 1, LIMIT_MAX);
    var cursors = new Cursor("history" + run.id());
    var after = place(query, cursors).flatMap(place -> sequence(query, place));
    query.done();
    int most = limit.orElse(RunState.EVENTS_MAX);
    var entries = runs.history(run.id(), after.orElse(0L), most);
    boolean more =
        entries.size() == most && entries.getLast().sequence() < run.state().sequence();
    return new Page<>(
        entries.stream().map(HistoryView::of).toList(),
        more ? cursors.seal(String.valueOf(entries.getLast().sequence())) : null);
  }

  private static Optional<String> place(Query query, Cursor cursors) {
    return query.text("cursor", 2_000)
        .flatMap(
            sealed -> cursors.open(sealed)
                .or(() -> foreign(query)));
  }

  /** No run has more events than numbers of nine digits can count. */
  private static Optional<Long> sequence(Query query, String place) {
    return place.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(place)) : foreign(query);
  }

  private static <T> Optional<T> foreign(Query query) {
    return query.wrong(
        "cursor", "is none of this list: pass on the next of a page with the same filters");
  }

  private static Optional<RunQuery.Label> label(Query query, String text) {
    int colon = text.indexOf(':');
    return colon > 0
        ? Optional.of(new RunQuery.Label(text.substring(0, colon), text.substring(colon + 1)))
        : query.wrong("label", "is \"%s\", must be name:value".formatted(text));
  }
}
