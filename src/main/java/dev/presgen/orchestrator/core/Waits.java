package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.TimerFired;
import dev.presgen.orchestrator.core.Event.WaitClosed;
import dev.presgen.orchestrator.core.Event.WaitOpened;
import dev.presgen.orchestrator.core.Event.WaitResumed;
import dev.presgen.orchestrator.core.Event.WaitSuspended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rules about waits: their opening, timers and closing. */
final class Waits {

  private static final int OFFSETS_MAX = 100;

  private final Turn turn;

  Waits(Turn turn) {
    this.turn = turn;
  }

  /** Lets every timer fire that is due by now, the earliest first. */
  void settle() {
    while (turn.active()) {
      var next =
          turn.state()
              .waiting()
              .filter(waiting -> waiting.closing().isEmpty())
              .flatMap(
                  waiting -> waiting.timers()
                      .stream()
                      .filter(timer -> !timer.fired() && !timer.due().isAfter(turn.now))
                      .map(timer -> new Due(waiting, timer)))
              .min(Comparator.comparing(due -> due.timer().due()));
      if (next.isEmpty()) {
        return;
      }
      if (turn.full()) {
        turn.setAsideAsFull(next.get().waiting().at());
        continue;
      }
      fire(next.get().waiting(), next.get().timer());
    }
  }

  private record Due(Position.Waiting waiting, TimerState timer) {}

  private void fire(Position.Waiting waiting, TimerState due) {
    var wait = (Node.Wait) turn.workflow.node(waiting.at());
    var timer = declared(wait, due);
    switch (timer.elapsed()) {
      case Node.Elapsed.Stay(var action) -> {
        fired(waiting, due, next(timer, due), false, Optional.empty());
        action.ifPresent(task -> suspend(waiting.at(), due.name(), task));
      }
      case Node.Elapsed.GoTo(var target) -> {
        fired(waiting, due, Optional.empty(), false, Optional.of(target));
        goOn(waiting, due);
      }
      case Node.Elapsed.Expire expire -> {
        boolean watched = wait.probe().map(Node.Probe::watches).orElse(false);
        fired(waiting, due, Optional.empty(), watched, Optional.empty());
        if (!watched) {
          expired(waiting.at(), expire);
        }
      }
    }
  }

  private void fired(
      Position.Waiting waiting,
      TimerState due,
      Optional<Instant> next,
      boolean closing,
      Optional<String> target) {
    turn.emit(
        new TimerFired(turn.now, waiting.at(), due.name(), due.due(), next, closing, target));
  }

  /** Opens the wait that a timer has led to, while it is known what goes on counting in it. */
  private void goOn(Position.Waiting left, TimerState fired) {
    var at = turn.state().scope(left.at().scope()).orElseThrow().position().at();
    if (turn.workflow.node(at) instanceof Node.Wait wait) {
      var before = (Node.Wait) turn.workflow.node(left.at());
      var counting =
          left.timers()
              .stream()
              .filter(timer -> !timer.fired() && !timer.equals(fired))
              .filter(timer -> goesOn(declared(before, timer), wait))
              .toList();
      if (!counting.isEmpty()) {
        turn.asking(at, () -> open(at, wait, counting));
      }
    }
  }

  private static boolean goesOn(Node.Timer timer, Node.Wait next) {
    return timer.anchor() == Node.Anchor.LAST_SIGNAL && next.timers().contains(timer);
  }

  /** When a timer fires again: at the first of its moments that is still to come. */
  private Optional<Instant> next(Node.Timer timer, TimerState due) {
    if (!(timer.schedule() instanceof Node.Schedule.Every(var time))) {
      return Optional.empty();
    }
    long missed = Duration.between(due.due(), turn.now).dividedBy(time);
    return Optional.of(due.due().plus(time.multipliedBy(missed + 1)));
  }

  void expired(Address at, Node.Elapsed.Expire expire) {
    turn.emit(
        new StepStuck(
            turn.now,
            at,
            new Failure.Permanent(expire.code(), expire.detail(), expire.whatToDo())));
  }

  /** Opens a wait, and lets the signals that came early have their say. */
  void open(Address at, Node.Wait wait) {
    open(at, wait, List.of());
  }

  private void open(Address at, Node.Wait wait, List<TimerState> counting) {
    var outputs = turn.outputs(at.scope());
    var timers =
        wait.timers()
            .stream()
            .flatMap(timer -> states(timer, outputs).stream())
            .map(
                fresh -> counting.stream()
                    .filter(timer -> timer.name().equals(fresh.name()))
                    .findFirst()
                    .orElse(fresh))
            .toList();
    turn.emit(
        new WaitOpened(
            turn.now, at, timers, wait.assignee().map(named -> named.who().apply(outputs))));
    new Signals(turn).judgeKept(at, wait);
  }

  /** Lets a wait stand still while a task is done for a signal or timer. */
  void suspend(Address at, String by, String task) {
    turn.emit(new WaitSuspended(turn.now, at, by, task));
  }

  /**
   * Lets a wait go on after an action: first what was signalled meanwhile has its say, then what
   * was due meanwhile.
   */
  void resume(Address at, Node.Wait wait) {
    turn.emit(new WaitResumed(turn.now, at));
    new Signals(turn).judgeKept(at, wait);
    settle();
  }

  private List<TimerState> states(Node.Timer timer, Outputs outputs) {
    return switch (timer.schedule()) {
      case Node.Schedule.After(var time) -> List.of(state(timer, timer.name(), time));
      case Node.Schedule.Every(var time) -> List.of(state(timer, timer.name(), time));
      case Node.Schedule.Computed(var times) -> {
        var offsets = times.after().apply(outputs).stream().sorted().toList();
        if (offsets.size() > OFFSETS_MAX) {
          throw new BadAnswer(times.name() + " must give at most " + OFFSETS_MAX + " times");
        }
        var states = new ArrayList<TimerState>();
        for (var offset : offsets) {
          var name = offsets.size() == 1 ? timer.name() : timer.name() + "-" + (states.size() + 1);
          states.add(state(timer, name, offset));
        }
        yield states;
      }
    };
  }

  private TimerState state(Node.Timer timer, String name, Duration after) {
    return new TimerState(name, timer.name(), turn.now, turn.now.plus(after), false);
  }

  void close(Address at, String by, Ref output, String target) {
    var wait = (Node.Wait) turn.workflow.node(at);
    turn.emit(new WaitClosed(turn.now, at, by, output, wait.pivot(), target));
  }

  static Node.Timer declared(Node.Wait wait, TimerState state) {
    return wait.timers()
        .stream()
        .filter(timer -> timer.name().equals(state.timer()))
        .findFirst()
        .orElseThrow();
  }
}
