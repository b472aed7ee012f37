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
 * @param longest counted from the first try
 */
record Patience(Duration longest, InstantSource clock) {

  /** How often a service is tried that is down, at most. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  /**
   * What a result means. A failure of a service that answers all the same stays what it is.
   *
   * @param outage asked only after a failure
   * @param since when the first try began; nothing when there was none
   * @param without what is done when patience is at an end, told why
   */
  <T> StepResult<T> judged(
      StepResult<T> result,
      Supplier<Optional<String>> outage,
      Supplier<Optional<Instant>> since,
      Function<String, StepResult<T>> without) {
    if (!(result instanceof StepResult.Failed<T>(var failure))
        || failure instanceof Failure.Permanent) {
      return result;
    }
    var why = outage.get();
    if (why.isEmpty()) {
      return result;
    }
    var now = clock.instant();
    var until = since.get().orElse(now).plus(longest);
    if (!now.isBefore(until)) {
      return without.apply(why.get());
    }
    return switch (failure) {
      case Failure.Throttled _, Failure.Blocked _ -> result;
      case Failure.Transient _, Failure.Unknown _, Failure.Permanent _ ->
          StepResult.failed(
              new Failure.Throttled(
                  "%s It is waited for until %s.".formatted(why.get(), until),
                  shorter(WAIT, Duration.between(now, until))));
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
