package dev.presgen.orchestrator.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Nodes and where a walk of them begins.
 *
 * @param nodes by name, in the order in which they were declared
 */
public record Graph(String start, Map<String, Node> nodes) {

  public Graph {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  /** The node of that name. Asking for one that is not there is a bug. */
  public Node node(String name) {
    var node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "no node " + name + " in the graph that starts at " + start);
    }
    return node;
  }

  /** Where a scope can go from a node, in the order of declaration. */
  static List<String> targets(Node node) {
    return switch (node) {
      case Node.Task task ->
          Stream.concat(Stream.of(task.next()), task.fallback().stream()).toList();
      case Node.Composite composite -> List.of(composite.next());
      case Node.Choice choice ->
          Stream.concat(
              choice.cases().stream().map(Node.Choice.Case::target),
              Stream.of(choice.otherwise()))
              .toList();
      case Node.Wait wait -> targets(wait);
      case Node.End _ -> List.of();
    };
  }

  private static List<String> targets(Node.Wait wait) {
    var signals =
        wait.signals()
            .stream()
            .flatMap(
                signal -> switch (signal.answer()) {
                  case Node.Answer.Close(var target) -> Stream.of(target);
                  case Node.Answer.Stay(var action) -> action.stream();
                });
    var timers =
        wait.timers()
            .stream()
            .flatMap(
                timer -> switch (timer.elapsed()) {
                  case Node.Elapsed.GoTo(var target) -> Stream.of(target);
                  case Node.Elapsed.Stay(var action) -> action.stream();
                  case Node.Elapsed.Expire _ -> Stream.<String>empty();
                });
    var probe = wait.probe().flatMap(Node.Probe::target).stream();
    return Stream.of(signals, timers, probe).flatMap(all -> all).toList();
  }

  /** The nodes that a scope at this node can still come to, the node itself among them. */
  Map<String, Node> ahead(String from) {
    var found = new LinkedHashMap<String, Node>();
    var open = new java.util.ArrayDeque<String>(List.of(from));
    while (!open.isEmpty()) {
      var name = open.poll();
      var node = nodes.get(name);
      if (node != null && found.put(name, node) == null) {
        open.addAll(targets(node));
      }
    }
    return found;
  }
}
