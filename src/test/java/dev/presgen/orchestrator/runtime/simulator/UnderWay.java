package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a driver has under way for its run, by the rules of {@code runtime.jdbc}'s. */
final class UnderWay {

  private final Simulation world;
  private final Machine machine;
  private final Driver driver;
  private final AskTimes askTimes = new AskTimes();
  private final Map<Work.Key, Performance> begun = new LinkedHashMap<>();
  private final Map<Work.Key, Agenda.Work> wanted = new LinkedHashMap<>();

  UnderWay(Simulation world, Machine machine, Driver driver) {
    this.world = world;
    this.machine = machine;
    this.driver = driver;
  }

  boolean isEmpty() {
    return begun.isEmpty();
  }

  /**
   * Begins what ought to be under way and is not, and interrupts the rest.
   *
   * @param begins whether anything may be begun at all
   */
  void reconcile(Store.Row row, Agenda agenda, boolean begins) {
    wanted.clear();
    for (var work : agenda.work()) {
      var key = Work.Key.of(work);
      wanted.put(key, work);
      boolean missing = begins && !begun.containsKey(key);
      switch (work) {
        case Agenda.Attempt attempt -> {
          if (missing && attempt.epoch() == row.epoch()) {
            begin(key, work, row, attempt.deadline());
          }
        }
        case Agenda.Poll poll -> {
          if (missing && isDue(askTimes.of(poll))) {
            var most = world.story(row.state()).task(poll.at()).limits().attempt();
            begin(key, work, row, machine.now().plus(most));
          }
        }
        case Agenda.Look look -> {
          if (missing && isDue(askTimes.of(look))) {
            begin(key, work, row, machine.now().plus(look.probe().limits().attempt()));
          }
        }
        case Agenda.Stop _ -> stop(key);
      }
    }
    askTimes.retain(wanted.keySet());
    begun.entrySet()
        .removeIf(
            work -> {
              boolean unwanted = !wanted.containsKey(work.getKey());
              if (unwanted) {
                work.getValue().interrupt();
              }
              return unwanted;
            });
  }

  private boolean isDue(Instant due) {
    return !due.isAfter(machine.now());
  }

  private void stop(Work.Key key) {
    var work = begun.get(key);
    if (work != null) {
      work.stop();
    }
  }

  private void begin(Work.Key key, Agenda.Work work, Store.Row row, Instant deadline) {
    var performance = new Performance(world, machine, driver, key, row, deadline);
    begun.put(key, performance);
    performance.begin(work);
  }

  /** When something is to be done next that no result announces. */
  Optional<Instant> next(Agenda agenda) {
    return Stream.of(agenda.due().stream(), askTimes.except(begun.keySet()), deadlines())
        .flatMap(times -> times)
        .min(Comparator.naturalOrder());
  }

  private Stream<Instant> deadlines() {
    return begun.entrySet()
        .stream()
        .filter(work -> !(work.getKey() instanceof Work.Key.OfAttempt))
        .map(work -> work.getValue().deadline());
  }

  /** Gives up the polls and looks that have taken too long; each is made again. */
  void giveUpOverdue(Instant now) {
    for (var work : List.copyOf(begun.entrySet())) {
      var key = work.getKey();
      if (!(key instanceof Work.Key.OfAttempt) && !work.getValue().deadline().isAfter(now)) {
        work.getValue().interrupt();
        begun.remove(key);
        askAgain(key, Duration.ZERO);
      }
    }
  }

  /**
   * Takes note of what has ended.
   *
   * @return whether what came of it counts; an attempt's is for the decider to judge
   */
  boolean ended(Performance work, Work.Ended ended) {
    if (begun.get(ended.key()) == work) {
      begun.remove(ended.key());
    } else if (!(ended.key() instanceof Work.Key.OfAttempt)) {
      return false; // A look or poll that was given up: another one has taken its place.
    }
    ended.again().ifPresent(after -> askAgain(ended.key(), after));
    return true;
  }

  private void askAgain(Work.Key key, Duration after) {
    var work = wanted.get(key);
    if (work != null) {
      askTimes.again(work, after, machine.now());
    }
  }

  /** Interrupts all of it. */
  void interrupt() {
    begun.values().forEach(Performance::interrupt);
  }
}
