package dev.presgen.orchestrator.runtime.jdbc;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.workflows.Checked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Signals to a run and orders about it: what is sent is read, and looked into where needed. */
final class RunActions {

  private final PayloadTable payloads;
  private final Decisions decisions;
  private final Checks checks;
  private final Requested requested;
  private final StrictReader reader;
  private final RewindReader rewinds;

  RunActions(Stores stores, Decisions decisions, Checks checks, Requested requested) {
    this.payloads = stores.payloads();
    this.reader = new StrictReader(stores.codec().strict());
    this.rewinds = new RewindReader(reader);
    this.decisions = decisions;
    this.checks = checks;
    this.requested = requested;
  }

  Answer signal(RunState state, SignalRequest request) {
    var repeated = requested.repeated(request.once(), false);
    if (repeated.isPresent()) {
      return repeated.get();
    }
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
    return requested.decide(
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

  Answer order(RunState state, OrderRequest request) {
    var repeated = requested.repeated(request.once(), false);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    var foreign = foreign(state);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    var by = request.by();
    return switch (request.action()) {
      case Action.Pause() ->
          requested.decide(state, now -> new Fact.Pause(now, by), request.once());
      case Action.Resume() ->
          requested.decide(state, now -> new Fact.Resume(now, by), request.once());
      case Action.Cancel cancel -> cancel(state, cancel, request);
      case Action.Retry(var path) ->
          requested.decide(state, now -> new Fact.Retry(now, by, path.map(Path::of)),
              request.once());
      case Action.Skip skip -> skip(state, skip, request);
      case Action.Rewind rewind -> rewind(state, rewind, request);
      case Action.Delegate(var path, var to) ->
          requested.decide(
              state, now -> new Fact.Delegate(now, by, path.map(Path::of), to), request.once());
      case Action.Extend(var path, var until) ->
          requested.decide(
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
    return requested.decide(
        state,
        now -> new Fact.Cancel(now, request.by(), cancel.undo(), cancel.accept(), check),
        request.once());
  }

  private Answer skip(RunState state, Action.Skip skip, OrderRequest request) {
    var path = skip.path().map(Path::of);
    if (skip.output().isEmpty()) {
      return requested.decide(
          state,
          now -> new Fact.Skip(now, request.by(), path, Optional.empty()),
          request.once());
    }
    var decider = decisions.decider(state, List.of());
    var meant =
        decider.skippable(state)
            .stream()
            .filter(
                at -> path.isEmpty()
                    || path.get().equals(at.path())
                    || path.get().toString().equals(at.label()))
            .toList();
    if (meant.size() != 1) {
      return new Answer.Refused(
          "NOTHING_TO_SKIP",
          meant.isEmpty()
              ? "no task waits there to be retried, mended or started"
              : "say which: " + meant.stream().map(Address::label).toList(),
          decider.possible(state));
    }
    // The output fits this node alone: by the time it is decided, the path may mean another one.
    return skip(meant.getFirst(), state, skip.output().get(), request);
  }

  private Answer skip(Address at, RunState state, JsonNode given, OrderRequest request) {
    var type = ((Node.Task) decisions.workflow(state).node(at)).contract().gives();
    return switch (reader.read(given, type)) {
      case Checked.Wrong<Record>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<Record>(var output) -> {
        var ref = new Ref("given:" + UlidCreator.getMonotonicUlid());
        yield requested.decide(
            state.runId(),
            now -> new Fact.Skip(now, request.by(), Optional.of(at.path()), Optional.of(ref)),
            List.of(payloads.written(ref, output)),
            request.once());
      }
    };
  }

  private Answer rewind(RunState state, Action.Rewind rewind, OrderRequest request) {
    return switch (rewinds.read(decisions.workflow(state), rewind)) {
      case Checked.Wrong<RewindReader.Way>(var problems) -> new Answer.Invalid(problems);
      case Checked.Right<RewindReader.Way>(var way) -> {
        var refs = new LinkedHashMap<String, Ref>();
        var coming = new ArrayList<PayloadTable.New>();
        way.given()
            .forEach(
                (node, output) -> {
                  refs.put(node, new Ref("given:" + UlidCreator.getMonotonicUlid()));
                  coming.add(payloads.written(refs.get(node), output));
                });
        yield requested.decide(
            state.runId(),
            now -> new Fact.Rewind(now, request.by(), way.to(), refs),
            coming,
            request.once());
      }
    };
  }
}
