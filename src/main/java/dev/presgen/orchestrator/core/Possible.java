package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be done about a run as it stands. */
final class Possible {

  private Possible() {}

  static List<String> orders(Workflow workflow, RunState state) {
    var names = new ArrayList<String>();
    switch (state.lifecycle()) {
      case Lifecycle.Active _ -> {
        names.add("pause");
        names.add("cancel");
      }
      case Lifecycle.Paused _ -> {
        names.add("resume");
        names.add("cancel");
      }
      case Lifecycle.Undoing undoing when leftovers(undoing) -> names.add("cancel");
      case Lifecycle.Undoing _, Lifecycle.Cancelling _, Lifecycle.Ended _ -> {
      }
    }
    if (!stuck(state).isEmpty() || !held(state).isEmpty()) {
      names.add("retry");
    }
    if (state.lifecycle() instanceof Lifecycle.Active
        || state.lifecycle() instanceof Lifecycle.Paused) {
      if (!skippable(workflow, state).isEmpty()) {
        names.add("skip");
      }
      if (Rewinding.possible(workflow, state)) {
        names.add("rewind");
      }
      if (!extensible(workflow, state).isEmpty()) {
        names.add("extend");
      }
      if (!delegable(state).isEmpty()) {
        names.add("delegate");
      }
      state.waiting()
          .flatMap(open -> ((Node.Wait) workflow.node(open.at())).signals().stream())
          .map(signal -> "signal " + signal.name())
          .distinct()
          .forEach(names::add);
    }
    return names;
  }

  /** Whether an undo has gone as far as it can and something could not be taken back. */
  static boolean leftovers(Lifecycle.Undoing undoing) {
    return undoing.undos().stream().allMatch(Lifecycle.Undoing::over)
        && undoing.undos().stream().anyMatch(Position.Stuck.class::isInstance);
  }

  /** What waits for a person and could be tried again. */
  static List<Position> stuck(RunState state) {
    return state.live()
        .filter(
            position -> position instanceof Position.Stuck stuck && stuck.expired().isEmpty())
        .toList();
  }

  /** What will be tried again by itself. */
  static List<Position> held(RunState state) {
    return state.live()
        .filter(
            position -> position instanceof Position.Retrying
                || position instanceof Position.Blocked)
        .toList();
  }

  /** Tasks that are not under way and could be left out; an item has its place first. */
  static List<Position> skippable(Workflow workflow, RunState state) {
    return state
        .root()
        .all()
        .map(Scope::position)
        .filter(
            position -> switch (position) {
              case Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Stuck _ -> true;
              case Position.Queued _, Position.Executing _, Position.Polling _, Position.Waiting _, Position.Joining _, Position.Done _ ->
                  false;
            })
        .filter(position -> workflow.node(position.at()) instanceof Node.Task)
        .toList();
  }

  /** Waits that have a deadline, those that have run out of time included. */
  static List<Position.Waiting> extensible(Workflow workflow, RunState state) {
    return state
        .root()
        .all()
        .map(Scope::position)
        .flatMap(
            position -> position instanceof Position.Waiting open
                ? java.util.stream.Stream.of(open)
                : position instanceof Position.Stuck stuck
                    ? stuck.expired().stream()
                    : java.util.stream.Stream.<Position.Waiting>empty())
        .filter(
            open -> deadline((Node.Wait) workflow.node(open.at()), open).isPresent())
        .toList();
  }

  /** Waits that somebody is asked to answer. */
  static List<Position.Waiting> delegable(RunState state) {
    return state.waiting().filter(waiting -> waiting.assignee().isPresent()).toList();
  }

  /** The timer that ends a wait a certain time after it has opened. */
  static Optional<TimerState> deadline(Node.Wait wait, Position.Waiting open) {
    return open.timers()
        .stream()
        .filter(
            timer -> {
              var declared = Waits.declared(wait, timer);
              return declared.countsFromOpening()
                  && !(declared.elapsed() instanceof Node.Elapsed.Stay);
            })
        .findFirst();
  }
}
