package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** When each poll and each look of a run is made next, by the rules of {@code runtime.jdbc}'s. */
final class AskTimes {

  private static final Cadence JOBS = new Cadence(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final Map<Work.Key, Instant> next = new LinkedHashMap<>();

  Instant of(Agenda.Poll poll) {
    return next.computeIfAbsent(Work.Key.of(poll), _ -> first(poll));
  }

  Instant of(Agenda.Look look) {
    return next.computeIfAbsent(Work.Key.of(look), _ -> first(look));
  }

  private static Instant first(Agenda.Poll poll) {
    var soonest = poll.since().plus(JOBS.initial());
    return soonest.isAfter(poll.due()) ? soonest : poll.due();
  }

  private static Instant first(Agenda.Look look) {
    return look.tellNothing()
        ? look.since()
        : look.since().plus(look.probe().cadence().initial());
  }

  void again(Agenda.Work work, Duration after, Instant now) {
    switch (work) {
      case Agenda.Poll poll -> again(Work.Key.of(poll), JOBS, poll.since(), after, now);
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

  void retain(Set<Work.Key> wanted) {
    next.keySet().retainAll(wanted);
  }

  Stream<Instant> except(Set<Work.Key> underWay) {
    return next.entrySet()
        .stream()
        .filter(ask -> !underWay.contains(ask.getKey()))
        .map(Map.Entry::getValue);
  }
}
