package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.time.Instant;

/**
 * A timer of an open wait.
 *
 * @param name the timer's name in the workflow, with a number where it fires at several times
 * @param timer its name in the workflow
 * @param set when {@code due} was last set
 * @param due when it fires
 * @param fired whether it has fired for good
 */
public record TimerState(String name, String timer, Instant set, Instant due, boolean fired) {

  TimerState spent() {
    return new TimerState(name, timer, set, due, true);
  }

  TimerState again(Instant now, Instant next) {
    return new TimerState(name, timer, now, next, false);
  }

  TimerState later(Duration by) {
    return new TimerState(name, timer, set, due.plus(by), fired);
  }
}
