package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drives one run under one claim, by the rules of {@code runtime.jdbc}'s {@code Driver} and in its
 * words. What waits there goes on here when the timeline says so: each method ends by saying what
 * comes next.
 */
final class Driver {

  static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LINGER = Duration.ofMillis(1_500);

  /** More rounds at one moment than any driver needs: it would spin. */
  private static final int ROUNDS_MAX = 500;

  private final Simulation world;
  private final Machine machine;
  private final String run;
  private final int pick;
  private final Deque<Work.Message> inbox = new ArrayDeque<>();
  private final UnderWay underWay;
  private Store.Row row;
  private boolean replaced;
  private boolean hearing;
  private int waits;
  private Optional<Instant> stopping = Optional.empty();
  private Instant roundsAt = Instant.MIN;
  private int rounds;

  Driver(Simulation world, Machine machine, String run, int pick) {
    this.world = world;
    this.machine = machine;
    this.run = run;
    this.pick = pick;
    this.underWay = new UnderWay(world, machine, this);
  }

  String run() {
    return run;
  }

  int pick() {
    return pick;
  }

  /** Whether a run has moved on since this driver last saw it. */
  boolean isBehind(Store.Row now) {
    return row != null && (row.revision() != now.revision() || row.epoch() != now.epoch());
  }

  void tell(Work.Message message) {
    inbox.add(message);
    if (hearing) {
      machine.later(Duration.ZERO, this::heard);
    }
  }

  void drive() {
    machine.transact(
        () -> world.store.claim(run),
        claimed -> {
          row = claimed;
          if (row.state().ended()) {
            leave(Optional.empty());
          } else {
            world.trace.note(() -> machine + " drives " + run + " as claim " + row.epoch());
            decide(claim(), Map.of(), this::round);
          }
        },
        this::broken);
  }

  private Fact.Claimed claim() {
    return new Fact.Claimed(machine.now(), row.epoch(), world.dice.roll());
  }

  private void round() {
    if (replaced) {
      leave(Optional.empty());
      return;
    }
    rounds = world.timeline.now().equals(roundsAt) ? rounds + 1 : 0;
    roundsAt = world.timeline.now();
    if (rounds > ROUNDS_MAX) {
      throw new AssertionError("I13 a driver spins over " + row.state());
    }
    var agenda = world.rules(row.state()).agenda(row.state());
    if (agenda.ready() && stopping.isEmpty()) {
      decide(claim(), Map.of(), this::round);
      return;
    }
    underWay.reconcile(row, agenda, stopping.isEmpty());
    var next = underWay.next(agenda);
    if (leaves(next)) {
      rest(next);
    } else {
      hear(next);
    }
  }

  private boolean leaves(Optional<Instant> next) {
    if (stopping.isPresent()) {
      return underWay.isEmpty() || !machine.now().isBefore(stopping.get());
    }
    return underWay.isEmpty()
        && next.map(due -> due.isAfter(machine.now().plus(LINGER))).orElse(true);
  }

  private void rest(Optional<Instant> next) {
    if (stopping.isPresent()) {
      giveBack(row.state().positions().toList());
    } else {
      leave(next);
    }
  }

  /** What is still under way is given back, at no cost to its step. */
  private void giveBack(List<Position> positions) {
    if (positions.isEmpty() || replaced) {
      leave(Optional.of(machine.now()));
      return;
    }
    var others = positions.subList(1, positions.size());
    if (positions.getFirst() instanceof Position.Executing open && open.epoch() == row.epoch()) {
      var stopped = new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it was stopped");
      decide(
          new Fact.AttemptFailed(
              machine.now(), open.at(), open.attempt(), open.epoch(), stopped, world.dice.roll()),
          Map.of(),
          () -> giveBack(others));
    } else {
      giveBack(others);
    }
  }

  /** Lets go in one transaction that sees whether anything has moved since this driver decided. */
  private void leave(Optional<Instant> next) {
    machine.leaves(this);
    underWay.interrupt();
    machine.transact(
        () -> {
          var now = world.store.find(run);
          boolean moved =
              now.revision() != row.revision() && !world.bugs.contains(Bug.WAKE_LOST_FOR_GOOD);
          // Who was replaced says nothing: if the row is still his, his lease runs out.
          boolean taken =
              now.epoch() != row.epoch() && !world.bugs.contains(Bug.REPLACED_LETS_GO);
          if (now.state().ended()) {
            world.dispatcher.remove(run, pick);
          } else if (!taken) {
            world.dispatcher.reschedule(
                run, pick, moved ? machine.now() : next.orElse(Dispatcher.NEVER));
          }
          return moved && !taken;
        },
        moved -> {
          forsaken();
          if (moved && !world.weather.strikes(Trouble.TRIGGER_LOST)) {
            world.dispatcher.trigger(machine);
          }
        },
        this::forsaken);
  }

  /** The store failed: the driver dies of it, and its run is tried again a little later. */
  private void broken() {
    world.trace.note(() -> machine + " breaks off driving " + run);
    machine.leaves(this);
    underWay.interrupt();
    machine.transact(
        () -> {
          world.dispatcher.reschedule(run, pick, machine.now().plus(Dispatcher.FAILED_WAIT));
          return true;
        },
        _ -> forsaken(),
        this::forsaken);
  }

  /** Whether its row was given back or not: from now on nobody keeps it alive. */
  private void forsaken() {
    machine.left(this);
    world.dispatcher.forsaken(run, pick, machine);
  }

  private void hear(Optional<Instant> next) {
    hearing = true;
    if (!inbox.isEmpty()) {
      machine.later(Duration.ZERO, this::heard);
      return;
    }
    if (world.weather.strikes(Trouble.TOLD_TOO_EARLY)) {
      machine.later(
          world.dice.upTo(Duration.ofSeconds(20)), () -> tell(new Work.Message.TooEarly()));
    }
    int wait = ++waits;
    (stopping.isPresent() ? stopping : next).ifPresent(
        until -> {
          var left = Duration.between(machine.now(), until);
          machine.later(
              (left.isNegative() ? Duration.ZERO : left).plusMillis(1),
              () -> {
                if (hearing && wait == waits) {
                  hearing = false;
                  timeReached();
                }
              });
        });
  }

  private void heard() {
    var message = hearing ? inbox.poll() : null;
    if (message == null) {
      return;
    }
    hearing = false;
    switch (message) {
      case Work.Message.Finished(var work, var ended) -> ended(work, ended);
      case Work.Message.Woken() -> reload(
          claim(),
          Map.of(),
          () -> {
            if (stopping.isEmpty()) {
              decide(claim(), Map.of(), this::round);
            } else {
              round();
            }
          });
      case Work.Message.Stop() -> {
        stopping = Optional.of(machine.now().plus(STOP_PATIENCE));
        round();
      }
      case Work.Message.TooEarly() -> timeReached();
    }
  }

  private void timeReached() {
    var now = machine.now();
    underWay.giveUpOverdue(now);
    if (stopping.isEmpty()) {
      decide(
          new Fact.TimeReached(now, row.epoch(), world.dice.roll()), Map.of(), this::round);
    } else {
      round();
    }
  }

  private void ended(Performance work, Work.Ended ended) {
    if (underWay.ended(work, ended) && ended.fact().isPresent()) {
      decide(ended.fact().get(), ended.coming(), this::round);
    } else {
      round();
    }
  }

  private void decide(Fact fact, Map<Ref, Object> coming, Runnable then) {
    if (replaced) {
      then.run();
      return;
    }
    var before = row;
    Decision decision;
    try {
      decision = world.decide(machine, before.state(), fact, coming);
    } catch (Payloads.Unavailable unavailable) {
      broken();
      return;
    }
    if (!(decision instanceof Decision.Accepted(var events, var after)) || events.isEmpty()) {
      then.run();
      return;
    }
    machine.transact(
        () -> world.store.move(before, after, events, coming),
        moved -> {
          if (moved.isPresent()) {
            row = moved.get();
            then.run();
          } else {
            reload(fact, coming, () -> decide(fact, coming, then));
          }
        },
        () -> {
          if (world.bugs.contains(Bug.UNHEARD_TAKEN_FOR_STORED)) {
            row = new Store.Row(after, before.revision() + 1, before.epoch());
            then.run();
            return;
          }
          if (!world.rereads) {
            broken();
            return;
          }
          reload(
              fact,
              coming,
              () -> {
                if (world.store.holds(before, events)) {
                  world.trace.note(() -> machine + " finds that its commit was stored");
                  then.run();
                } else {
                  decide(fact, coming, then);
                }
              });
        });
  }

  /** Reads the run again, for the sake of a fact. */
  private void reload(Fact fact, Map<Ref, Object> coming, Runnable then) {
    if (world.weather.strikes(Trouble.STORE_UNREADABLE)) {
      broken();
      return;
    }
    var fresh = world.store.find(run);
    if (fresh.epoch() != row.epoch()) {
      world.trace.note(() -> machine + " finds " + run + " taken over");
      replaced = true;
      if (world.weather.strikes(Trouble.REPLACED_UNNOTICED)) {
        world.judgeOfReplaced(machine, fresh.state(), fact, coming);
      }
    } else {
      row = fresh;
    }
    then.run();
  }
}
