package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One walk of a graph.
 *
 * @param outputs by node name, in the order in which they came
 * @param heard what each signal brought last, by its name
 * @param suspended the wait that stands still while the scope is at one of its actions
 * @param children of the composites of this graph, those that have ended included
 */
public record Scope(
    Path path,
    Position position,
    Map<String, Output> outputs,
    Map<String, Ref> heard,
    Optional<Position.Waiting> suspended,
    List<Scope> children) {

  public Scope {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    heard = Collections.unmodifiableMap(new LinkedHashMap<>(heard));
    children = List.copyOf(children);
  }

  static Scope at(Path path, Position position) {
    return new Scope(path, position, Map.of(), Map.of(), Optional.empty(), List.of());
  }

  Scope moved(Position to) {
    return new Scope(path, to, outputs, heard, suspended, children);
  }

  Scope with(String node, Output output) {
    var all = new LinkedHashMap<>(outputs);
    all.put(node, output);
    return new Scope(path, position, all, heard, suspended, children);
  }

  Scope hearing(String signal, Ref payload) {
    var all = new LinkedHashMap<>(heard);
    all.put(signal, payload);
    return new Scope(path, position, outputs, all, suspended, children);
  }

  Scope suspending(Optional<Position.Waiting> wait) {
    return new Scope(path, position, outputs, heard, wait, children);
  }

  /** Without what these nodes and their children have come to. */
  Scope without(Collection<String> nodes) {
    var kept = new LinkedHashMap<>(outputs);
    kept.keySet().removeAll(nodes);
    return new Scope(
        path,
        position,
        kept,
        heard,
        suspended,
        children.stream()
            .filter(child -> !nodes.contains(child.path().names().get(path.names().size())))
            .toList());
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
    return new Scope(path, position, outputs, heard, suspended, all);
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
        heard,
        suspended,
        children.stream()
            .map(child -> where.startsWith(child.path()) ? child.changed(where, change) : child)
            .toList());
  }
}
