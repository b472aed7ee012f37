package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How scopes and undos move from place to place. */
final class Moves {

  private Moves() {}

  /** A scope leaves a node for another one. */
  static RunState leave(RunState state, Address from, String next, Instant at) {
    return enter(
        state.counted(from.path(), tally -> tally.ended(at)), from.scope(), next);
  }

  /** A scope comes to a node: a new visit of it, or back to the wait that stands still for it. */
  static RunState enter(RunState state, Path scope, String node) {
    var suspended =
        state.scope(scope)
            .flatMap(Scope::suspended)
            .filter(waiting -> waiting.at().node().equals(node));
    if (suspended.isPresent()) {
      var back = new Position.Ready(suspended.get().at(), Purpose.DO);
      return state.changed(scope, was -> was.moved(back));
    }
    return begin(
        state.changed(scope, was -> was.suspending(Optional.empty())), scope, node);
  }

  /** Begins a new visit of a node. */
  static RunState begin(RunState state, Path scope, String node) {
    var counted = state.counted(scope.child(node), Tally::entered);
    var address = new Address(scope, node, counted.tally(scope.child(node)).visits());
    return counted.changed(
        scope,
        was -> was.moved(new Position.Ready(address, Purpose.DO)));
  }

  /** Puts a position where it belongs: into its scope, or among the undos. */
  static RunState stand(RunState state, Purpose purpose, Position position) {
    if (purpose == Purpose.DO) {
      return state.changed(position.at().scope(), scope -> scope.moved(position));
    }
    var undoing = (Lifecycle.Undoing) state.lifecycle();
    UnaryOperator<Position> replace = was -> was.at().equals(position.at()) ? position : was;
    return state.with(
        new Lifecycle.Undoing(
            undoing.outcome(),
            undoing.cause(),
            undoing.undos().stream().map(replace).toList()));
  }
}
