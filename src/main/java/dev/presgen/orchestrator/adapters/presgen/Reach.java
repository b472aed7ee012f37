package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a PresGen service can be used at all, and since when it cannot. It is asked after something
 * that every one of them has and that makes nothing.
 *
 * <p>An outage begins when it is first seen, and ends with any answer. It is remembered by this
 * process alone: where another one goes on, it is counted anew, so that the service is rather waited
 * for too long than done without for a moment's outage.
 */
final class Reach {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /**
   * What is out of reach again after nobody has seen it for so long is in another outage: a step that
   * waits for a service tries it every 15 minutes or sooner.
   */
  private static final Duration UNSEEN_MAX = Duration.ofMinutes(30);

  private final Service service;
  private final PresGenHttp http;
  private final CircuitBreaker breaker;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Spell> spell = new AtomicReference<>();
  private final boolean absent;
  private final Call look;
  private final String path;

  /** An outage that lasts. */
  private record Spell(Instant since, Instant lastShown) {}

  /**
   * Takes what is asked.
   *
   * @param breaker of the service's work
   * @param absent whether the service has no address here
   * @param operation what the look is called in logs and quotas
   * @param path of the look
   */
  Reach(
      Service service,
      PresGenHttp http,
      CircuitBreaker breaker,
      InstantSource clock,
      boolean absent,
      String operation,
      String path) {
    this.service = service;
    this.http = http;
    this.breaker = breaker;
    this.clock = clock;
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
  Optional<Outage> outage() {
    Optional<Outage> known = knownOutage();
    if (known.isPresent()) {
      return known;
    }
    Optional<Outage> shown = why(look()).map(this::shown);
    if (shown.isEmpty()) {
      spell.set(null);
    }
    return shown;
  }

  /** What is known without a look: that calls are held back, since too many have failed. */
  Optional<Outage> knownOutage() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN ->
          Optional.of(shown(service.title() + " has failed too often of late."));
      case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> Optional.empty();
    };
  }

  /**
   * Notes what other calls have come to: an answer ends an outage.
   *
   * @return the same result
   */
  <T> StepResult<T> heard(StepResult<T> result) {
    boolean answered =
        switch (result) {
          case StepResult.Done<T> _, StepResult.Pending<T> _, StepResult.LeftOut<T> _ -> true;
          case StepResult.Failed<T>(var failure) ->
              switch (failure) {
                case Failure.Permanent _ -> true;
                case Failure.Throttled _, Failure.Blocked _, Failure.Transient _, Failure.Unknown _ ->
                    false;
              };
        };
    if (answered) {
      spell.set(null);
    }
    return result;
  }

  /** Looks, whatever there is to see. */
  StepResult<JsonNode> look() {
    return http.look(look, LIMIT, path, JsonNode.class);
  }

  private Outage shown(String why) {
    Instant now = clock.instant();
    Spell lasting =
        spell.updateAndGet(
            before -> before != null && now.isBefore(before.lastShown().plus(UNSEEN_MAX))
                ? new Spell(before.since(), now)
                : new Spell(now, now));
    return new Outage(why, Objects.requireNonNull(lasting).since());
  }

  private static Optional<String> why(StepResult<JsonNode> looked) {
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
