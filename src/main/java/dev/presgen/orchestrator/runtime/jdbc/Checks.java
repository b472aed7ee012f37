package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Fact.Check;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Looks outside before something is decided, for a bounded time and outside any transaction. */
final class Checks {

  private final Decisions decisions;
  private final Calls calls;
  private final PayloadTable payloads;
  private final Duration patience;

  /**
   * Looks for callers.
   *
   * @param patience how long a caller waits for a look
   */
  Checks(Decisions decisions, Calls calls, PayloadTable payloads, Duration patience) {
    this.decisions = decisions;
    this.calls = calls;
    this.payloads = payloads;
    this.patience = patience;
  }

  /** What came of a look. */
  sealed interface Looked {
    /** Nothing needs to be looked at. */
    record NotNeeded() implements Looked {}

    /**
     * It was looked.
     *
     * @param coming the finding, to be stored if it counts
     */
    record Answered(Check check, List<PayloadTable.New> coming) implements Looked {}

    record Unavailable(String why, Duration retryAfter) implements Looked {}
  }

  /** A look for a signal that an open wait wants checked. */
  Looked forSignal(RunState state, String signalId, String name, Record payload) {
    return look(
        state,
        wait -> wait.signals()
            .stream()
            .anyMatch(signal -> signal.name().equals(name) && signal.probed()),
        Optional.of(payload),
        signalId);
  }

  /** A look whether the pivot has an answer that nobody has told of yet. */
  Looked forUndo(RunState state, String orderId) {
    return look(state, Node.Wait::pivot, Optional.empty(), orderId);
  }

  private Looked look(
      RunState state, Predicate<Node.Wait> wanted, Optional<Record> signal, String id) {
    if (!(state.lifecycle() instanceof Lifecycle.Active)
        && !(state.lifecycle() instanceof Lifecycle.Paused)) {
      return new Looked.NotNeeded();
    }
    Workflow workflow = decisions.workflow(state);
    for (var position : state.root().all().map(Scope::position).toList()) {
      if (position instanceof Position.Waiting waiting
          && workflow.node(waiting.at()) instanceof Node.Wait wait
          && wanted.test(wait)
          && wait.probe().isPresent()) {
        return look(state, waiting, wait.probe().get(), signal, id);
      }
    }
    return new Looked.NotNeeded();
  }

  private Looked look(
      RunState state,
      Position.Waiting waiting,
      Node.Probe probe,
      Optional<Record> signal,
      String id) {
    var asOf = waiting.closing().orElse(decisions.now());
    var deadline = decisions.now().plus(patience);
    var task =
        new FutureTask<>(
            () -> Behalf.ofCaller(state, waiting.at(), deadline)
                .call(() -> calls.look(state, waiting.at(), probe, signal, asOf, deadline)));
    Thread.ofVirtual().name(state.runId() + " check").start(task);
    try {
      return answered(task.get(patience.toMillis(), TimeUnit.MILLISECONDS), id);
    } catch (TimeoutException slow) {
      task.cancel(true);
      return unavailable("the service that must be asked first did not answer in time");
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a look failed", broken.getCause());
    } catch (InterruptedException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return unavailable("the service is about to stop");
    }
  }

  private Looked answered(Finding<Record> finding, String id) {
    return switch (finding) {
      case Finding.Found<Record>(var output) -> {
        var ref = new Ref("check:" + id);
        yield new Looked.Answered(
            new Check.Found(ref), List.of(payloads.written(ref, output)));
      }
      case Finding.Nothing<Record>() -> new Looked.Answered(new Check.Nothing(), List.of());
      case Finding.Refused<Record>(var code, var why) ->
          new Looked.Answered(new Check.Refused(code, why), List.of());
      case Finding.Failed<Record>(var failure) -> unavailable(failure);
    };
  }

  private static Looked unavailable(Failure failure) {
    return switch (failure) {
      case Failure.Throttled f -> new Looked.Unavailable(f.detail(), f.retryAfter());
      case Failure.Blocked f -> new Looked.Unavailable(f.detail(), f.recheckAfter());
      case Failure.Transient f -> unavailable(f.detail());
      case Failure.Unknown f -> unavailable(f.detail());
      case Failure.Permanent f -> unavailable(f.detail());
    };
  }

  private static Looked unavailable(String why) {
    return new Looked.Unavailable(why, Duration.ofSeconds(10));
  }
}
