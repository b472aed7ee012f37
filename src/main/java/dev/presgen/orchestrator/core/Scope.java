package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One walk of a graph.
 *
 * @param outputs by node name, in the order in which they came
 * @param children the items of the for-eaches of this graph, those that have ended included
 */
public record Scope(
    Path path, Position position, Map<String, Output> outputs, List<Scope> children) {

  public Scope {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    children = List.copyOf(children);
  }

  static Scope at(Path path, Position position) {
    return new Scope(path, position, Map.of(), List.of());
  }

  Scope moved(Position to) {
    return new Scope(path, to, outputs, children);
  }

  Scope with(String node, Output output) {
    var all = new LinkedHashMap<>(outputs);
    all.put(node, output);
    return new Scope(path, position, all, children);
  }

  /** The children that belong to a node, in the order of their items. */
  public List<Scope> childrenOf(String node) {
    var prefix = path.child(node);
    return children.stream().filter(child -> child.path().startsWith(prefix)).toList();
  }

  /** How many of a node's items are between their start and their end. */
  int underWay(String node) {
    return (int) childrenOf(node).stream()
        .filter(
            child -> !(child.position() instanceof Position.Queued)
                && !(child.position() instanceof Position.Done))
        .count();
  }

  /** Replaces the children of a node. */
  Scope withChildren(String node, List<Scope> items) {
    var prefix = path.child(node);
    var all = new ArrayList<Scope>();
    children.stream().filter(child -> !child.path().startsWith(prefix)).forEach(all::add);
    all.addAll(items);
    return new Scope(path, position, outputs, all);
  }

  /** This scope and all below it, a parent before its children. */
  public Stream<Scope> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Scope::all));
  }

  /** This scope with the one at the given path, in or below it, changed. */
  Scope changed(Path where, UnaryOperator<Scope> change) {
    if (path.equals(where)) {
      return change.apply(this);
    }
    return new Scope(
        path,
        position,
        outputs,
        children.stream()
            .map(child -> where.startsWith(child.path()) ? child.changed(where, change) : child)
            .toList());
  }
}
