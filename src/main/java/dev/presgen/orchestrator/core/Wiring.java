package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which output fills what a handler takes. */
public final class Wiring {

  private Wiring() {}

  /** Where something that is taken comes from. */
  public sealed interface Source {
    /** The output of a node that the scope can see; {@link Outputs#INPUT} is the run's input. */
    record NodeOutput(String node) implements Source {}

    /** The item of a for-each around the scope. */
    record ItemValue(Node.ForEach each) implements Source {}

    /** Nothing fits, or more than one thing does. */
    record Unclear(String why) implements Source {}
  }

  /** What fills a need of a node in the given scope. */
  public static Source source(Workflow workflow, Path scope, Need need) {
    var graphs = new ArrayList<Graph>(List.of(workflow.graph()));
    var around = new ArrayList<Node.ForEach>();
    for (int i = 0; i < scope.names().size(); i += 2) {
      var each = (Node.ForEach) graphs.getLast().node(scope.names().get(i));
      around.add(each);
      graphs.add(each.body());
    }
    return source(workflow.input(), graphs, around, need);
  }

  static Source source(
      Class<?> input, List<Graph> graphs, List<Node.ForEach> around, Need need) {
    var fitting = new LinkedHashMap<String, Source>();
    for (var each : around) {
      if (need.from().isEmpty()
          && need.shape() != Shape.EACH
          && need.type().isAssignableFrom(each.items().type())) {
        fitting.put("the item of " + each.name(), new Source.ItemValue(each));
      }
    }
    producers(input, graphs, need.shape() == Shape.EACH)
        .forEach(
            (name, type) -> {
              if (need.from().map(name::equals).orElse(true)
                  && need.type().isAssignableFrom(type)) {
                fitting.put(name, new Source.NodeOutput(name));
              }
            });
    if (fitting.size() == 1) {
      return fitting.values().iterator().next();
    }
    var wanted =
        (need.shape() == Shape.EACH ? "items of type " : "a ")
            + need.type().getSimpleName()
            + need.from().map(from -> " of node " + from).orElse("");
    return new Source.Unclear(
        fitting.isEmpty()
            ? "takes " + wanted + ", which nobody produces"
            : "takes " + wanted + ", which " + fitting.keySet() + " produce: say which");
  }

  private static Map<String, Class<?>> producers(
      Class<?> input, List<Graph> graphs, boolean collected) {
    var types = new LinkedHashMap<String, Class<?>>();
    if (!collected) {
      types.put(Outputs.INPUT, input);
    }
    for (var graph : graphs) {
      for (var node : graph.nodes().values()) {
        gives(node, collected).ifPresent(type -> types.put(node.name(), type));
      }
    }
    return types;
  }

  private static Optional<Class<?>> gives(Node node, boolean collected) {
    return switch (node) {
      case Node.Task task when !collected -> Optional.of(task.contract().gives());
      case Node.Wait wait when !collected -> Optional.of(wait.gives());
      case Node.ForEach each when collected ->
          Optional.ofNullable(each.body().nodes().get(each.gives()))
              .flatMap(result -> gives(result, false));
      case Node.Task _, Node.Wait _, Node.ForEach _, Node.Choice _, Node.End _ -> Optional.empty();
    };
  }
}
