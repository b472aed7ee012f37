package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether a PresGen service can be used at all. It is asked after something that every one of them
 * has and that makes nothing.
 */
final class Reach {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Service service;
  private final PresGenHttp http;
  private final CircuitBreaker breaker;
  private final boolean absent;
  private final Call look;
  private final String path;

  /**
   * Takes what is asked.
   *
   * @param absent whether the service has no address here
   * @param operation what the look is called in logs and quotas
   * @param path of the look
   */
  Reach(
      Service service,
      PresGenHttp http,
      CircuitBreaker breaker,
      boolean absent,
      String operation,
      String path) {
    this.service = service;
    this.http = http;
    this.breaker = breaker;
    this.absent = absent;
    this.look = new Call(service, operation, Effect.READ);
    this.path = path;
  }

  /** Why there is no such service here. */
  Optional<String> absent() {
    return absent
        ? Optional.of(
            "%s is not set up: presgen.%s.base-url is not set."
                .formatted(service.title(), service.id()))
        : Optional.empty();
  }

  /**
   * What keeps the service from being used. One that is busy, or refuses only this look, can be used:
   * a run that waits for its turn is not one whose service is down.
   */
  Optional<String> outage() {
    if (isHeldBack()) {
      return tooOften();
    }
    StepResult<JsonNode> looked = look();
    // The look itself may be the failure too many, after which its own repeat is held back.
    return outage(looked)
        .or(
            () -> looked instanceof StepResult.Failed<JsonNode> && isHeldBack()
                ? tooOften()
                : Optional.empty());
  }

  private boolean isHeldBack() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> true;
      case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> false;
    };
  }

  private Optional<String> tooOften() {
    return Optional.of(service.title() + " has failed too often of late.");
  }

  /** Looks, whatever there is to see. */
  StepResult<JsonNode> look() {
    return http.get(look, LIMIT, path, JsonNode.class);
  }

  private static Optional<String> outage(StepResult<JsonNode> looked) {
    return switch (looked) {
      case StepResult.Done<JsonNode> _, StepResult.Pending<JsonNode> _, StepResult.LeftOut<
          JsonNode> _ -> Optional.empty();
      case StepResult.Failed<JsonNode>(var failure) ->
          switch (failure) {
            case Failure.Throttled _, Failure.Permanent _ -> Optional.empty();
            case Failure.Blocked _, Failure.Transient _, Failure.Unknown _ ->
                Optional.of(failure.detail());
          };
    };
  }
}
