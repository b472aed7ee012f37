package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Moves.enter;
import static dev.presgen.orchestrator.core.Moves.leave;
import static dev.presgen.orchestrator.core.Moves.stand;

import dev.presgen.orchestrator.core.Event.BranchesBegun;
import dev.presgen.orchestrator.core.Event.BranchesJoined;
import dev.presgen.orchestrator.core.Event.CallBegun;
import dev.presgen.orchestrator.core.Event.CallReturned;
import dev.presgen.orchestrator.core.Event.ItemsJoined;
import dev.presgen.orchestrator.core.Event.ItemsListed;
import dev.presgen.orchestrator.core.Event.Rewound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What events make of composites and their children. */
final class Composites {

  private Composites() {}

  static RunState listed(RunState state, ItemsListed e) {
    var starts = new LinkedHashMap<String, String>();
    e.keys().forEach(key -> starts.put(key, e.start()));
    return children(state, e, starts);
  }

  static RunState begun(RunState state, BranchesBegun e) {
    return children(state, e, e.starts());
  }

  /** Children begin, each where {@code starts} says. */
  private static RunState children(
      RunState state, Event.OfNode e, Map<String, String> starts) {
    var keys = List.copyOf(starts.keySet());
    var next =
        stand(state, Purpose.DO, new Position.Joining(e.at(), keys))
            .counted(e.at().path(), tally -> tally.begun(e.time()));
    var children = new ArrayList<Scope>();
    for (var child : starts.entrySet()) {
      var path = e.at().path().child(child.getKey());
      var start = child.getValue();
      next = next.counted(path.child(start), Tally::entered);
      int visit = next.tally(path.child(start)).visits();
      children.add(Scope.at(path, new Position.Queued(new Address(path, start, visit))));
    }
    return next.changed(
        e.at().scope(), scope -> scope.withChildren(e.at().node(), children));
  }

  static RunState called(RunState state, CallBegun e) {
    return children(state, e, Map.of(e.called(), e.start()))
        .changed(
            e.at().path().child(e.called()),
            scope -> scope.with(Outputs.INPUT, new Output.One(e.input())));
  }

  static RunState joined(RunState state, ItemsJoined e) {
    var refs = new LinkedHashMap<String, Ref>();
    for (var child : state.scope(e.at().scope()).orElseThrow().childrenOf(e.at().node())) {
      if (child.outputs().get(e.gives()) instanceof Output.One(var ref)) {
        refs.put(child.path().names().getLast(), ref);
      }
    }
    return leave(
        state.changed(
            e.at().scope(), scope -> scope.with(e.at().node(), new Output.Each(refs))),
        e.at(),
        e.next(),
        e.time());
  }

  static RunState joined(RunState state, BranchesJoined e) {
    var next = state;
    for (var branch : e.gives().entrySet()) {
      var given = given(state, e.at().path().child(branch.getKey()), branch.getValue());
      next = next.changed(e.at().scope(), scope -> scope.with(branch.getValue(), given));
    }
    return leave(next, e.at(), e.next(), e.time());
  }

  static RunState returned(RunState state, CallReturned e) {
    var called = ((Position.Joining) state.scope(e.at().scope()).orElseThrow().position()).keys();
    var given = given(state, e.at().path().child(called.getFirst()), e.gives());
    return leave(
        state.changed(e.at().scope(), scope -> scope.with(e.at().node(), given)),
        e.at(),
        e.next(),
        e.time());
  }

  /** What a child has given, or that it has given nothing. */
  private static Output given(RunState state, Path child, String node) {
    var output = state.scope(child).orElseThrow().outputs().get(node);
    return output == null ? new Output.Nothing("it was left out") : output;
  }

  static RunState rewound(RunState state, Rewound e) {
    var next = state;
    for (var path : state.tallies().keySet()) {
      var node = Path.of(path);
      if (e.dropped()
          .stream()
          .anyMatch(dropped -> node.startsWith(e.at().scope().child(dropped)))) {
        next = next.counted(node, Tally::rewound);
      }
    }
    next = next.changed(e.at().scope(), scope -> scope.without(e.dropped()));
    for (var given : e.given().entrySet()) {
      next =
          next.changed(
              e.at().scope(),
              scope -> scope.with(given.getKey(), new Output.One(given.getValue())));
    }
    next = enter(next, e.at().scope(), e.at().node());
    return e.at().scope().isRoot()
        ? next
        : next.changed(e.at().scope(), scope -> scope.moved(new Position.Queued(e.at())));
  }
}
