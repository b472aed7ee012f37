package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Calls handlers and probes: fills their inputs and has them called on behalf of whoever the work is
 * for. What comes back can be used, and nothing that one of them throws gets past here: it comes back
 * as a failure. Each call takes as long as the handler does, on the caller's thread.
 */
final class Calls {

  /** How long the plan of an undo may take, for whoever asks for it. */
  private static final Duration PLAN_TIME = Duration.ofSeconds(30);

  private final StepRegistry registry;
  private final PayloadTable payloads;
  private final LedgerTable ledger;
  private final Decisions decisions;

  Calls(StepRegistry registry, Stores stores, Decisions decisions) {
    this.registry = registry;
    this.payloads = stores.payloads();
    this.ledger = stores.ledger();
    this.decisions = decisions;
  }

  /** Has a step done or undone. */
  StepResult<?> attempt(
      RunState state, Payloads atHand, Agenda.Attempt work, Work.Stopping stopping) {
    var at = work.at();
    var behalf = Behalf.ofAttempt(decisions.workflow(state), state, work);
    try {
      var handler = handler(state, at);
      var input = input(state, at, atHand);
      var context = context(state, at, work.mayHaveActed(), work.deadline(), work.epoch());
      StepResult<?> result =
          behalf.call(
              () -> work.purpose() == Purpose.DO
                  ? handler.execute(input, context)
                  : undoable(handler).undo(input, context));
      return Answers.checked(result);
    } catch (Throwable thrown) {
      return StepResult.failed(Thrown.failure(state, at, thrown, stopping));
    }
  }

  /** Has a step asked once about its work that goes on elsewhere; an undo is made again for that. */
  StepResult<?> poll(
      RunState state,
      Payloads atHand,
      Agenda.Poll work,
      long epoch,
      Instant deadline,
      Work.Stopping stopping) {
    var at = work.at();
    var behalf = Behalf.ofPoll(decisions.workflow(state), state, work);
    try {
      var handler = handler(state, at);
      var input = input(state, at, atHand);
      var context = context(state, at, work.mayHaveActed(), deadline, epoch);
      StepResult<?> result =
          behalf.call(
              () -> work.purpose() == Purpose.DO
                  ? handler.poll(input, work.token(), context)
                  : undoable(handler).undo(input, context));
      return Answers.checked(result);
    } catch (Throwable thrown) {
      return StepResult.failed(Thrown.failure(state, at, thrown, stopping));
    }
  }

  /** What an undo of a visit would do now, for somebody who waits for the answer. */
  StepResult<List<Undoable.Planned>> plan(RunState state, Address at) {
    var deadline = decisions.now().plus(PLAN_TIME);
    try {
      var handler = handler(state, at);
      var input = input(state, at, stored(state));
      var context = context(state, at, true, deadline, state.epoch());
      return Answers.checked(
          Behalf.ofCaller(state, at, deadline).call(() -> undoable(handler).plan(input, context)));
    } catch (Throwable thrown) {
      return StepResult.failed(Thrown.failure(state, at, thrown, new Work.Stopping()));
    }
  }

  /** Looks once whether what a wait waits for has happened. */
  Finding<Record> look(RunState state, Agenda.Look work, Instant deadline) {
    var asOf = work.closing().orElse(decisions.now());
    return Behalf.ofLook(state, work).call(() -> look(state, work, asOf, deadline));
  }

  private Finding<Record> look(
      RunState state, Agenda.Look work, Instant asOf, Instant deadline) {
    Optional<Record> signal;
    try {
      signal = work.early().map(early -> payload(state, work.at(), early));
    } catch (Throwable thrown) {
      return new Finding.Failed<>(
          Thrown.failure(state, work.at(), thrown, new Work.Stopping()));
    }
    return look(state, work.at(), work.probe(), signal, asOf, deadline);
  }

  /** Looks once, for a wait or for a signal to it, on behalf of whoever the thread works for. */
  Finding<Record> look(
      RunState state,
      Address at,
      Node.Probe probe,
      Optional<Record> signal,
      Instant asOf,
      Instant deadline) {
    try {
      var outputs = new ScopeOutputs(state, at.scope(), stored(state));
      return Answers.checked(
          registry
              .probe(probe.handler())
              .look(
                  registry.probeInput(probe.handler(), decisions.workflow(state), at, outputs),
                  signal,
                  asOf,
                  context(state, at, false, deadline, state.epoch())));
    } catch (Throwable thrown) {
      return new Finding.Failed<>(Thrown.failure(state, at, thrown, new Work.Stopping()));
    }
  }

  private Record payload(RunState state, Address at, RunState.KeptSignal early) {
    var wait = (Node.Wait) decisions.workflow(state).node(at);
    var type =
        wait.signals()
            .stream()
            .filter(signal -> signal.name().equals(early.name()))
            .findFirst()
            .orElseThrow()
            .payload();
    return (Record) stored(state).read(early.payload(), type);
  }

  private StepHandler<Record, Record> handler(RunState state, Address at) {
    return registry.handler(step(state, at));
  }

  private Record input(RunState state, Address at, Payloads atHand) {
    var outputs = new ScopeOutputs(state, at.scope(), atHand);
    return registry.input(step(state, at), decisions.workflow(state), at, outputs);
  }

  private String step(RunState state, Address at) {
    return ((Node.Task) decisions.workflow(state).node(at)).handler();
  }

  @SuppressWarnings("unchecked") // Its input is filled by the handler's own contract.
  private static Undoable<Record> undoable(Object handler) {
    return (Undoable<Record>) handler;
  }

  private Payloads stored(RunState state) {
    return payloads.of(state.runId(), List.of());
  }

  private StepContext context(
      RunState state, Address at, boolean mayHaveActed, Instant deadline, long epoch) {
    return new StepContext(
        state.runId(),
        at.path().toString(),
        at.visit(),
        mayHaveActed,
        deadline,
        ledger.of(state.runId(), at.label(), epoch));
  }
}
