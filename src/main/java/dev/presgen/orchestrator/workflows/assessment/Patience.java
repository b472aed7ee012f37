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
 */
record Patience(Duration longest, InstantSource clock) {

  /** How often a service is tried that is down, at most. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** What there is to know of a service's outage: by a look, or without one. */
  record Reached(Supplier<Optional<Outage>> looked, Supplier<Optional<Outage>> known) {}

  /**
   * What a result means. A failure of a service that answers all the same stays what it is. After a
   * call that waits for its turn nobody looks.
   *
   * @param service asked only after a failure
   * @param since when the first try began; nothing when there was none
   * @param without what is done when patience is at an end, told why
   */
  <T> StepResult<T> judged(
      StepResult<T> result,
      Reached service,
      Supplier<Optional<Instant>> since,
      Function<String, StepResult<T>> without) {
    if (!(result instanceof StepResult.Failed<T>(var failure))) {
      return result;
    }
    var outage =
        switch (failure) {
          case Failure.Permanent _ -> Optional.<Outage>empty();
          case Failure.Throttled _ -> service.known().get();
          case Failure.Blocked _, Failure.Transient _, Failure.Unknown _ -> service.looked().get();
        };
    if (outage.isEmpty()) {
      return result;
    }
    var waited = waited(outage.get(), since, without);
    return switch (failure) {
      case Failure.Throttled _, Failure.Blocked _ ->
          waited instanceof StepResult.Failed<T> ? result : waited;
      case Failure.Transient _, Failure.Unknown _, Failure.Permanent _ -> waited;
    };
  }

  /** What is done instead of a call to a service that is out of reach: waits, or does without. */
  private <T> StepResult<T> waited(
      Outage outage, Supplier<Optional<Instant>> since, Function<String, StepResult<T>> without) {
    var now = clock.instant();
    var until = later(since.get().orElse(now), outage.since()).plus(longest);
    return now.isBefore(until)
        ? StepResult.failed(
            new Failure.Throttled(
                "%s It is waited for until %s.".formatted(outage.why(), until),
                shorter(WAIT, Duration.between(now, until))))
        : without.apply(outage.why());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
