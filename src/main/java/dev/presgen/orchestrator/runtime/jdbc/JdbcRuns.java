package dev.presgen.orchestrator.runtime.jdbc;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.RunPage;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of a database. */
final class JdbcRuns implements Runs {

  private final Workflows workflows;
  private final RunTable runs;
  private final Journal journal;
  private final PayloadTable payloads;
  private final LedgerTable ledger;
  private final Decisions decisions;
  private final Calls calls;
  private final EventBus bus;
  private final Requested requested;
  private final RunActions actions;
  private final RunList list;

  JdbcRuns(
      Workflows workflows,
      Stores stores,
      Decisions decisions,
      Calls calls,
      Requested requested,
      RunActions actions) {
    this.workflows = workflows;
    this.runs = stores.runs();
    this.journal = stores.journal();
    this.payloads = stores.payloads();
    this.ledger = stores.ledger();
    this.bus = stores.bus();
    this.list = new RunList(runs);
    this.decisions = decisions;
    this.calls = calls;
    this.requested = requested;
    this.actions = actions;
  }

  @Override
  public Answer start(RunRequest request) {
    var definition = workflows.find(request.workflow());
    if (definition.isEmpty()) {
      return new Answer.NoSuchWorkflow(request.workflow());
    }
    var repeated = requested.repeated(request.once(), true);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    var runId = UlidCreator.getMonotonicUlid().toString();
    return switch (definition.get().read(request.input(), runId)) {
      case Checked.Wrong<? extends Record>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<? extends Record>(var input) ->
          requested.start(request, definition.get().workflow(), runId, input);
    };
  }

  @Override
  public Answer signal(String run, SignalRequest request) {
    return find(run)
        .map(found -> actions.signal(found.state(), request))
        .orElseGet(() -> new Answer.NoSuchRun(run));
  }

  @Override
  public Answer order(String run, OrderRequest request) {
    return find(run)
        .map(found -> actions.order(found.state(), request))
        .orElseGet(() -> new Answer.NoSuchRun(run));
  }

  @Override
  public Optional<RunRecord> find(String run) {
    if (!run.startsWith("key:")) {
      return Tries.asked(() -> runs.find(run)).map(RunTable.Row::run);
    }
    var parts = run.split(":", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    return Tries.asked(() -> runs.named(parts[1], parts[2]));
  }

  @Override
  public RunPage list(RunQuery query) {
    return Tries.asked(() -> list.list(query));
  }

  @Override
  public List<HistoryEntry> history(String runId, long after, int limit) {
    return Tries.asked(() -> journal.history(runId, after, limit));
  }

  @Override
  public List<Ledger.Entry> resources(String runId) {
    return Tries.asked(() -> ledger.entries(runId));
  }

  @Override
  public StepResult<List<Undoable.Planned>> undoPlan(RunRecord run) {
    var state = run.state();
    if (!decisions.knows(state)) {
      return StepResult.refused(
          "OTHER_VERSION",
          "the run is pinned to a form of its workflow that this version does not have",
          "Ask a version of the service that has it.");
    }
    if (state.ended() || (decisions.workflow(state).hasPivot() && state.pivotPassed())) {
      var why = state.ended() ? "the run has ended" : "there is an answer, which must not be lost";
      return StepResult.done(
          ledger.entries(run.id())
              .stream()
              .filter(entry -> entry.state() == Ledger.State.EXISTS)
              .map(
                  entry -> new Undoable.Planned(
                      entry.kind(),
                      entry.externalId().orElse(""),
                      entry.url().orElse(""),
                      Undoable.Planned.Action.LEAVE,
                      why))
              .toList());
    }
    var planned = new ArrayList<Undoable.Planned>();
    for (var at : state.touched().reversed()) {
      switch (calls.plan(state, at)) {
        case StepResult.Done<List<Undoable.Planned>>(var plan) -> planned.addAll(plan);
        case StepResult.Pending<List<Undoable.Planned>> pending -> {
          return pending;
        }
        case StepResult.Failed<List<Undoable.Planned>> failed -> {
          return failed;
        }
        case StepResult.LeftOut<List<Undoable.Planned>> leftOut -> {
          return leftOut;
        }
      }
    }
    return StepResult.done(List.copyOf(planned));
  }

  @Override
  public Outputs outputs(RunRecord run) {
    return new ScopeOutputs(run.state(), Path.ROOT, payloads.of(run.id(), List.of()));
  }

  @Override
  public AutoCloseable listen(RunListener listener) {
    return bus.add(listener);
  }
}
