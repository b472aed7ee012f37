package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.BranchTaken;
import dev.presgen.orchestrator.core.Event.ChildEnded;
import dev.presgen.orchestrator.core.Event.ItemsJoined;
import dev.presgen.orchestrator.core.Event.ItemsListed;
import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.UndoStarted;
import java.util.HashSet;
import java.util.Optional;

/** Goes on as far as can be gone without anybody: opens, chooses, joins, starts and ends. */
final class Advance {

  /** More items than any sensible list has; a workflow that lists more is broken. */
  static final int ITEMS_MAX = 1_000;

  /** A check against a workflow that goes round in circles within one decision. */
  private static final int STEPS_MAX = 20_000;

  private final Turn turn;

  Advance(Turn turn) {
    this.turn = turn;
  }

  void run() {
    for (int steps = 0; step(); steps++) {
      if (steps > STEPS_MAX) {
        throw new IllegalStateException(
            "workflow " + turn.workflow.name() + " does not come to rest");
      }
    }
  }

  private boolean step() {
    return switch (turn.state().lifecycle()) {
      case Lifecycle.Active _ -> turn.state().root().all().toList().stream().anyMatch(this::moves);
      case Lifecycle.Cancelling cancelling -> drain(cancelling);
      case Lifecycle.Undoing undoing -> undo(undoing);
      case Lifecycle.Paused _, Lifecycle.Ended _ -> false;
    };
  }

  /** Takes one scope a step further; answers whether it did. */
  private boolean moves(Scope scope) {
    return switch (scope.position()) {
      case Position.Ready ready -> opens(ready.at(), ready.budget());
      case Position.Queued queued -> turn.workflow.hasRoom(turn.state(), queued.at().scope())
          && opens(queued.at(), fresh());
      case Position.Retrying retrying when due(retrying) -> restarts(retrying);
      case Position.Blocked blocked when turn.driven() && !blocked.recheck().isAfter(turn.now) -> {
        turn.start(
            blocked.at(),
            blocked.purpose(),
            blocked.budget().excluding(turn.since(blocked.since())));
        yield true;
      }
      case Position.Joining joining -> joins(scope, joining);
      case Position.Retrying _, Position.Blocked _, Position.Executing _, Position.Polling _, Position.Waiting _, Position.Stuck _, Position.Done _ ->
          false;
    };
  }

  private Budget fresh() {
    return Budget.fresh(turn.now);
  }

  private boolean due(Position.Retrying retrying) {
    return turn.driven() && !retrying.due().isAfter(turn.now);
  }

  /** Sets a run aside whose journal is nearly full: the rest is for orders and undo. */
  private boolean full(Address at) {
    if (turn.state().sequence() < RunState.EVENTS_MAX - RunState.EVENTS_RESERVED) {
      return false;
    }
    turn.emit(
        new StepStuck(
            turn.now,
            at,
            new Failure.Permanent(
                "TOO_MANY_EVENTS",
                "the run has " + turn.state().sequence() + " events, as many as a run may have",
                "Cancel the run and start a new one.")));
    return true;
  }

  private boolean restarts(Position.Retrying retrying) {
    if (retrying.purpose() == Purpose.DO && full(retrying.at())) {
      return true;
    }
    turn.start(
        retrying.at(),
        retrying.purpose(),
        retrying.failure() instanceof Failure.Throttled
            ? retrying.budget().excluding(turn.since(retrying.since()))
            : retrying.budget());
    return true;
  }

  private boolean opens(Address at, Budget budget) {
    if (full(at)) {
      return true;
    }
    try {
      return switch (turn.workflow.node(at)) {
        case Node.Task task -> turn.driven() && starts(at, task, budget);
        case Node.Wait wait -> {
          new Waits(turn).open(at, wait);
          yield true;
        }
        case Node.Choice choice -> {
          chooses(at, choice);
          yield true;
        }
        case Node.ForEach each -> {
          lists(at, each);
          yield true;
        }
        case Node.End end -> {
          ends(at, end);
          yield true;
        }
      };
    } catch (Payloads.Unavailable unavailable) {
      throw unavailable;
    } catch (RuntimeException broken) {
      turn.emit(
          new StepStuck(
              turn.now,
              at,
              new Failure.Permanent(
                  Failure.Unknown.BUG,
                  "a function of the workflow failed: " + broken,
                  "Mend the workflow, then retry.")));
      return true;
    }
  }

  private boolean starts(Address at, Node.Task task, Budget budget) {
    if (left(at, task.when())) {
      skip(at, task.when().orElseThrow(), task.next());
    } else {
      turn.start(at, Purpose.DO, budget);
    }
    return true;
  }

  private boolean left(Address at, Optional<Named.Condition> when) {
    return when.isPresent() && !when.get().holds().test(turn.outputs(at.scope()));
  }

  private void skip(Address at, Named.Condition when, String next) {
    turn.emit(
        new StepSkipped(
            turn.now, at, "not " + when.name(), Optional.empty(), Optional.empty(), next));
  }

  private void chooses(Address at, Node.Choice choice) {
    var outputs = turn.outputs(at.scope());
    for (var branch : choice.branches()) {
      if (branch.when().holds().test(outputs)) {
        turn.emit(new BranchTaken(turn.now, at, branch.when().name(), branch.target()));
        return;
      }
    }
    turn.emit(new BranchTaken(turn.now, at, "otherwise", choice.otherwise()));
  }

  private void lists(Address at, Node.ForEach each) {
    if (left(at, each.when())) {
      skip(at, each.when().orElseThrow(), each.next());
      return;
    }
    var keys =
        each.items()
            .list()
            .apply(turn.outputs(at.scope()))
            .stream()
            .map(Named.Item::key)
            .toList();
    if (keys.size() > ITEMS_MAX || new HashSet<>(keys).size() < keys.size()) {
      throw new IllegalStateException(
          each.items().name() + " must give at most " + ITEMS_MAX + " items with distinct keys");
    }
    turn.emit(new ItemsListed(turn.now, at, keys, each.body().start()));
  }

  private void ends(Address at, Node.End end) {
    if (at.scope().isRoot()) {
      turn.emit(
          new RunEnded(
              turn.now, Lifecycle.Outcome.COMPLETED, Optional.empty(), Optional.empty()));
      return;
    }
    var each = turn.workflow.around(at.scope()).orElseThrow();
    var output = turn.state().scope(at.scope()).orElseThrow().outputs().get(each.gives());
    var ended =
        switch (output) {
          case Output.Nothing(var why) -> new Position.End.Missing(why);
          case null -> new Position.End.Missing("it was left out");
          case Output.One _, Output.Each _ -> new Position.End.Reached(end.name());
        };
    turn.emit(new ChildEnded(turn.now, at, ended));
  }

  private boolean joins(Scope scope, Position.Joining joining) {
    boolean all =
        scope.childrenOf(joining.at().node())
            .stream()
            .allMatch(child -> child.position() instanceof Position.Done);
    if (all) {
      var each = (Node.ForEach) turn.workflow.node(joining.at());
      turn.emit(new ItemsJoined(turn.now, joining.at(), each.gives(), each.next()));
    }
    return all;
  }

  private boolean drain(Lifecycle.Cancelling cancelling) {
    for (var position : turn.state().positions().toList()) {
      switch (position) {
        case Position.Polling polling -> {
          new Attempts(turn).abandon(polling);
          return true;
        }
        case Position.Executing _ -> {
          return false;
        }
        case Position.Queued _, Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
            {
            }
      }
    }
    if (cancelling.undo() && !turn.state().touched().isEmpty()) {
      turn.emit(new UndoStarted(turn.now, turn.state().touched().reversed()));
    } else {
      turn.emit(
          new RunEnded(
              turn.now, cancelling.outcome(), cancelling.cause(), Optional.empty()));
    }
    return true;
  }

  /** One undo at a time, in order; one that was given up does not hold up the others. */
  private boolean undo(Lifecycle.Undoing undoing) {
    for (var undo : undoing.undos()) {
      switch (undo) {
        case Position.Ready ready -> {
          if (turn.driven()) {
            turn.start(ready.at(), Purpose.UNDO, ready.budget());
          }
          return turn.driven();
        }
        case Position.Retrying retrying -> {
          return due(retrying) && restarts(retrying);
        }
        case Position.Blocked blocked -> {
          boolean again = turn.driven() && !blocked.recheck().isAfter(turn.now);
          if (again) {
            turn.start(blocked.at(), Purpose.UNDO, blocked.budget());
          }
          return again;
        }
        case Position.Executing _, Position.Polling _ -> {
          return false;
        }
        case Position.Done _, Position.Stuck _ -> {
        }
        case Position.Queued _, Position.Waiting _, Position.Joining _ ->
            throw new IllegalStateException("no undo: " + undo);
      }
    }
    if (undoing.undos().stream().anyMatch(Position.Stuck.class::isInstance)) {
      return false;
    }
    turn.emit(
        new RunEnded(turn.now, undoing.outcome(), undoing.cause(), Optional.empty()));
    return true;
  }
}
