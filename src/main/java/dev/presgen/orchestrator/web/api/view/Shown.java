package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Confidential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What callers see of what a run's nodes have given: of what is confidential, the open part. */
final class Shown {

  private Shown() {}

  static Map<String, Object> outputs(RunState state, Workflow workflow, Outputs outputs) {
    var shown = new LinkedHashMap<String, Object>();
    state.root().outputs().forEach((name, output) -> {
      var node = workflow.graph().nodes().get(name);
      if (node != null) {
        value(name, node, output, outputs).forEach(value -> shown.put(name, value));
      }
    });
    return shown;
  }

  private static Stream<Object> value(
      String name, Node node, Output output, Outputs outputs) {
    return switch (output) {
      case Output.Nothing _ -> Stream.empty();
      case Output.One _ -> outputs.find(name, gives(node)).map(Shown::open).stream();
      case Output.Each _ -> {
        var items = new LinkedHashMap<String, Object>();
        outputs.each(name, gives(node)).forEach((key, item) -> items.put(key, open(item)));
        yield Stream.of(items);
      }
    };
  }

  /** The type of what a node, or each of its items, gives. */
  static Class<?> gives(Node node) {
    return switch (node) {
      case Node.Task task -> task.contract().gives();
      case Node.Wait wait -> wait.gives();
      case Node.ForEach each -> gives(each.body().node(each.gives()));
      case Node.Call call -> gives(call.called().graph().node(call.gives()));
      case Node.Parallel _, Node.Choice _, Node.End _ -> Void.class;
    };
  }

  private static Object open(Object value) {
    return value instanceof Confidential confidential ? confidential.open() : value;
  }
}
