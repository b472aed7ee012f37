package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way out: every request to an outside service goes through here. Each try of a call passes
 * the service's circuit breaker, and all tries together end within the call's time limit. Calls
 * whose {@link Effect} allows it are repeated after a short random pause; a service that asks to be
 * left alone for a while is never asked again sooner, that wait is the run's. Each call leaves one
 * log line, without any content, and one sample of the timer {@code presgen.outside.calls}.
 */
public final class OutsideCalls {
  private static final Logger log = LoggerFactory.getLogger(OutsideCalls.class);

  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;
  private final MeterRegistry meters;

  /** Takes breakers and retries by {@link Service#id()}. */
  public OutsideCalls(
      CircuitBreakerRegistry breakers, RetryRegistry retries, MeterRegistry meters) {
    this.breakers = breakers;
    this.retries = retries;
    this.meters = meters;
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
   */
  public <T> StepResult<T> call(Call call, Duration limit, Work<T> work) {
    String service = call.service().id();
    var outgoing = new Outgoing<>(call, limit, work, breakers.circuitBreaker(service));
    Retry.Context<Outgoing.Tried<T>> retry = retries.retry(service).context();
    Outgoing.Tried<T> tried;
    do {
      tried = outgoing.once();
    } while (again(retry, tried));
    note(call, outgoing, tried.result());
    return tried.result();
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
    String outcome = outcome(result);
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
        .addKeyValue("bytesSent", outgoing.traffic().sent())
        .addKeyValue("bytesReceived", outgoing.traffic().received())
        .log(
            "{} {}: {} in {} ms",
            call.service().title(),
            call.operation(),
            outcome,
            took.toMillis());
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
