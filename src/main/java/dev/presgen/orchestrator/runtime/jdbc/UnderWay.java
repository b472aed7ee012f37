package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * What a driver has under way for its run, each piece of work on a thread of its own, held against
 * what the agenda wants. An attempt goes on until it ends or is not wanted any more, for the decider
 * judges its time; a poll or look is given up at its deadline and made again.
 *
 * <p>Only the driver touches it, on its own thread: what comes of a piece of work is told to the
 * driver, which hands it back in its turn.
 */
final class UnderWay {

  /**
   * Work that was begun.
   *
   * @param deadline when a poll or look is interrupted
   */
  private record Begun(Thread thread, Instant deadline, Work.Stopping stopping) {
    void interrupt() {
      thread.interrupt();
    }
  }

  private final String runId;
  private final Decisions decisions;
  private final Performer performer;
  private final AtHand atHand;
  private final Consumer<Work.Message> driver;
  private final AskTimes askTimes;
  private final Map<Work.Key, Begun> begun = new HashMap<>();
  private final Map<Work.Key, Agenda.Work> wanted = new HashMap<>();

  /**
   * Nothing is under way yet.
   *
   * @param atHand the payloads of the run
   * @param jobs how often work that goes on elsewhere is asked about
   * @param driver hears of what has ended; called from any thread
   */
  UnderWay(
      String runId,
      Decisions decisions,
      Performer performer,
      AtHand atHand,
      Cadence jobs,
      Consumer<Work.Message> driver) {
    this.runId = runId;
    this.decisions = decisions;
    this.performer = performer;
    this.atHand = atHand;
    this.driver = driver;
    this.askTimes = new AskTimes(jobs);
  }

  boolean isEmpty() {
    return begun.isEmpty();
  }

  /**
   * Begins what ought to be under way and is not, and interrupts the rest.
   *
   * @param row the run as it is now
   * @param agenda what it wants
   * @param begins whether anything may be begun at all
   */
  void reconcile(RunTable.Row row, Agenda agenda, boolean begins) {
    wanted.clear();
    for (var work : agenda.work()) {
      var key = Work.Key.of(work);
      wanted.put(key, work);
      boolean missing = begins && !begun.containsKey(key);
      switch (work) {
        case Agenda.Attempt attempt -> {
          // Started under an older claim means that another driver has it, or had.
          if (missing && attempt.epoch() == row.epoch()) {
            begin(key, attempt, row.state());
          }
        }
        case Agenda.Poll poll -> {
          if (missing && isDue(askTimes.of(poll))) {
            begin(key, poll, row);
          }
        }
        case Agenda.Look look -> {
          if (missing && isDue(askTimes.of(look))) {
            begin(key, look, row);
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
    return !due.isAfter(decisions.now());
  }

  private void stop(Work.Key key) {
    var work = begun.get(key);
    if (work != null && !work.stopping().asked()) {
      work.stopping().ask();
      work.interrupt();
    }
  }

  private void begin(Work.Key key, Agenda.Attempt work, RunState state) {
    var asked = new Work.Stopping();
    begin(key, work.deadline(), asked, () -> performer.attempt(state, atHand, work, asked));
  }

  private void begin(Work.Key key, Agenda.Poll work, RunTable.Row row) {
    var state = row.state();
    long epoch = row.epoch();
    var limits = ((Node.Task) decisions.workflow(state).node(work.at())).limits();
    var deadline = decisions.now().plus(limits.attempt());
    var asked = new Work.Stopping();
    begin(key, deadline, asked, () -> performer.poll(state, atHand, work, epoch, deadline, asked));
  }

  private void begin(Work.Key key, Agenda.Look work, RunTable.Row row) {
    var state = row.state();
    long epoch = row.epoch();
    var deadline = decisions.now().plus(work.probe().limits().attempt());
    begin(
        key,
        deadline,
        new Work.Stopping(),
        () -> performer.look(state, work, epoch, deadline));
  }

  private void begin(
      Work.Key key, Instant deadline, Work.Stopping asked, Supplier<Work.Ended> work) {
    var thread =
        Thread.ofVirtual()
            .name(runId + " " + key.at().path())
            .unstarted(
                () -> {
                  MDC.put("runId", runId);
                  MDC.put("step", key.at().path().toString());
                  driver.accept(
                      new Work.Message.Finished(Thread.currentThread(), work.get()));
                });
    begun.put(key, new Begun(thread, deadline, asked));
    thread.start();
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
  boolean ended(Thread thread, Work.Ended ended) {
    var known = begun.get(ended.key());
    if (known != null && known.thread().equals(thread)) {
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
      askTimes.again(work, after, decisions.now());
    }
  }

  /** Interrupts all of it. */
  void interrupt() {
    begun.values().forEach(Begun::interrupt);
  }
}
