package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one run under one claim: has under way what its agenda wants, waits for the first result,
 * due time or wake, and decides on that. It lets go when nothing is under way and nothing is due soon.
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
  private final AtHand atHand;
  private final UnderWay underWay;
  private final Duration stopPatience;
  private final Supplier<Optional<RunTable.Row>> claim;
  private final Supplier<Optional<RunTable.Row>> reload;

  private final BlockingQueue<Work.Message> inbox = new LinkedBlockingQueue<>();
  private volatile RunTable.@Nullable Row claimed;
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
      String runId,
      Decisions decisions,
      Performer performer,
      Cadence jobs,
      Duration stopPatience,
      Supplier<Optional<RunTable.Row>> claim,
      Supplier<Optional<RunTable.Row>> reload) {
    this.decisions = decisions;
    this.performer = performer;
    this.atHand = performer.atHand(runId);
    this.underWay = new UnderWay(runId, decisions, performer, atHand, jobs, this::tell);
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
  record Rest(Optional<RunTable.Row> row, Optional<Instant> next) {
    boolean ended() {
      return row.map(last -> last.state().ended()).orElse(false);
    }
  }

  /** What it last knew of its run; from any thread. */
  Optional<RunTable.Row> known() {
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
        underWay.reconcile(row(), agenda, stopping.isEmpty());
        var next = underWay.next(agenda);
        if (leaves(next)) {
          return rest(next);
        }
        hear(next);
      }
      return rest(Optional.empty());
    } finally {
      underWay.interrupt();
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

  private RunTable.Row row() {
    return Objects.requireNonNull(claimed);
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
      case Work.Message.Finished(var thread, var ended) -> {
        if (underWay.ended(thread, ended)) {
          ended.fact().ifPresent(fact -> decide(fact, ended.coming()));
        }
      }
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
    underWay.giveUpOverdue(now);
    if (stopping.isEmpty()) {
      decide(new Fact.TimeReached(now, row().epoch(), performer.dice()), List.of());
    }
  }

  private void decide(Fact fact, List<PayloadTable.New> coming) {
    while (!replaced) {
      switch (decisions.decide(row(), fact, coming)) {
        case Decisions.Outcome.Decided(var after) -> {
          if (after.run().revision() != row().run().revision()) {
            coming.forEach(payload -> atHand.keep(payload.ref(), payload.body()));
          }
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
