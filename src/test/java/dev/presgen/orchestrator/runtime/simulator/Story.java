package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A workflow to be tried.
 *
 * @param input invents what a run is started with
 * @param invent invents a value of a type that a node gives or a signal brings
 */
record Story(
    Workflow workflow, Function<Dice, Object> input, BiFunction<Class<?>, Dice, Object> invent) {

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
