package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Admission;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One call on its way, over all its tries. */
final class Outgoing<T> {
  private final Call call;
  private final Cost cost;
  private final Gate gate;
  private final Gate.Caller caller;
  private final Duration limit;
  private final OutsideCalls.Work<T> work;
  private final Predicate<? super T> worked;
  private final CircuitBreaker breaker;
  private final Traffic traffic = new Traffic();
  private final long began = System.nanoTime();
  private Duration waited = Duration.ZERO;
  private int tries;
  private boolean abandoned;

  Outgoing(
      Call call,
      Gate gate,
      Gate.Caller caller,
      Duration limit,
      OutsideCalls.Work<T> work,
      Predicate<? super T> worked,
      CircuitBreaker breaker) {
    this.call = call;
    this.cost = Costs.of(call);
    this.gate = gate;
    this.caller = caller;
    this.limit = limit;
    this.work = work;
    this.worked = worked;
    this.breaker = breaker;
  }

  /** What came of one try, and whether a second one is worth it. */
  record Tried<T>(StepResult<T> result, boolean again) {}

  /** Each try is paid for: services count those that fail, too. */
  Tried<T> once() {
    long asked = System.nanoTime();
    Admission admission = gate.pass(cost, caller, limit);
    waited = waited.plusNanos(System.nanoTime() - asked);
    if (admission instanceof Admission.Later(var detail, var after)) {
      return new Tried<>(StepResult.failed(new Failure.Throttled(detail, after)), false);
    }
    if (!breaker.tryAcquirePermission()) {
      gate.notMade(cost, caller);
      return new Tried<>(StepResult.failed(held()), false);
    }
    tries++;
    StepResult<T> result = unanswered("was not answered");
    try {
      Tried<T> tried = counted();
      result = tried.result();
      return tried;
    } finally {
      gate.ended(cost, caller, result,
          result instanceof StepResult.Done<T>(var answer) && worked.test(answer));
    }
  }

  private Tried<T> counted() {
    long start = System.nanoTime();
    boolean counted = false;
    try {
      StepResult<T> result = withinLimit();
      if (abandoned) {
        return new Tried<>(result, false); // Our own haste says nothing about the service.
      }
      long took = System.nanoTime() - start;
      if (serviceFailed(result)) {
        breaker.onError(took, TimeUnit.NANOSECONDS, new IOException(call.operation()));
      } else {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      }
      counted = true;
      return new Tried<>(result, worthAnotherTry(result));
    } finally {
      if (!counted) {
        breaker.releasePermission();
      }
    }
  }

  private Failure held() {
    long wait = breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
    return new Failure.Throttled(
        call.service().title() + " has failed too often of late; calls to it are held back.",
        Duration.ofMillis(wait));
  }

  private StepResult<T> withinLimit() {
    // A thread of its own: only interrupting the one that reads ends a body that never ends.
    var task = new FutureTask<>(() -> work.send(traffic));
    Thread.ofVirtual().name("outside-" + call.service().id()).start(task);
    try {
      return task.get(Math.max(1, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return unanswered("did not answer within " + limit.toMillis() + " ms");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      abandoned = true;
      return unanswered("was not waited for any longer");
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case IOException lost -> StepResult.failed(failureFrom(lost));
        case RuntimeException bug -> throw bug;
        case Error fatal -> throw fatal;
        case null, default -> throw new IllegalStateException(e);
      };
    } finally {
      task.cancel(true);
    }
  }

  private Failure failureFrom(IOException lost) {
    String words = WhyLost.words(lost, traffic.place());
    return switch (lost) {
      case IOException _ when WhyLost.isUnsent(lost) ->
          new Failure.Transient(call.service().title() + " could not be reached: " + words);
      case Traffic.TooLarge tooLarge when call.effect().repeatable() ->
          new Failure.Permanent(
              "PAYLOAD_TOO_LARGE",
              call.service().title() + ", " + call.operation() + ": " + tooLarge.getMessage(),
              "Look at the object in the service: it is larger than a run can use.");
      default -> call.unanswered(call.service().title() + " gave no usable answer: " + words);
    };
  }

  private StepResult<T> unanswered(String what) {
    return StepResult.failed(
        call.unanswered(call.service().title() + ", " + call.operation() + ", " + what));
  }

  private static boolean serviceFailed(StepResult<?> result) {
    return switch (result) {
      case StepResult.Done<?> _, StepResult.Pending<?> _, StepResult.LeftOut<?> _ -> false;
      case StepResult.Failed<?>(var failure) ->
          switch (failure) {
            case Failure.Transient _, Failure.Unknown _ -> true;
            case Failure.Throttled _, Failure.Blocked _, Failure.Permanent _ -> false;
          };
    };
  }

  private boolean worthAnotherTry(StepResult<T> result) {
    boolean again =
        switch (result) {
          case StepResult.Failed<T>(Failure.Transient _) -> call.effect().repeatable();
          // Nothing was done; the gate lets nobody out before the time that the service named.
          case StepResult.Failed<T>(Failure.Throttled(_, var after)) ->
              cost instanceof Cost.Units && after.compareTo(Gate.IN_PLACE_MAX) <= 0;
          case StepResult.Failed<T> _, StepResult.Done<T> _, StepResult.Pending<
              T> _, StepResult.LeftOut<
                  T> _ ->
              false;
        };
    return again && left() > limit.toNanos() / 2 && !Thread.currentThread().isInterrupted();
  }

  /** The time for the service; waiting for a turn does not count. */
  private long left() {
    return limit.plus(waited).toNanos() - (System.nanoTime() - began);
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** How long it waited for its turn. */
  Duration waited() {
    return waited;
  }

  int tries() {
    return tries;
  }

  Traffic traffic() {
    return traffic;
  }
}
