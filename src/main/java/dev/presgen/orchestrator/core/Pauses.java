package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.time.Instant;

/** What a pause does to what was due: it comes later, by as long as the run stood still. */
final class Pauses {

  private Pauses() {}

  static RunState resume(RunState state, Instant now) {
    var paused = (Lifecycle.Paused) state.lifecycle();
    return state.with(new Lifecycle.Active()).with(shifted(state.root(), paused.since(), now));
  }

  private static Scope shifted(Scope scope, Instant paused, Instant now) {
    return new Scope(
        scope.path(),
        shifted(scope.position(), paused, now),
        scope.outputs(),
        scope.heard(),
        scope.suspended().map(waiting -> shifted(waiting, paused, now)),
        scope.children().stream().map(child -> shifted(child, paused, now)).toList());
  }

  private static Position shifted(Position position, Instant paused, Instant now) {
    return switch (position) {
      case Position.Retrying p -> {
        var stood = stood(p.since(), paused, now);
        yield new Position.Retrying(
            p.at(),
            p.purpose(),
            p.attempt(),
            p.since(),
            p.due().plus(stood),
            p.failure(),
            // Throttled time is left out as a whole when the next attempt starts.
            p.failure() instanceof Failure.Throttled
                ? p.budget().heldLater(stood)
                : p.budget().excluding(stood));
      }
      case Position.Blocked p -> {
        var stood = stood(p.since(), paused, now);
        yield new Position.Blocked(
            p.at(),
            p.purpose(),
            p.attempt(),
            p.since(),
            p.recheck().plus(stood),
            p.failure(),
            p.budget().heldLater(stood));
      }
      case Position.Waiting p -> shifted(p, paused, now);
      case Position.Stuck p ->
          new Position.Stuck(
              p.at(),
              p.purpose(),
              p.failure(),
              p.budget(),
              p.expired().map(waiting -> shifted(waiting, paused, now)));
      case Position.Ready _, Position.Queued _, Position.Executing _, Position.Polling _, Position.Joining _, Position.Done _ ->
          position;
    };
  }

  private static Position.Waiting shifted(Position.Waiting p, Instant paused, Instant now) {
    return new Position.Waiting(
        p.at(),
        p.since(),
        p.timers().stream().map(timer -> timer.later(stood(timer.set(), paused, now))).toList(),
        p.assignee(),
        p.closing());
  }

  /** How much of the pause came after the moment at which something was set. */
  private static Duration stood(Instant set, Instant paused, Instant now) {
    return Duration.between(set.isAfter(paused) ? set : paused, now);
  }
}
