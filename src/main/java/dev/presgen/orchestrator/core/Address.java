package dev.presgen.orchestrator.core;

/**
 * One visit of one node: what an attempt works for and what a fact is about.
 *
 * @param scope the scope that walks the node's graph
 * @param visit how often the node has been entered in this run, from 1
 */
public record Address(Path scope, String node, int visit) {

  /** The node's own path. */
  public Path path() {
    return scope.child(node);
  }

  /** What people call it: the node where the run walks it, the item where a child scope does. */
  public String label() {
    return scope.isRoot() ? node : scope.toString();
  }
}
