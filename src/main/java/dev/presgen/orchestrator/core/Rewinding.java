package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.Rewound;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules about going back: to where a scope has been, and never across what cannot be redone. */
final class Rewinding {

  private final Turn turn;

  Rewinding(Turn turn) {
    this.turn = turn;
  }

  Optional<Decision> ordered(Fact.Rewind order) {
    var state = turn.state();
    var lifecycle = state.lifecycle();
    if (!(lifecycle instanceof Lifecycle.Active) && !(lifecycle instanceof Lifecycle.Paused)) {
      return turn.refused(
          "WRONG_STATE", "a run that is " + Status.of(state) + " cannot be rewound");
    }
    var back = back(turn.workflow, state, order.to());
    if (back.isEmpty()) {
      return turn.refused(
          "NOTHING_TO_REWIND_TO",
          order.to() + " is no node that the run has been at on its way to where it is");
    }
    var obstacle = back.get().obstacle(turn.workflow, state);
    if (obstacle.isPresent()) {
      return turn.refused(obstacle.get().code(), obstacle.get().why());
    }
    var unknown =
        order.given()
            .keySet()
            .stream()
            .filter(name -> !back.get().gives(turn.workflow, name))
            .findFirst();
    if (unknown.isPresent()) {
      return turn.refused(
          "UNKNOWN_OUTPUT", "no node of the graph that goes back gives " + unknown.get());
    }
    var scope = back.get().scope().path();
    var node = back.get().node();
    turn.emit(
        new Rewound(
            turn.now,
            new Address(scope, node, state.tally(scope.child(node)).visits() + 1),
            back.get().forgotten(turn.workflow),
            order.given(),
            order.by()));
    return Optional.empty();
  }

  /** Whether there is any node that could be gone back to. */
  static boolean possible(Workflow workflow, RunState state) {
    return state.root()
        .all()
        .filter(scope -> !(scope.position() instanceof Position.Queued))
        .anyMatch(
            scope -> workflow.graphOf(scope.path())
                .nodes()
                .keySet()
                .stream()
                .flatMap(node -> back(workflow, state, scope.path().child(node)).stream())
                .anyMatch(back -> back.obstacle(workflow, state).isEmpty()));
  }

  private static Optional<Back> back(Workflow workflow, RunState state, Path to) {
    if (to.names().size() % 2 == 0) {
      return Optional.empty();
    }
    var node = to.names().getLast();
    return state.scope(new Path(to.names().subList(0, to.names().size() - 1)))
        .filter(scope -> !(scope.position() instanceof Position.Queued))
        .filter(scope -> state.tally(to).visits() > 0)
        .filter(scope -> liveAround(state, scope))
        .flatMap(
            scope -> {
              var graph = workflow.graphOf(scope.path());
              var dropped = graph.ahead(node).keySet();
              boolean been =
                  !(graph.node(node) instanceof Node.End)
                      && dropped.contains(scope.position().at().node())
                      && !waits(scope.position(), node)
                      && stands(scope, new Before(graph, Set.of(), Set.of()).sure(node));
              return been ? Optional.of(new Back(scope, node, dropped)) : Optional.empty();
            });
  }

  /** Whether a scope waits at that node: it has not got past it, and an extension gives it time. */
  private static boolean waits(Position position, String node) {
    return position.at().node().equals(node)
        && switch (position) {
          case Position.Waiting _ -> true;
          case Position.Stuck stuck -> stuck.expired().isPresent();
          case Position.Queued _, Position.Ready _, Position.Executing _, Position.Retrying _, Position.Blocked _, Position.Polling _, Position.Joining _, Position.Done _ ->
              false;
        };
  }

  /**
   * Whether all is there that is certain to be when a scope comes to a node: in a circle a node may
   * have been visited before the scope went back across what it takes.
   */
  private static boolean stands(Scope scope, Set<String> names) {
    return names.stream()
        .allMatch(
            name -> scope.heard().containsKey(name)
                || (scope.outputs().containsKey(name)
                    && !(scope.outputs().get(name) instanceof Output.Nothing)));
  }

  /** Whether the composite that a scope is a child of has not come to its end yet. */
  private static boolean liveAround(RunState state, Scope scope) {
    if (scope.path().isRoot()) {
      return true;
    }
    var outer = state.scope(scope.path().outer()).orElseThrow();
    var names = scope.path().names();
    return outer.position() instanceof Position.Joining joining
        && joining.at().node().equals(names.get(names.size() - 2))
        && liveAround(state, outer);
  }

  private record Obstacle(String code, String why) {}

  /**
   * A way back.
   *
   * @param dropped the nodes ahead of the one to go back to, itself among them
   */
  private record Back(Scope scope, String node, Set<String> dropped) {

    Optional<Obstacle> obstacle(Workflow workflow, RunState state) {
      if (scope.all().map(Scope::position).anyMatch(Position.Executing.class::isInstance)) {
        return Optional.of(
            new Obstacle(
                "ATTEMPT_UNDER_WAY",
                "an attempt is under way there: pause the run and wait until it has ended"));
      }
      var made = state.touched().stream().filter(isDropped()).findFirst();
      if (made.isPresent()) {
        return Optional.of(
            new Obstacle(
                "UNDOABLE_BETWEEN",
                made.get().label()
                    + " has made things that only an undo takes back: cancel with undo instead"));
      }
      boolean pivot =
          state.pivotPassed()
              && scope.path().isRoot()
              && dropped.stream()
                  .map(workflow.graph()::node)
                  .anyMatch(between -> between instanceof Node.Wait wait && wait.pivot());
      return pivot
          ? Optional.of(
              new Obstacle(
                  "ANSWER_BETWEEN", "the answer that the run has got would be dropped"))
          : Optional.empty();
    }

    /**
     * The names under which nothing stands any more: all that the dropped nodes give. What a node
     * before them may give as well stays, and what is there for certain whenever a scope comes to
     * the node to go back to: in a cycle a wait can lie ahead of the very task that takes its answer.
     */
    List<String> forgotten(Workflow workflow) {
      var graph = workflow.graphOf(scope.path());
      var names = given(graph.nodes().values().stream().filter(this::drops));
      names.removeAll(given(graph.nodes().values().stream().filter(node -> !drops(node))));
      names.removeAll(new Before(graph, Set.of(), Set.of()).sure(node));
      return dropped.stream()
          .flatMap(
              name -> Stream.concat(Stream.of(name), given(Stream.of(graph.node(name))).stream()))
          .filter(names::contains)
          .distinct()
          .toList();
    }

    private boolean drops(Node each) {
      return dropped.contains(each.name());
    }

    private static Set<String> given(Stream<Node> nodes) {
      return nodes
          .flatMap(
              node -> Stream.concat(Stream.of(node.name()), Wiring.gives(node).keySet().stream()))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether something can stand under that name in the scope: a node's output, or its input. */
    boolean gives(Workflow workflow, String name) {
      boolean input = name.equals(Outputs.INPUT) && scope.outputs().containsKey(name);
      return input
          || workflow.graphOf(scope.path())
              .nodes()
              .values()
              .stream()
              .anyMatch(
                  node -> Wiring.gives(node).containsKey(name)
                      && !(node instanceof Node.Wait wait && wait.signal(name).isPresent()));
    }

    private Predicate<Address> isDropped() {
      var depth = scope.path().names().size();
      return at -> at.scope().startsWith(scope.path())
          && dropped.contains(at.path().names().get(depth));
    }
  }
}
