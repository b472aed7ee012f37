package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * A workflow to be tried.
 *
 * @param invent invents a value of a type that a run is started with, a node gives or a signal brings
 */
record Story(Workflow workflow, BiFunction<Class<?>, RandomGenerator, Object> invent) {

  Node.Task task(Address at) {
    return (Node.Task) workflow.node(at);
  }

  /** The signals that the workflow's waits understand. */
  List<Node.Signal> signals() {
    return workflow
        .allNodes()
        .filter(Node.Wait.class::isInstance)
        .flatMap(node -> ((Node.Wait) node).signals().stream())
        .toList();
  }
}
