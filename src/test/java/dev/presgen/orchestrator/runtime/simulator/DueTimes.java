package dev.presgen.orchestrator.runtime.simulator;

import static dev.presgen.orchestrator.runtime.simulator.Promises.hold;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.TimerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When what one run has set is due, by its history alone: later by as much of each pause as came
 * after it was set. The state, which has been moved by the rules that are tested, is not asked.
 */
final class DueTimes {

  private record Timer(Address at, String name) {}

  private record Retry(Address at, Purpose purpose) {}

  private record Due(Instant set, Instant due) {
    Due after(Instant paused, Instant resumed) {
      return new Due(
          set, due.plus(Duration.between(set.isAfter(paused) ? set : paused, resumed)));
    }
  }

  private final Map<Timer, Due> timers = new HashMap<>();
  private final Map<Retry, Due> retries = new HashMap<>();
  private Instant paused = Instant.MIN;

  /** The wait whose timer has fired last. */
  private Address left = new Address(Path.ROOT, "", 1);

  void check(Event event) {
    switch (event) {
      case Event.WaitOpened e -> {
        goOn(e);
        set(e, e.timers());
      }
      case Event.SignalAccepted e -> set(e, e.timers());
      case Event.Extended e -> set(e, e.timers());
      case Event.TimerFired e -> fired(e);
      case Event.RetryScheduled e ->
          retries.put(new Retry(e.at(), e.purpose()), new Due(e.time(), e.due()));
      case Event.StepBlocked e ->
          retries.put(new Retry(e.at(), e.purpose()), new Due(e.time(), e.recheck()));
      case Event.AttemptStarted e -> {
        var retry = Optional.ofNullable(retries.remove(new Retry(e.at(), e.purpose())));
        hold(
            retry.map(known -> !known.due().isAfter(e.time())).orElse(true),
            "I9 nothing is tried again before its time", e, retry);
      }
      case Event.RunPaused e -> paused = e.time();
      case Event.RunResumed e -> {
        timers.replaceAll((_, due) -> due.after(paused, e.time()));
        retries.replaceAll((_, due) -> due.after(paused, e.time()));
      }
      case Event _ -> {
      }
    }
  }

  /** A wait has these timers from now on: some are set anew, the others are due when they were. */
  private void set(Event.OfNode event, List<TimerState> all) {
    for (var timer : all) {
      var key = new Timer(event.at(), timer.name());
      if (timer.fired()) {
        timers.remove(key);
      } else if (timer.set().equals(event.time())) {
        timers.put(key, new Due(timer.set(), timer.due()));
      } else {
        holds(key, timer.due(), event);
      }
    }
  }

  /** What a wait that a timer leads to does not set anew has counted in the one that was left. */
  private void goOn(Event.WaitOpened e) {
    for (var timer : e.timers()) {
      if (!timer.set().equals(e.time()) && e.at().scope().equals(left.scope())) {
        Optional.ofNullable(timers.remove(new Timer(left, timer.name())))
            .ifPresent(due -> timers.put(new Timer(e.at(), timer.name()), due));
      }
    }
  }

  private void fired(Event.TimerFired e) {
    left = e.at();
    var key = new Timer(e.at(), e.name());
    holds(key, e.due(), e);
    timers.remove(key);
    e.next().ifPresent(next -> timers.put(key, new Due(e.time(), next)));
  }

  private void holds(Timer key, Instant due, Event event) {
    var known = Optional.ofNullable(timers.get(key));
    hold(
        known.map(Due::due).equals(Optional.of(due)),
        "I9 a timer is due when its history says", event, known);
  }
}
