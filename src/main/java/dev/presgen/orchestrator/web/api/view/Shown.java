package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Graph;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Confidential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What callers see of what a run's nodes have given: of what is confidential, the open part. */
final class Shown {

  private final RunState state;
  private final Outputs outputs;

  private Shown(RunState state, Outputs outputs) {
    this.state = state;
    this.outputs = outputs;
  }

  static Map<String, Object> outputs(RunState state, Workflow workflow, Outputs outputs) {
    var shown = new LinkedHashMap<String, Object>();
    var givers = givers(workflow.graph());
    var looking = new Shown(state, outputs);
    state.root()
        .outputs()
        .forEach(
            (name, output) -> Optional.ofNullable(givers.get(name))
                .flatMap(node -> looking.value(name, node, output))
                .ifPresent(value -> shown.put(name, value)));
    return shown;
  }

  /** The nodes that leave something behind in the scope that walks a graph, by what it is called. */
  private static Map<String, Node> givers(Graph graph) {
    var givers = new LinkedHashMap<String, Node>(graph.nodes());
    for (var node : graph.nodes().values()) {
      if (node instanceof Node.Parallel parallel) {
        parallel.branches()
            .values()
            .forEach(
                branch -> givers.put(branch.gives(), branch.graph().node(branch.gives())));
      }
    }
    return givers;
  }

  private Optional<Object> value(String name, Node node, Output output) {
    return switch (output) {
      case Output.Nothing _ -> Optional.empty();
      case Output.One(var ref) ->
          type(node, Optional.of(ref)).flatMap(type -> outputs.find(name, type)).map(Shown::open);
      case Output.Each _ ->
          type(node, Optional.empty())
              .map(
                  type -> {
                    var items = new LinkedHashMap<String, Object>();
                    outputs.each(name, type).forEach((key, item) -> items.put(key, open(item)));
                    return items;
                  });
    };
  }

  /**
   * As what a payload is read that a node, or each of its items, gives; nothing when that cannot be
   * told and it may be confidential.
   *
   * @param ref where a single one is stored
   */
  private Optional<Class<?>> type(Node node, Optional<Ref> ref) {
    return switch (node) {
      case Node.Task task -> Optional.of(task.contract().gives());
      case Node.Wait wait when wait.gives().isRecord() -> Optional.of(wait.gives());
      case Node.Wait wait -> answer(wait, ref);
      case Node.ForEach each -> type(each.body().node(each.gives()), ref);
      case Node.Call call -> type(call.called().graph().node(call.gives()), ref);
      case Node.Parallel _, Node.Choice _, Node.End _ -> Optional.empty();
    };
  }

  /** A wait that can be answered in several ways: the answer's type is that of its signal. */
  private Optional<Class<?>> answer(Node.Wait wait, Optional<Ref> ref) {
    var signalled =
        wait.signals()
            .stream()
            .filter(signal -> ref.map(at -> brought(signal.name(), at)).orElse(false))
            .<Class<?>>map(Node.Signal::payload)
            .findFirst();
    if (signalled.isPresent()) {
      return signalled;
    }
    var possible =
        Stream.concat(
            wait.signals().stream().map(Node.Signal::payload),
            wait.probe().stream().map(probe -> probe.contract().gives()));
    return possible.anyMatch(Confidential.class::isAssignableFrom)
        ? Optional.empty()
        : Optional.of(JsonNode.class);
  }

  private boolean brought(String signal, Ref ref) {
    return state.root().all().anyMatch(scope -> ref.equals(scope.heard().get(signal)));
  }

  private static Object open(Object value) {
    return value instanceof Confidential confidential ? confidential.open() : value;
  }
}
