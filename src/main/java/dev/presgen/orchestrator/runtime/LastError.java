package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in a run's way, or made it fail.
 *
 * @param attempt the number of the attempt that failed
 * @param nextRetryAt when it is tried again by itself
 */
public record LastError(
    Address at, int attempt, Failure failure, Optional<Instant> nextRetryAt) {

  /** The error that a person should look at first: what is stuck, before what is tried again. */
  public static Optional<LastError> of(RunState state) {
    var cause =
        switch (state.lifecycle()) {
          case Lifecycle.Ended ended -> ended.cause();
          case Lifecycle.Cancelling cancelling -> cancelling.cause();
          case Lifecycle.Undoing undoing -> undoing.cause();
          case Lifecycle.Active _, Lifecycle.Paused _ -> Optional.<Lifecycle.Cause>empty();
        };
    var live =
        state.ended()
            ? Optional.<LastError>empty()
            : live(state)
                .flatMap(position -> of(state, position).stream())
                .min(Comparator.comparing(error -> error.nextRetryAt().isPresent()));
    return live.or(
        () -> cause.map(c -> new LastError(c.at(), c.attempt(), c.failure(), Optional.empty())));
  }

  /** In a run that is being undone only the undos are in the way. */
  private static Stream<Position> live(RunState state) {
    return state.lifecycle() instanceof Lifecycle.Undoing undoing
        ? undoing.undos().stream()
        : state.root().all().map(Scope::position);
  }

  private static Optional<LastError> of(RunState state, Position position) {
    return switch (position) {
      case Position.Stuck p ->
          Optional.of(
              new LastError(
                  p.at(), state.tally(p.at().path()).attempts(), p.failure(), Optional.empty()));
      case Position.Retrying p ->
          Optional.of(new LastError(p.at(), p.attempt(), p.failure(), Optional.of(p.due())));
      case Position.Blocked p ->
          Optional.of(new LastError(p.at(), p.attempt(), p.failure(), Optional.of(p.recheck())));
      case Position.Queued _, Position.Ready _, Position.Executing _, Position.Polling _, Position.Waiting _, Position.Joining _, Position.Done _ ->
          Optional.empty();
    };
  }
}
