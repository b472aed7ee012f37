package dev.presgen.orchestrator.runtime.jdbc;

import com.github.f4b6a3.ulid.UlidCreator;
import com.github.kagkarlsson.scheduler.Scheduler;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** The runs of a database. */
final class JdbcRuns implements Runs {

  /** How often a decision is made anew because somebody else has decided meanwhile. */
  private static final int TRIES = 10;

  private final Workflows workflows;
  private final Journal journal;
  private final PayloadTable payloads;
  private final LedgerTable ledger;
  private final RequestTable requests;
  private final Decisions decisions;
  private final Checks checks;
  private final Performer performer;
  private final Drivers drivers;
  private final EventBus bus;
  private final Scheduler scheduler;
  private final TransactionTemplate transaction;
  private final StrictReader reader;
  private final RunList list;

  JdbcRuns(
      Workflows workflows,
      Stores stores,
      Decisions decisions,
      Performer performer,
      Drivers drivers,
      Scheduler scheduler,
      Duration checkPatience) {
    this.workflows = workflows;
    this.journal = stores.journal();
    this.payloads = stores.payloads();
    this.ledger = stores.ledger();
    this.requests = stores.requests();
    this.bus = stores.bus();
    this.transaction = stores.transaction();
    this.reader = new StrictReader(stores.codec().strict());
    this.list = new RunList(journal);
    this.decisions = decisions;
    this.checks = new Checks(decisions, performer, payloads, checkPatience);
    this.performer = performer;
    this.drivers = drivers;
    this.scheduler = scheduler;
  }

  @Override
  public Answer start(RunRequest request) {
    var definition = workflows.find(request.workflow());
    if (definition.isEmpty()) {
      return new Answer.NotFound("workflow " + request.workflow());
    }
    var repeated = repeated(request.once(), true);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    var runId = UlidCreator.getMonotonicUlid().toString();
    return switch (definition.get().read(request.input(), runId)) {
      case Checked.Wrong<? extends Record>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<? extends Record>(var input) ->
          start(request, definition.get().workflow(), runId, input);
    };
  }

  private Answer start(RunRequest request, Workflow workflow, String runId, Record input) {
    try {
      var told =
          Objects.requireNonNull(
              transaction.execute(_ -> startOnce(request, workflow, runId, input)));
      told.tell().run();
      return told.answer();
    } catch (DuplicateKeyException raced) {
      // Where several connections write, another one may have been quicker since the look.
      return before(request).orElseThrow(() -> raced);
    }
  }

  private Told startOnce(RunRequest request, Workflow workflow, String runId, Record input) {
    var before = before(request);
    if (before.isPresent()) {
      return new Told(before.get(), () -> {});
    }
    var now = decisions.now();
    var ref = new Ref("input");
    var coming = List.of(payloads.written(ref, input));
    var decision =
        new Decider(workflow, payloads.of(runId, coming))
            .start(now, runId, ref, new By(request.who(), ""));
    var row =
        journal.insert(decision.after(), decision.events(), request.key(), request.labels(), now);
    payloads.insert(runId, coming, now);
    request.once().ifPresent(once -> requests.insert(once, runId, false, now));
    drivers.enter(scheduler, runId, now);
    return new Told(
        new Answer.Started(row.run(), false),
        () -> {
          decisions.tell(0, row.run(), decision.events());
          scheduler.triggerCheckForDueExecutions();
        });
  }

  /** The answer to a request that was made before, or whose key an open run has. */
  private Optional<Answer> before(RunRequest request) {
    return repeated(request.once(), true)
        .or(() -> request.key().flatMap(key -> taken(request.workflow(), key)));
  }

  private Optional<Answer> taken(String workflow, String key) {
    return find("key:" + workflow + ":" + key)
        .filter(run -> run.endedAt().isEmpty())
        .map(run -> new Answer.KeyTaken(run.id()));
  }

  /** The answer to a request that was made before. */
  private Optional<Answer> repeated(Optional<Once> once, boolean start) {
    return once.flatMap(
        asked -> requests
            .find(asked)
            .map(
                earlier -> {
                  if (!earlier.fingerprint().equals(asked.fingerprint())) {
                    return new Answer.KeyReused();
                  }
                  var run = journal.find(earlier.runId()).orElseThrow().run();
                  return start
                      ? new Answer.Started(run, true)
                      : new Answer.Accepted(run, earlier.kept(), true);
                }));
  }

  @Override
  public Answer signal(String run, SignalRequest request) {
    var found = find(run);
    if (found.isEmpty()) {
      return new Answer.NotFound("run " + run);
    }
    var repeated = repeated(request.once(), false);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    var state = found.get().state();
    var foreign = foreign(state);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    var type = payloadType(state, request.name());
    if (type.isEmpty()) {
      return new Answer.Refused(
          "UNKNOWN_SIGNAL",
          "workflow " + state.workflow() + " knows no signal " + request.name(),
          decisions.decider(state, List.of()).possible(state));
    }
    return switch (reader.read(request.payload(), type.get())) {
      case Checked.Wrong<Record>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<Record>(var payload) -> signal(state, request, payload);
    };
  }

  private Answer signal(RunState state, SignalRequest request, Record payload) {
    var id = UlidCreator.getMonotonicUlid().toString();
    var ref = new Ref("signal:" + id);
    var coming = new ArrayList<>(List.of(payloads.written(ref, payload)));
    Optional<Fact.Check> check;
    switch (checks.forSignal(state, id, request.name(), payload)) {
      case Checks.Looked.NotNeeded() -> check = Optional.empty();
      case Checks.Looked.Answered(var answer, var finding) -> {
        check = Optional.of(answer);
        coming.addAll(finding);
      }
      case Checks.Looked.Unavailable(var why, var retryAfter) -> {
        return new Answer.Unavailable(why, retryAfter);
      }
    }
    return decide(
        state.runId(),
        now -> new Fact.SignalReceived(
            now, id, request.name(), ref, new By(request.who(), ""), check),
        coming,
        request.once());
  }

  private Optional<Class<?>> payloadType(RunState state, String signal) {
    return decisions
        .workflow(state)
        .allNodes()
        .filter(Node.Wait.class::isInstance)
        .flatMap(node -> ((Node.Wait) node).signals().stream())
        .filter(declared -> declared.name().equals(signal))
        .<Class<?>>map(Node.Signal::payload)
        .findFirst();
  }

  @Override
  public Answer order(String run, OrderRequest request) {
    var found = find(run);
    if (found.isEmpty()) {
      return new Answer.NotFound("run " + run);
    }
    var repeated = repeated(request.once(), false);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    var state = found.get().state();
    var foreign = foreign(state);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    var by = request.by();
    return switch (request.action()) {
      case Action.Pause() -> decide(state, now -> new Fact.Pause(now, by), request.once());
      case Action.Resume() -> decide(state, now -> new Fact.Resume(now, by), request.once());
      case Action.Cancel cancel -> cancel(state, cancel, request);
      case Action.Retry(var path) ->
          decide(state, now -> new Fact.Retry(now, by, path.map(Path::of)), request.once());
      case Action.Skip skip -> skip(state, skip, request);
      case Action.Extend(var path, var until) ->
          decide(
              state, now -> new Fact.Extend(now, by, path.map(Path::of), until), request.once());
    };
  }

  /** The refusal to decide about a run whose workflow this node does not have. */
  private Optional<Answer> foreign(RunState state) {
    return decisions.knows(state)
        ? Optional.empty()
        : Optional.of(
            new Answer.Refused(
                "OTHER_VERSION",
                "the run is pinned to a form of workflow "
                    + state.workflow()
                    + " that this version of the service does not have",
                List.of()));
  }

  private Answer cancel(RunState state, Action.Cancel cancel, OrderRequest request) {
    var looked =
        cancel.undo()
            ? checks.forUndo(state, UlidCreator.getMonotonicUlid().toString())
            : new Checks.Looked.NotNeeded();
    return switch (looked) {
      case Checks.Looked.Unavailable(var why, var retryAfter) ->
          new Answer.Unavailable(why, retryAfter);
      case Checks.Looked.NotNeeded() -> cancel(state, cancel, request, Optional.empty());
      case Checks.Looked.Answered(var check, _) ->
          cancel(state, cancel, request, Optional.of(check));
    };
  }

  private Answer cancel(
      RunState state, Action.Cancel cancel, OrderRequest request, Optional<Fact.Check> check) {
    return decide(
        state,
        now -> new Fact.Cancel(now, request.by(), cancel.undo(), cancel.accept(), check),
        request.once());
  }

  private Answer skip(RunState state, Action.Skip skip, OrderRequest request) {
    var path = skip.path().map(Path::of);
    var type =
        skip.output()
            .flatMap(
                _ -> state.positions()
                    .map(Position::at)
                    .filter(
                        at -> path.isEmpty()
                            || path.get().equals(at.path())
                            || path.get().toString().equals(at.label()))
                    .map(at -> decisions.workflow(state).node(at))
                    .filter(Node.Task.class::isInstance)
                    .<Class<?>>map(node -> ((Node.Task) node).contract().gives())
                    .findFirst());
    if (type.isEmpty()) {
      return decide(
          state,
          now -> new Fact.Skip(now, request.by(), path, Optional.empty()),
          request.once());
    }
    return switch (reader.read(skip.output().orElseThrow(), type.get())) {
      case Checked.Wrong<Record>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<Record>(var output) -> {
        var ref = new Ref("given:" + UlidCreator.getMonotonicUlid());
        yield decide(
            state.runId(),
            now -> new Fact.Skip(now, request.by(), path, Optional.of(ref)),
            List.of(payloads.written(ref, output)),
            request.once());
      }
    };
  }

  private Answer decide(RunState state, Function<Instant, Fact> fact, Optional<Once> once) {
    return decide(state.runId(), fact, List.of(), once);
  }

  private Answer decide(
      String runId,
      Function<Instant, Fact> fact,
      List<PayloadTable.New> coming,
      Optional<Once> once) {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var answer = transaction.execute(_ -> decideOnce(runId, fact, coming, once));
        if (answer != null && answer.isPresent()) {
          answer.get().tell().run();
          return answer.get().answer();
        }
      } catch (DuplicateKeyException raced) {
        return repeated(once, false).orElseThrow(() -> raced);
      }
    }
    throw new IllegalStateException("run " + runId + " is decided on by too many at once");
  }

  /** An answer, and what is told once it is committed. */
  private record Told(Answer answer, Runnable tell) {}

  private Optional<Told> decideOnce(
      String runId,
      Function<Instant, Fact> fact,
      List<PayloadTable.New> coming,
      Optional<Once> once) {
    // The same request may have been sent twice at once.
    var repeated = repeated(once, false);
    if (repeated.isPresent()) {
      return Optional.of(new Told(repeated.get(), () -> {}));
    }
    var row = journal.find(runId).orElseThrow();
    var now = decisions.now();
    var decision = decisions.decider(row.state(), coming).decide(row.state(), fact.apply(now));
    return switch (decision) {
      case Decision.Refused(var code, var why, var possible) ->
          Optional.of(new Told(new Answer.Refused(code, why, possible), () -> {}));
      case Decision.Late(var why) ->
          Optional.of(new Told(new Answer.Refused("TOO_LATE", why, List.of()), () -> {}));
      case Decision.Accepted(var events, var after) -> {
        var moved = decisions.store(row, after, events, coming);
        if (moved.isEmpty()) {
          yield Optional.empty();
        }
        boolean kept =
            events.stream()
                .anyMatch(event -> event instanceof Event.SignalKept);
        once.ifPresent(asked -> requests.insert(asked, runId, kept, now));
        if (after.ended() && row.state().lifecycle() instanceof Lifecycle.Undoing) {
          ledger.leave(runId); // Somebody has accepted what could not be taken back.
        }
        drivers.call(scheduler, runId, now);
        yield Optional.of(
            new Told(
                new Answer.Accepted(moved.get().run(), kept, false),
                () -> {
                  decisions.tell(row, moved.get().run(), events);
                  drivers.wake(runId);
                  scheduler.triggerCheckForDueExecutions();
                }));
      }
    };
  }

  @Override
  public Optional<RunRecord> find(String run) {
    if (!run.startsWith("key:")) {
      return journal.find(run).map(Journal.Row::run);
    }
    var parts = run.split(":", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    // run_by_key answers it.
    return journal
        .records(
            "workflow = :workflow AND run_key = :key",
            Map.of("workflow", parts[1], "key", parts[2]),
            1)
        .stream()
        .findFirst();
  }

  @Override
  public RunPage list(RunQuery query) {
    return list.list(query);
  }

  @Override
  public List<HistoryEntry> history(String runId, long after, int limit) {
    return journal.history(runId, after, limit);
  }

  @Override
  public List<Ledger.Entry> resources(String runId) {
    return ledger.entries(runId);
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
      switch (performer.plan(state, at)) {
        case StepResult.Done<List<Undoable.Planned>>(var plan) -> planned.addAll(plan);
        case StepResult.Pending<List<Undoable.Planned>> pending -> {
          return pending;
        }
        case StepResult.Failed<List<Undoable.Planned>> failed -> {
          return failed;
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
