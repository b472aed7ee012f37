package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What the nodes of a graph can see, as far as the workflow alone tells.
 *
 * @param input the type of the input of the workflow that the graph belongs to
 * @param graphs the graphs around it, and itself last; a call is a border
 * @param around the for-eaches around it, the nearest last
 */
record Surroundings(Class<?> input, List<Graph> graphs, List<Node.ForEach> around) {

  Surroundings {
    graphs = List.copyOf(graphs);
    around = List.copyOf(around);
  }

  /** What the nodes of a workflow's own graph see. */
  static Surroundings of(Workflow workflow) {
    return new Surroundings(workflow.input(), List.of(workflow.graph()), List.of());
  }

  /** What the nodes see that the scope of a path walks. */
  static Surroundings of(Workflow workflow, Path scope) {
    var seen = of(workflow);
    for (int i = 0; i < scope.names().size(); i += 2) {
      var composite = (Node.Composite) seen.graph().node(scope.names().get(i));
      seen = seen.into(composite, scope.names().get(i + 1));
    }
    return seen;
  }

  Graph graph() {
    return graphs.getLast();
  }

  /** What the nodes see that a child of a composite in this graph walks. */
  Surroundings into(Node.Composite composite, String key) {
    return switch (composite) {
      case Node.ForEach each ->
          new Surroundings(input, and(graphs, each.body()), and(around, each));
      case Node.Parallel parallel ->
          new Surroundings(input, and(graphs, parallel.graph(key)), around);
      case Node.Call call -> of(call.called());
    };
  }

  private static <T> List<T> and(List<T> all, T one) {
    var more = new ArrayList<>(all);
    more.add(one);
    return more;
  }
}
