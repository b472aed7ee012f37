package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Drives one run under one claim: holds what is under way against the agenda, starts what is
 * missing, interrupts what is not wanted any more, and waits for the first result, due time or
 * wake. It lets go when nothing is under way and nothing is due soon.
 *
 * <p>A driver that was replaced notices at its next commit, which the run's epoch refuses, and
 * stops; what it still had under way is judged as late.
 */
final class Driver {

  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** Letting go and being called again costs about as much as waiting this long. */
  private static final Duration LINGER = Duration.ofMillis(1_500);

  /** Between two tries of a run whose workflow this node does not have. */
  private static final Duration FOREIGN_WAIT = Duration.ofMinutes(10);

  private final Decisions decisions;
  private final Performer performer;
  private final Cadence jobs;
  private final Duration stopPatience;
  private final Supplier<Optional<Journal.Row>> claim;
  private final Supplier<Optional<Journal.Row>> reload;

  private final BlockingQueue<Work.Message> inbox = new LinkedBlockingQueue<>();
  private final Map<Work.Key, Work.UnderWay> underWay = new HashMap<>();
  private final Map<Work.Key, Instant> nextAsk = new HashMap<>();
  private volatile Journal.@Nullable Row claimed;
  private boolean replaced;
  private Optional<Instant> stopping = Optional.empty();

  /**
   * A driver of one run.
   *
   * @param jobs how often work that goes on elsewhere is asked about
   * @param stopPatience how long running attempts may go on when the node stops
   * @param claim claims the run and reads it
   * @param reload reads the run again
   */
  Driver(
      Decisions decisions,
      Performer performer,
      Cadence jobs,
      Duration stopPatience,
      Supplier<Optional<Journal.Row>> claim,
      Supplier<Optional<Journal.Row>> reload) {
    this.decisions = decisions;
    this.performer = performer;
    this.jobs = jobs;
    this.stopPatience = stopPatience;
    this.claim = claim;
    this.reload = reload;
  }

  /** Tells the driver something; from any thread. */
  void tell(Work.Message message) {
    inbox.add(message);
  }

  /**
   * How a driver left its run.
   *
   * @param row on which it last decided; nothing when it has claimed none
   * @param next when something is due
   */
  record Rest(Optional<Journal.Row> row, Optional<Instant> next) {
    boolean ended() {
      return row.map(last -> last.state().ended()).orElse(false);
    }
  }

  /** What it last knew of its run; from any thread. */
  Optional<Journal.Row> known() {
    return Optional.ofNullable(claimed);
  }

  /**
   * Claims the run and drives it until nothing is left to do now. What is told to the driver before
   * it has claimed is not lost.
   */
  Rest drive() throws InterruptedException {
    var found = claim.get();
    if (found.isEmpty() || found.get().state().ended()) {
      return new Rest(found, Optional.empty());
    }
    if (!decisions.knows(found.get().state())) {
      LOG.error(
          "Run {} is pinned to a form of workflow {} that this node does not have: it waits for one"
              + " that has it",
          found.get().run().id(),
          found.get().state().workflow());
      return new Rest(found, Optional.of(decisions.now().plus(FOREIGN_WAIT)));
    }
    claimed = found.get();
    try {
      decide(new Fact.Claimed(decisions.now(), row().epoch(), performer.dice()), List.of());
      while (!replaced) {
        var agenda = decisions.decider(row().state(), List.of()).agenda(row().state());
        if (agenda.ready() && stopping.isEmpty()) {
          decide(new Fact.Claimed(decisions.now(), row().epoch(), performer.dice()), List.of());
          continue;
        }
        reconcile(agenda);
        var next = next(agenda);
        if (leaves(next)) {
          return rest(next);
        }
        hear(next);
      }
      return rest(Optional.empty());
    } finally {
      underWay.values().forEach(Work.UnderWay::interrupt);
    }
  }

  private boolean leaves(Optional<Instant> next) {
    if (stopping.isPresent()) {
      return underWay.isEmpty() || !decisions.now().isBefore(stopping.get());
    }
    return underWay.isEmpty()
        && next.map(due -> due.isAfter(decisions.now().plus(LINGER))).orElse(true);
  }

  private Rest rest(Optional<Instant> next) {
    if (stopping.isPresent() && !replaced) {
      giveBack();
      return new Rest(known(), Optional.of(decisions.now()));
    }
    return new Rest(known(), next);
  }

  /** What is still under way is given back, at no cost to its step. */
  private void giveBack() {
    var stopped = new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it was stopped");
    for (var position : row().state().positions().toList()) {
      if (position instanceof Position.Executing open && open.epoch() == row().epoch()) {
        decide(
            new Fact.AttemptFailed(
                decisions.now(),
                open.at(),
                open.attempt(),
                open.epoch(),
                stopped,
                performer.dice()),
            List.of());
      }
    }
  }

  private Journal.Row row() {
    return Objects.requireNonNull(claimed);
  }

  /** Starts what ought to be under way and is not, and interrupts the rest. */
  private void reconcile(Agenda agenda) {
    var wanted = new HashSet<Work.Key>();
    for (var work : agenda.work()) {
      switch (work) {
        case Agenda.Attempt attempt -> {
          var key = new Work.Key.OfAttempt(attempt.at(), attempt.attempt());
          wanted.add(key);
          // Started under an older claim means that another driver has it, or had.
          if (!underWay.containsKey(key) && attempt.epoch() == row().epoch()) {
            begin(key, attempt);
          }
        }
        case Agenda.Poll poll -> {
          var key = new Work.Key.OfPoll(poll.at(), poll.attempt());
          wanted.add(key);
          if (isDue(key, nextAsk.computeIfAbsent(key, _ -> firstPoll(poll)))) {
            begin(key, poll);
          }
        }
        case Agenda.Look look -> {
          var key = Work.Key.OfLook.of(look);
          wanted.add(key);
          if (isDue(key, nextAsk.computeIfAbsent(key, _ -> firstLook(look)))) {
            begin(key, look);
          }
        }
        case Agenda.Stop stop -> {
          var key = new Work.Key.OfAttempt(stop.at(), stop.attempt());
          wanted.add(key);
          stop(key);
        }
      }
    }
    nextAsk.keySet().retainAll(wanted);
    underWay
        .entrySet()
        .removeIf(
            work -> {
              boolean unwanted = !wanted.contains(work.getKey());
              if (unwanted) {
                work.getValue().interrupt();
              }
              return unwanted;
            });
  }

  private void stop(Work.Key key) {
    var work = underWay.get(key);
    if (work != null && !work.stopping().asked()) {
      work.stopping().ask();
      work.interrupt();
    }
  }

  /** Work that was just begun elsewhere is left alone for a while; any other is asked about now. */
  private Instant firstPoll(Agenda.Poll poll) {
    var soonest = poll.since().plus(jobs.initial());
    return soonest.isAfter(poll.due()) ? soonest : poll.due();
  }

  /** A wait that has just opened is left alone for a while; any other is looked at now. */
  private static Instant firstLook(Agenda.Look look) {
    return look.tellNothing()
        ? look.since()
        : look.since().plus(look.probe().cadence().initial());
  }

  private boolean isDue(Work.Key key, Instant due) {
    return stopping.isEmpty() && !underWay.containsKey(key) && !due.isAfter(decisions.now());
  }

  private void begin(Work.Key key, Agenda.Attempt work) {
    if (stopping.isPresent()) {
      return;
    }
    var state = row().state();
    var asked = new Work.Stopping();
    begin(key, work.deadline(), asked, () -> performer.attempt(state, work, asked));
  }

  private void begin(Work.Key key, Agenda.Poll work) {
    var state = row().state();
    long epoch = row().epoch();
    var limits = ((Node.Task) decisions.workflow(state).node(work.at())).limits();
    var deadline = decisions.now().plus(limits.attempt());
    var asked = new Work.Stopping();
    begin(key, deadline, asked, () -> performer.poll(state, work, epoch, deadline, asked));
  }

  private void begin(Work.Key key, Agenda.Look work) {
    var state = row().state();
    long epoch = row().epoch();
    var deadline = decisions.now().plus(work.probe().limits().attempt());
    begin(
        key,
        deadline,
        new Work.Stopping(),
        () -> performer.look(state, work, epoch, deadline));
  }

  private void begin(
      Work.Key key, Instant deadline, Work.Stopping asked, Supplier<Work.Ended> work) {
    var runId = row().state().runId();
    var thread =
        Thread.ofVirtual()
            .name(runId + " " + key.at().path())
            .unstarted(
                () -> {
                  MDC.put("runId", runId);
                  MDC.put("step", key.at().path().toString());
                  tell(new Work.Message.Finished(Thread.currentThread(), work.get()));
                });
    underWay.put(key, new Work.UnderWay(thread, deadline, asked));
    thread.start();
  }

  /** When something is to be done next that no result announces. */
  private Optional<Instant> next(Agenda agenda) {
    var times = new ArrayList<Instant>();
    agenda.due().ifPresent(times::add);
    nextAsk.forEach(
        (key, due) -> {
          if (!underWay.containsKey(key)) {
            times.add(due);
          }
        });
    underWay.forEach(
        (key, work) -> {
          if (!(key instanceof Work.Key.OfAttempt)) {
            times.add(work.deadline());
          }
        });
    return times.stream().min(Comparator.naturalOrder());
  }

  private void hear(Optional<Instant> next) throws InterruptedException {
    var until = stopping.isPresent() ? stopping : next;
    var message =
        until.isEmpty()
            ? inbox.take()
            : inbox.poll(
                Math.max(0, Duration.between(decisions.now(), until.get()).toMillis()) + 1,
                TimeUnit.MILLISECONDS);
    switch (message) {
      case null -> timeReached();
      case Work.Message.Finished(var thread, var ended) -> ended(thread, ended);
      case Work.Message.Woken() -> {
        reloaded();
        if (stopping.isEmpty()) {
          decide(new Fact.Claimed(decisions.now(), row().epoch(), performer.dice()), List.of());
        }
      }
      case Work.Message.Stop() -> stopping = Optional.of(decisions.now().plus(stopPatience));
    }
  }

  private void timeReached() {
    var now = decisions.now();
    for (var work : List.copyOf(underWay.entrySet())) {
      var key = work.getKey();
      if (!(key instanceof Work.Key.OfAttempt) && !work.getValue().deadline().isAfter(now)) {
        work.getValue().interrupt();
        underWay.remove(key);
        askAgain(key, Duration.ZERO);
      }
    }
    if (stopping.isEmpty()) {
      decide(new Fact.TimeReached(now, row().epoch(), performer.dice()), List.of());
    }
  }

  private void ended(Thread thread, Work.Ended ended) {
    var known = underWay.get(ended.key());
    if (known != null && known.thread().equals(thread)) {
      underWay.remove(ended.key());
    } else if (!(ended.key() instanceof Work.Key.OfAttempt)) {
      return; // A look or poll that was given up: another one has taken its place.
    }
    ended.again().ifPresent(after -> askAgain(ended.key(), after));
    ended.fact().ifPresent(fact -> decide(fact, ended.coming()));
  }

  /** When a poll or look is made again: after what was said, and not sooner than its cadence. */
  private void askAgain(Work.Key key, Duration after) {
    var agenda = decisions.decider(row().state(), List.of()).agenda(row().state());
    for (var work : agenda.work()) {
      var cadence =
          switch (work) {
            case Agenda.Poll poll when key.equals(new Work.Key.OfPoll(poll.at(), poll.attempt())) ->
                Optional.of(interval(jobs, poll.since()));
            case Agenda.Look look when key.equals(Work.Key.OfLook.of(look)) ->
                Optional.of(interval(look.probe().cadence(), look.since()));
            case Agenda.Poll _, Agenda.Look _, Agenda.Attempt _, Agenda.Stop _ ->
                Optional.<Duration>empty();
          };
      cadence.ifPresent(
          least -> nextAsk.put(key,
              decisions.now().plus(least.compareTo(after) > 0 ? least : after)));
    }
  }

  private Duration interval(Cadence cadence, Instant since) {
    return cadence.interval(Duration.between(since, decisions.now()));
  }

  private void decide(Fact fact, List<PayloadTable.New> coming) {
    while (!replaced) {
      switch (decisions.decide(row(), fact, coming)) {
        case Decisions.Outcome.Decided(var after) -> {
          claimed = after;
          return;
        }
        case Decisions.Outcome.Late(var why) -> {
          LOG.info("Run {}: {} came too late: {}", row().state().runId(), name(fact), why);
          return;
        }
        case Decisions.Outcome.Refused(var refusal) -> {
          LOG.error("Run {}: {} was refused: {}", row().state().runId(), name(fact), refusal.why());
          return;
        }
        case Decisions.Outcome.Moved() -> reloaded();
      }
    }
  }

  private void reloaded() {
    var fresh = reload.get();
    if (fresh.isEmpty() || fresh.get().epoch() != row().epoch()) {
      LOG.warn("Run {} was taken over by another driver", row().state().runId());
      replaced = true;
    } else {
      claimed = fresh.get();
    }
  }

  private static String name(Fact fact) {
    return fact.getClass().getSimpleName();
  }
}
