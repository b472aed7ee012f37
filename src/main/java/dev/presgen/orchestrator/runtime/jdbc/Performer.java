package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Calls handlers and probes and turns what they answer into facts. Nothing that one of them throws
 * gets past here.
 */
final class Performer {

  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  private final StepRegistry registry;
  private final PayloadTable payloads;
  private final LedgerTable ledger;
  private final Decisions decisions;
  private final RandomGenerator dice;

  Performer(
      StepRegistry registry, Stores stores, Decisions decisions, RandomGenerator dice) {
    this.registry = registry;
    this.payloads = stores.payloads();
    this.ledger = stores.ledger();
    this.decisions = decisions;
    this.dice = dice;
  }

  double dice() {
    return dice.nextDouble();
  }

  /** The payloads of a run, for its driver. */
  AtHand atHand(String runId) {
    return new AtHand(payloads, runId);
  }

  /** Runs an attempt to its end. */
  Work.Ended attempt(
      RunState state, AtHand atHand, Agenda.Attempt work, Work.Stopping stopping) {
    var key = Work.Key.of(work);
    var outputs = new ScopeOutputs(state, work.at().scope(), atHand);
    var behalf = Behalf.ofAttempt(decisions.workflow(state), state, work);
    return execute(state, outputs, key, work.purpose(), work.attempt(), work.epoch(), stopping,
        call -> {
          var context =
              context(state, work.at(), work.mayHaveActed(), work.deadline(), work.epoch());
          return behalf.call(() -> call.execute(context));
        });
  }

  /** Asks once about work that goes on elsewhere. */
  Work.Ended poll(
      RunState state,
      AtHand atHand,
      Agenda.Poll work,
      long epoch,
      Instant deadline,
      Work.Stopping stopping) {
    var key = Work.Key.of(work);
    var outputs = new ScopeOutputs(state, work.at().scope(), atHand);
    var behalf = Behalf.ofPoll(decisions.workflow(state), state, work);
    return execute(state, outputs, key, work.purpose(), work.attempt(), epoch, stopping, call -> {
      var context = context(state, work.at(), work.mayHaveActed(), deadline, epoch);
      return behalf.call(() -> call.poll(work.token(), context));
    });
  }

  private interface Asked {
    StepResult<?> ask(Call call) throws Exception;
  }

  /** The two things that a handler can be asked. */
  private interface Call {
    StepResult<?> execute(StepContext context) throws Exception;

    StepResult<?> poll(String token, StepContext context) throws Exception;
  }

  private Work.Ended execute(
      RunState state,
      Outputs outputs,
      Work.Key key,
      Purpose purpose,
      int attempt,
      long epoch,
      Work.Stopping stopping,
      Asked asked) {
    var at = key.at();
    StepResult<?> result;
    try {
      result = Answers.checked(asked.ask(call(state, at, purpose, outputs)));
      if (result instanceof StepResult.Done<?>(var output) && purpose == Purpose.DO) {
        return succeeded(key, attempt, epoch, output);
      }
    } catch (Throwable thrown) {
      result = StepResult.failed(failure(state, at, thrown, stopping));
    }
    var now = decisions.now();
    return switch (result) {
      case StepResult.Done<?>(var undone) ->
          ended(
              key,
              new Fact.UndoSucceeded(
                  now, at, attempt, epoch, ((Undoable.Undone) undone).left()),
              List.of());
      case StepResult.Pending<?>(var token, var pollAfter) ->
          new Work.Ended(
              key,
              Optional.of(
                  new Fact.AttemptPending(now, at, attempt, epoch, token, pollAfter)),
              List.of(),
              Optional.of(pollAfter));
      case StepResult.Failed<?>(var failure) when cannotTell(key, failure) ->
          notYet(key, Answers.comeBackAfter(failure));
      case StepResult.Failed<?>(var failure) ->
          ended(
              key,
              new Fact.AttemptFailed(now, at, attempt, epoch, failure, dice()),
              List.of());
      case StepResult.LeftOut<?>(var who, var why) ->
          ended(
              key,
              new Fact.AttemptLeftOut(
                  now, at, attempt, epoch, new By(who, why), dice()),
              List.of());
    };
  }

  /** The output is written here, so that one that cannot be written is the step's own failure. */
  private Work.Ended succeeded(Work.Key key, int attempt, long epoch, Object output) {
    var ref = new Ref(key.at().path() + "#" + attempt);
    var coming = List.of(payloads.written(ref, output));
    return ended(
        key,
        new Fact.AttemptSucceeded(
            decisions.now(), key.at(), attempt, epoch, Optional.of(ref)),
        coming);
  }

  /**
   * A poll that could not be made says nothing about the work that it asks about: it is made again,
   * until the work has taken too long. What an administrator must mend ends the attempt instead, at no
   * cost, so that somebody is told: the next one asks about the same work.
   */
  private static boolean cannotTell(Work.Key key, Failure failure) {
    return key instanceof Work.Key.OfPoll
        && switch (failure) {
          case Failure.Throttled _, Failure.Unknown _ -> true;
          case Failure.Blocked _, Failure.Transient _, Failure.Permanent _ -> false;
        };
  }

  private Call call(RunState state, Address at, Purpose purpose, Outputs outputs) {
    var workflow = decisions.workflow(state);
    var step = ((Node.Task) workflow.node(at)).handler();
    var handler = registry.handler(step);
    var input = registry.input(step, workflow, at, outputs);
    return new Call() {
      @Override
      public StepResult<?> execute(StepContext context) throws Exception {
        return purpose == Purpose.DO
            ? handler.execute(input, context)
            : undoable(handler).undo(input, context);
      }

      @Override
      public StepResult<?> poll(String token, StepContext context) throws Exception {
        return purpose == Purpose.DO
            ? handler.poll(input, token, context)
            : undoable(handler).undo(input, context);
      }
    };
  }

  /** What an undo of a visit would do now. */
  StepResult<List<Undoable.Planned>> plan(RunState state, Address at) {
    var workflow = decisions.workflow(state);
    var step = ((Node.Task) workflow.node(at)).handler();
    var deadline = decisions.now().plusSeconds(30);
    try {
      var input = registry.input(step, workflow, at, outputs(state, at));
      var context = context(state, at, true, deadline, state.epoch());
      return Answers.checked(
          Behalf.ofCaller(state, at, deadline)
              .call(() -> undoable(registry.handler(step)).plan(input, context)));
    } catch (Throwable thrown) {
      return StepResult.failed(failure(state, at, thrown, new Work.Stopping()));
    }
  }

  @SuppressWarnings("unchecked") // Its input is filled by the handler's own contract.
  private static Undoable<Record> undoable(Object handler) {
    return (Undoable<Record>) handler;
  }

  /** Looks once whether what a wait waits for has happened. */
  Work.Ended look(RunState state, Agenda.Look work, long epoch, Instant deadline) {
    var key = Work.Key.of(work);
    var asOf = work.closing().orElse(decisions.now());
    var finding = Behalf.ofLook(state, work).call(() -> look(state, work, asOf, deadline));
    return switch (finding) {
      case Finding.Found<Record>(var output) -> found(work, epoch, output);
      case Finding.Nothing<Record>() when work.tellNothing() ->
          ended(
              key, new Fact.ProbeFoundNothing(decisions.now(), work.at(), epoch), List.of());
      case Finding.Nothing<Record>() -> notYet(key, Duration.ZERO);
      case Finding.Refused<Record>(var code, var why) -> {
        LOG.warn("Run {} at {} cannot be looked at: {} {}", state.runId(), work.at().path(), code,
            why);
        yield work.tellNothing()
            ? ended(
                key,
                new Fact.ProbeRefused(decisions.now(), work.at(), epoch, code, why),
                List.of())
            : notYet(key, Duration.ZERO);
      }
      case Finding.Failed<Record>(var failure) -> {
        LOG.warn(
            "Run {} at {} could not be looked at: {}",
            state.runId(),
            work.at().path(),
            failure.detail());
        yield notYet(key, Answers.comeBackAfter(failure));
      }
    };
  }

  private Finding<Record> look(
      RunState state, Agenda.Look work, Instant asOf, Instant deadline) {
    Optional<Record> signal;
    try {
      signal = work.early().map(early -> payload(state, work.at(), early));
    } catch (Throwable thrown) {
      return new Finding.Failed<>(failure(state, work.at(), thrown, new Work.Stopping()));
    }
    return look(state, work.at(), work.probe(), signal, asOf, deadline);
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
    return (Record) payloads.of(state.runId(), List.of()).read(early.payload(), type);
  }

  private Work.Ended found(Agenda.Look work, long epoch, Record output) {
    var key = Work.Key.of(work);
    var now = decisions.now();
    var ref = new Ref(work.at().path() + "#" + work.at().visit() + "@" + now.toEpochMilli());
    try {
      var coming = List.of(payloads.written(ref, output));
      return ended(key, new Fact.ProbeFound(now, work.at(), epoch, ref), coming);
    } catch (JacksonException unwritable) {
      LOG.error("{} found what cannot be written", work.at().path(), Wordless.of(unwritable));
      return notYet(key, Duration.ZERO);
    }
  }

  /** Looks once, for a wait or for a signal to it. */
  Finding<Record> look(
      RunState state,
      Address at,
      Node.Probe probe,
      Optional<Record> signal,
      Instant asOf,
      Instant deadline) {
    try {
      Workflow workflow = decisions.workflow(state);
      return Answers.checked(
          registry
              .probe(probe.handler())
              .look(
                  registry.probeInput(probe.handler(), workflow, at, outputs(state, at)),
                  signal,
                  asOf,
                  context(state, at, false, deadline, state.epoch())));
    } catch (Throwable thrown) {
      return new Finding.Failed<>(failure(state, at, thrown, new Work.Stopping()));
    }
  }

  private ScopeOutputs outputs(RunState state, Address at) {
    return new ScopeOutputs(state, at.scope(), payloads.of(state.runId(), List.of()));
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

  private static Failure failure(
      RunState state, Address at, Throwable thrown, Work.Stopping stopping) {
    if (stopping.asked()) {
      return new Failure.Unknown(
          Failure.Unknown.STOPPED, "it was stopped because its run is to end");
    }
    if (thrown instanceof LedgerTable.Replaced) {
      return new Failure.Unknown(Failure.Unknown.LOST, "the run has another driver");
    }
    if (thrown instanceof InterruptedException) {
      return new Failure.Unknown(Failure.Unknown.TIMED_OUT, "it took too long");
    }
    if (thrown instanceof Payloads.Unavailable) {
      return new Failure.Transient("what the step needs could not be read from the runs' database");
    }
    LOG.error(
        "Run {} at {}: a handler failed", state.runId(), at.path(), Wordless.of(thrown));
    return new Failure.Unknown(
        Failure.Unknown.BUG,
        "the step failed in a way it should not: " + Wordless.describe(thrown));
  }

  private static Work.Ended ended(Work.Key key, Fact fact, List<PayloadTable.New> coming) {
    return new Work.Ended(key, Optional.of(fact), coming, Optional.empty());
  }

  private static Work.Ended notYet(Work.Key key, Duration comeBackAfter) {
    return new Work.Ended(
        key, Optional.empty(), List.of(), Optional.of(comeBackAfter));
  }
}
