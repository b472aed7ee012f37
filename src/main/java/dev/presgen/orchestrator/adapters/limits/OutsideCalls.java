package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Admission;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one way out: every request to an outside service goes through here. Each try of a call must
 * have its part of what the service grants, then passes the service's circuit breaker, and all tries
 * together end within the call's time limit. Calls whose {@link Effect} allows it are repeated after
 * a short random pause; a service that asks to be left alone is never asked again sooner, and for
 * more than two seconds that wait is the run's. Each call leaves one log line, without any content,
 * and one sample of the timer {@code presgen.outside.calls}.
 *
 * <p>A call that has to wait for its part is {@link Failure.Throttled} and says at which place it
 * waits, and for how long. For whom it is made, {@link OnBehalf} says.
 */
public final class OutsideCalls {
  private static final Logger log = LoggerFactory.getLogger(OutsideCalls.class);

  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;
  private final MeterRegistry meters;
  private final Gate gate;

  /** Lets everything pass and counts nothing. */
  private final CircuitBreaker none;

  /** Takes breakers and retries by {@link Service#id()}. */
  OutsideCalls(
      CircuitBreakerRegistry breakers, RetryRegistry retries, MeterRegistry meters, Gate gate) {
    this.breakers = breakers;
    this.retries = retries;
    this.meters = meters;
    this.gate = gate;
    this.none = CircuitBreaker.ofDefaults("none");
    none.transitionToDisabledState();
  }

  /**
   * Sends one request and translates the answer. Runs on a thread that is interrupted when the time
   * is up; must end then.
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Sends the request once.
     *
     * @throws IOException when there was no usable answer
     */
    StepResult<T> send(Traffic traffic) throws IOException;
  }

  /**
   * Makes a call. Exceptions other than {@link IOException} pass through: they are bugs.
   *
   * @param limit the time for all tries together; positive
   * @throws IllegalArgumentException when nobody has said what the operation costs
   */
  public <T> StepResult<T> call(Call call, Duration limit, Work<T> work) {
    return call(call, limit, work, _ -> true);
  }

  /**
   * As {@link #call}, for a service that tells of its failures in answers like any other.
   *
   * @param worked whether an answer is of a use that ended well, which tells how long uses take
   */
  public <T> StepResult<T> call(
      Call call, Duration limit, Work<T> work, Predicate<? super T> worked) {
    return call(call, limit, work, worked, breakers.circuitBreaker(call.service().id()));
  }

  /**
   * As {@link #call}, for a call that only finds out whether a service answers: it passes an open
   * circuit breaker, and what it comes to does not count there, so that looking at a service that is
   * down holds no work back.
   */
  public <T> StepResult<T> look(Call call, Duration limit, Work<T> work) {
    return call(call, limit, work, _ -> true, none);
  }

  private <T> StepResult<T> call(
      Call call,
      Duration limit,
      Work<T> work,
      Predicate<? super T> worked,
      CircuitBreaker breaker) {
    String service = call.service().id();
    Optional<OnBehalf> behalf = OnBehalf.current();
    var caller = Gate.Caller.of(behalf, UUID.randomUUID().toString());
    var outgoing = new Outgoing<>(call, gate, caller, limit, work, worked, breaker);
    Retry.Context<Outgoing.Tried<T>> retry = retries.retry(service).context();
    Outgoing.Tried<T> tried;
    do {
      tried = outgoing.once();
    } while (again(retry, tried));
    if (behalf.isPresent() && MDC.get("runId") == null) {
      try (var _ = MDC.putCloseable("runId", behalf.get().runId());
          var _ = MDC.putCloseable("step", behalf.get().path())) {
        note(call, outgoing, tried.result());
      }
    } else {
      note(call, outgoing, tried.result());
    }
    return tried.result();
  }

  /**
   * What a call would be told if it were made now and had to wait for its part: for whoever makes
   * other calls only to prepare it, which would be in vain. Takes nothing, and keeps the place.
   */
  public Optional<Failure> foreseen(Call call) {
    var caller = Gate.Caller.of(OnBehalf.current(), "");
    return gate.foresee(Costs.of(call), caller) instanceof Admission.Later(var detail, var after)
        ? Optional.of(new Failure.Throttled(detail, after))
        : Optional.empty();
  }

  /**
   * A job at a service has ended, or nobody is going to ask about it any more: what it held is free
   * for others. Called for the run and path that began it.
   *
   * @param about the call that begins such jobs, or asks about them
   * @param result what came of the job
   */
  public void jobEnded(Call about, StepResult<?> result) {
    OnBehalf.current()
        .ifPresent(
            who -> gate.jobEnded(Costs.of(about), Gate.Caller.of(Optional.of(who), ""), result));
  }

  private static <T> boolean again(
      Retry.Context<Outgoing.Tried<T>> retry, Outgoing.Tried<T> tried) {
    try {
      if (retry.onResult(tried)) {
        return true;
      }
      retry.onComplete();
      return false;
    } catch (CancellationException interruptedInThePause) {
      return false;
    }
  }

  private void note(Call call, Outgoing<?> outgoing, StepResult<?> result) {
    String outcome = outgoing.tries() == 0 ? "waits" : outcome(result);
    Duration took = outgoing.took();
    meters
        .timer(
            "presgen.outside.calls",
            "service",
            call.service().id(),
            "operation",
            call.operation(),
            "outcome",
            outcome)
        .record(took);
    log.atInfo()
        .addKeyValue("service", call.service().id())
        .addKeyValue("operation", call.operation())
        .addKeyValue("outcome", outcome)
        .addKeyValue("tries", outgoing.tries())
        .addKeyValue("durationMs", took.toMillis())
        .addKeyValue("waitedMs", outgoing.waited().toMillis())
        .addKeyValue("bytesSent", outgoing.traffic().sent())
        .addKeyValue("bytesReceived", outgoing.traffic().received())
        .log(
            "{} {}: {} in {} ms, {} of them waited for its turn; tries {}, bytes {} out, {} in",
            call.service().title(),
            call.operation(),
            outcome,
            took.toMillis(),
            outgoing.waited().toMillis(),
            outgoing.tries(),
            outgoing.traffic().sent(),
            outgoing.traffic().received());
  }

  private static String outcome(StepResult<?> result) {
    return switch (result) {
      case StepResult.Done<?> _ -> "done";
      case StepResult.Pending<?> _ -> "pending";
      case StepResult.LeftOut<?> _ -> "left-out";
      case StepResult.Failed<?>(var failure) ->
          switch (failure) {
            case Failure.Throttled _ -> "throttled";
            case Failure.Blocked _ -> "blocked";
            case Failure.Transient _ -> "transient";
            case Failure.Unknown _ -> "unknown";
            case Failure.Permanent _ -> "permanent";
          };
    };
  }
}
