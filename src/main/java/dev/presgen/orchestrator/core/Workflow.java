package dev.presgen.orchestrator.core;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a kind of run goes through: immutable, and checked when it is built.
 *
 * @param version changes with what the workflow does
 * @param input the type of what a run is started with; a record
 */
public record Workflow(String name, String version, Class<?> input, Graph graph) {

  /** Begins a workflow whose runs start with an input of the given type. */
  public static WorkflowBuilder named(String name, String version, Class<?> input) {
    return new WorkflowBuilder(name, version, input);
  }

  /** Whether a wait of this workflow is its pivot. */
  public boolean hasPivot() {
    return allNodes(graph).anyMatch(node -> node instanceof Node.Wait wait && wait.pivot());
  }

  /** All nodes, those that child scopes walk included. */
  public Stream<Node> allNodes() {
    return allNodes(graph);
  }

  static Stream<Node> withBody(Node node) {
    return node instanceof Node.Composite composite
        ? Stream.concat(Stream.of(node), composite.graphs().flatMap(Workflow::allNodes))
        : Stream.of(node);
  }

  private static Stream<Node> allNodes(Graph graph) {
    return graph.nodes().values().stream().flatMap(Workflow::withBody);
  }

  /** The graph that the scope of a path walks. */
  Graph graphOf(Path scope) {
    var walked = graph;
    for (int i = 0; i < scope.names().size(); i += 2) {
      var composite = (Node.Composite) walked.node(scope.names().get(i));
      walked = composite.graph(scope.names().get(i + 1));
    }
    return walked;
  }

  /** The node of an address. */
  public Node node(Address at) {
    return graphOf(at.scope()).node(at.node());
  }

  /** The composite that a child scope belongs to; nothing for the root. */
  Optional<Node.Composite> around(Path scope) {
    if (scope.isRoot()) {
      return Optional.empty();
    }
    var name = scope.names().get(scope.names().size() - 2);
    return Optional.of((Node.Composite) graphOf(scope.outer()).node(name));
  }

  /** Whether the for-each around a scope has a place for it: an item holds one until it ends. */
  boolean hasRoom(RunState state, Path scope) {
    return switch (around(scope).orElseThrow()) {
      case Node.ForEach each ->
          state.scope(scope.outer()).orElseThrow().underWay(each.name()) < each.atOnce();
      case Node.Parallel _, Node.Call _ -> true;
    };
  }

  /**
   * What a run is pinned to: 16 hexadecimal digits over the nodes, their targets, types and the
   * names of their functions. Retry policies and limits are not part of it: they may be tuned while
   * runs are under way. The hash is FNV-1a, 64 bit.
   */
  public String fingerprint() {
    long hash = 0xcbf29ce484222325L;
    for (char c : WorkflowText.of(this).toCharArray()) {
      hash = (hash ^ c) * 0x100000001b3L;
    }
    return String.format("%016x", hash);
  }
}
