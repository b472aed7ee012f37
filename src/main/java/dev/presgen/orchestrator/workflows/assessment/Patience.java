package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How long a service that is out of reach is waited for before a run does without it. While it is
 * waited for, no attempt is spent: what a service that is down does to one call it does to all.
 *
 * @param longest counted from where the outage began, or the first try, whichever is later: time in
 *     which a run waited for its turn is not time in which the service was down
 * @param since when the first try began; nothing when there was none
 * @param without what is done when patience is at an end, told why
 */
record Patience<T>(
    Duration longest,
    InstantSource clock,
    Reached service,
    Supplier<Optional<Instant>> since,
    Function<String, StepResult<T>> without) {

  /** How often a service is tried that is down, at most. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** What there is to know of a service's outage: by a look, or without one. */
  record Reached(Supplier<Optional<Outage>> looked, Supplier<Optional<Outage>> known) {}

  /**
   * Makes a call. A failure of a service that answers all the same stays what it is. After a call
   * that waits for its turn nobody looks.
   *
   * @param lastOne whether a call of unknown outcome would be the last one: it is not wasted on a
   *     service that is out of reach
   */
  StepResult<T> with(boolean lastOne, Supplier<StepResult<T>> call) {
    return (lastOne ? service.looked().get() : Optional.<Outage>empty())
        .map(this::waited)
        .orElseGet(() -> judged(call.get()));
  }

  private StepResult<T> judged(StepResult<T> result) {
    return result instanceof StepResult.Failed<T>(var failure)
        ? switch (failure) {
          case Failure.Permanent _ -> result;
          case Failure.Throttled _ ->
              service.known().get().map(out -> held(out, result)).orElse(result);
          case Failure.Blocked _ ->
              service.looked().get().map(out -> held(out, result)).orElse(result);
          case Failure.Transient _, Failure.Unknown _ ->
              service.looked().get().map(this::waited).orElse(result);
        }
        : result;
  }

  /** As {@link #waited}, for a result that costs no attempt as it is. */
  private StepResult<T> held(Outage outage, StepResult<T> result) {
    return clock.instant().isBefore(until(outage)) ? result : without.apply(outage.why());
  }

  private StepResult<T> waited(Outage outage) {
    var now = clock.instant();
    var until = until(outage);
    return now.isBefore(until)
        ? StepResult.failed(
            new Failure.Throttled(
                "%s It is waited for until %s.".formatted(outage.why(), until),
                shorter(WAIT, Duration.between(now, until))))
        : without.apply(outage.why());
  }

  private Instant until(Outage outage) {
    var first = since.get().orElseGet(clock::instant);
    return (first.isAfter(outage.since()) ? first : outage.since()).plus(longest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
