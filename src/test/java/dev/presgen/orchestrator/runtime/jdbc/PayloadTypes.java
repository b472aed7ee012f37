package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Graph;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As what the payloads of a recording are read: of the types that whoever stored them declares. */
final class PayloadTypes {

  private final Workflow workflow;
  private final Map<String, Set<Class<?>>> types = new HashMap<>();

  private PayloadTypes(Workflow workflow) {
    this.workflow = workflow;
  }

  /** The types of a recording's payloads, by reference. */
  static Map<String, Set<Class<?>>> of(Workflow workflow, HistoryFile history) {
    var found = new PayloadTypes(workflow);
    for (var line : history.lines()) {
      line.fact().ifPresent(found::fact);
      line.events().forEach(stored -> found.event(HistoryFile.event(stored)));
    }
    return found.types;
  }

  /** Everything that runs of a workflow store. */
  static Set<Class<?>> of(Workflow workflow) {
    return Stream.concat(
        Stream.of(workflow.input()),
        workflow.allNodes()
            .flatMap(
                node -> switch (node) {
                  case Node.Task task -> Stream.of(task.contract().gives());
                  case Node.Wait wait -> Stream.concat(
                      Stream.of(wait.gives()), wait.signals().stream().map(Node.Signal::payload));
                  case Node.Call call -> of(call.called()).stream();
                  case Node.ForEach _, Node.Parallel _, Node.Choice _, Node.End _ -> Stream.empty();
                }))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void is(Ref ref, Class<?> type) {
    types.computeIfAbsent(ref.id(), _ -> new HashSet<>()).add(type);
  }

  /** What other facts bring stands in the events that they lead to, or is not kept. */
  private void fact(Fact fact) {
    if (fact instanceof Fact.AttemptSucceeded it) {
      it.output().ifPresent(ref -> is(ref, task(it.at())));
    } else if (fact instanceof Fact.ProbeFound it) {
      is(it.output(), waits(it.at()));
    } else if (fact instanceof Fact.SignalReceived it) {
      is(it.payload(), signal(it.name()));
    }
  }

  /** Other events store no payload, or one that a fact has brought. */
  private void event(Event event) {
    if (event instanceof Event.RunStarted it) {
      is(it.input(), workflow.input());
    } else if (event instanceof Event.StepSkipped it) {
      it.output().ifPresent(ref -> is(ref, task(it.at())));
    } else if (event instanceof Event.WaitClosed it && !types.containsKey(it.output().id())) {
      is(it.output(), waits(it.at())); // What a look before a signal has found.
    } else if (event instanceof Event.Rewound it) {
      it.given().forEach((node, ref) -> is(ref, gives(workflow.graphOf(it.at().scope()), node)));
    }
  }

  private Class<?> task(Address at) {
    return ((Node.Task) workflow.node(at)).contract().gives();
  }

  private Class<?> waits(Address at) {
    return ((Node.Wait) workflow.node(at)).gives();
  }

  private Class<?> signal(String name) {
    return workflow.allNodes()
        .filter(Node.Wait.class::isInstance)
        .flatMap(wait -> ((Node.Wait) wait).signals().stream())
        .filter(signal -> signal.name().equals(name))
        .<Class<?>>map(Node.Signal::payload)
        .findFirst()
        .orElseThrow();
  }

  /** What a node of a graph gives, or one whose output a branch leaves there. */
  private static Class<?> gives(Graph graph, String name) {
    return graph.nodes()
        .values()
        .stream()
        .flatMap(
            node -> node instanceof Node.Parallel parallel
                ? parallel.branches()
                    .values()
                    .stream()
                    .map(branch -> branch.graph().node(branch.gives()))
                : Stream.of(node))
        .filter(node -> node.name().equals(name))
        .findFirst()
        .<Class<?>>map(
            node -> node instanceof Node.Wait wait
                ? wait.gives()
                : ((Node.Task) node).contract().gives())
        .orElseThrow();
  }
}
