package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When each poll and each look of a run is made next: the first time by how it came to be wanted,
 * after that at its cadence. Only the run's driver touches it, on its own thread.
 */
final class AskTimes {

  private final Cadence jobs;
  private final Map<Work.Key, Instant> next = new HashMap<>();

  /**
   * No times yet.
   *
   * @param jobs how often work that goes on elsewhere is asked about
   */
  AskTimes(Cadence jobs) {
    this.jobs = jobs;
  }

  /** When a poll is made next. */
  Instant of(Agenda.Poll poll) {
    return next.computeIfAbsent(Work.Key.of(poll), _ -> first(poll));
  }

  /** When a look is made next. */
  Instant of(Agenda.Look look) {
    return next.computeIfAbsent(Work.Key.of(look), _ -> first(look));
  }

  /** Work that was just begun elsewhere is left alone for a while; any other is asked about now. */
  private Instant first(Agenda.Poll poll) {
    var soonest = poll.since().plus(jobs.initial());
    return soonest.isAfter(poll.due()) ? soonest : poll.due();
  }

  /** A wait that has just opened is left alone for a while; any other is looked at now. */
  private static Instant first(Agenda.Look look) {
    return look.tellNothing()
        ? look.since()
        : look.since().plus(look.probe().cadence().initial());
  }

  /**
   * Has a poll or look made again after what was said, and not sooner than its cadence; an attempt is
   * not made again from here.
   */
  void again(Agenda.Work work, Duration after, Instant now) {
    switch (work) {
      case Agenda.Poll poll -> again(Work.Key.of(poll), jobs, poll.since(), after, now);
      case Agenda.Look look ->
          again(Work.Key.of(look), look.probe().cadence(), look.since(), after, now);
      case Agenda.Attempt _, Agenda.Stop _ -> {
      }
    }
  }

  private void again(
      Work.Key key, Cadence cadence, Instant since, Duration after, Instant now) {
    var least = cadence.interval(Duration.between(since, now));
    next.put(key, now.plus(least.compareTo(after) > 0 ? least : after));
  }

  /** Forgets what is not wanted any more. */
  void retain(Set<Work.Key> wanted) {
    next.keySet().retainAll(wanted);
  }

  /** The times of all but what is being asked just now. */
  Stream<Instant> except(Set<Work.Key> underWay) {
    return next.entrySet()
        .stream()
        .filter(ask -> !underWay.contains(ask.getKey()))
        .map(Map.Entry::getValue);
  }
}
