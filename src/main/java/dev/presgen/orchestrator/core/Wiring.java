package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out which output fills what a handler takes. */
public final class Wiring {

  private Wiring() {}

  /** Where something that is taken comes from. */
  public sealed interface Source {
    /**
     * The output of a node that the scope can see, or what a signal of that name brought; {@link
     * Outputs#INPUT} is the workflow's input.
     */
    record NodeOutput(String node) implements Source {}

    /** The item of a for-each around the scope. */
    record ItemValue(Node.ForEach each) implements Source {}

    /** Nothing fits, or more than one thing does. */
    record Unclear(String why) implements Source {}
  }

  /** What fills a need of a node in the given scope. */
  public static Source source(Workflow workflow, Path scope, Need need) {
    return source(Surroundings.of(workflow, scope), need);
  }

  static Source source(Surroundings seen, Need need) {
    var fitting = new LinkedHashMap<String, Source>();
    for (var each : seen.around()) {
      if (need.from().isEmpty()
          && need.shape() != Shape.EACH
          && need.type().isAssignableFrom(each.items().type())) {
        fitting.put("the item of " + each.name(), new Source.ItemValue(each));
      }
    }
    producers(seen, need)
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
            + need.from().map(from -> " of " + from).orElse("");
    return new Source.Unclear(
        fitting.isEmpty()
            ? "takes " + wanted + ", which nobody produces"
            : "takes " + wanted + ", which " + fitting.keySet() + " produce: say which");
  }

  private static Map<String, Class<?>> producers(Surroundings seen, Need need) {
    var types = new LinkedHashMap<String, Class<?>>();
    if (need.shape() != Shape.EACH) {
      types.put(Outputs.INPUT, seen.input());
    }
    for (var graph : seen.graphs()) {
      for (var node : graph.nodes().values()) {
        if (need.shape() == Shape.EACH) {
          items(node).ifPresent(type -> types.put(node.name(), type));
        } else {
          gives(node).forEach(
              (name, type) -> {
                // What signals bring is taken by name alone: a wait's output is of their types too.
                if (need.from().isPresent() || !signals(node).containsKey(name)) {
                  types.put(name, type);
                }
              });
        }
      }
    }
    return types;
  }

  /** The names under which a node leaves single outputs behind, and of what type they are. */
  static Map<String, Class<?>> gives(Node node) {
    return switch (node) {
      case Node.Task task -> Map.of(task.name(), task.contract().gives());
      case Node.Wait wait -> {
        var types = new LinkedHashMap<String, Class<?>>(signals(wait));
        types.put(wait.name(), wait.gives());
        yield types;
      }
      case Node.Parallel parallel -> {
        var types = new LinkedHashMap<String, Class<?>>();
        for (var branch : parallel.branches().values()) {
          result(branch.graph(), branch.gives())
              .ifPresent(type -> types.put(branch.gives(), type));
        }
        yield types;
      }
      case Node.Call call ->
          result(call.called().graph(), call.gives())
              .<Map<String, Class<?>>>map(type -> Map.of(call.name(), type))
              .orElse(Map.of());
      case Node.ForEach _, Node.Choice _, Node.End _ -> Map.of();
    };
  }

  private static Map<String, Class<?>> signals(Node node) {
    var types = new LinkedHashMap<String, Class<?>>();
    if (node instanceof Node.Wait wait) {
      wait.signals().forEach(signal -> types.put(signal.name(), signal.payload()));
    }
    return types;
  }

  /** The type of what each item of a for-each gives. */
  private static Optional<Class<?>> items(Node node) {
    return node instanceof Node.ForEach each
        ? result(each.body(), each.gives())
        : Optional.empty();
  }

  private static Optional<Class<?>> result(Graph graph, String name) {
    return Optional.ofNullable(graph.nodes().get(name))
        .flatMap(node -> Optional.ofNullable(gives(node).get(name)));
  }
}
