package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Graph;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import java.util.stream.Stream;

/** A workflow as a Mermaid state diagram: its nodes, and by what one leads to another. */
final class StateDiagram {

  /** What Mermaid calls the begin and the end of a walk. */
  private static final String POINT = "[*]";

  private final Workflow workflow;
  private final StringBuilder text = new StringBuilder("stateDiagram-v2\n");

  StateDiagram(Workflow workflow) {
    this.workflow = workflow;
  }

  String text() {
    draw(workflow.graph(), "", "  ");
    return text.toString();
  }

  /**
   * Draws a graph.
   *
   * @param prefix of the ids, which Mermaid wants to be unique in the whole diagram
   */
  private void draw(Graph graph, String prefix, String indent) {
    graph.nodes().values().forEach(node -> declare(node, prefix, indent));
    arrow(indent, POINT, id(graph, prefix, graph.start()), "");
    graph.nodes().values().forEach(node -> arrows(graph, node, prefix, indent));
  }

  private void declare(Node node, String prefix, String indent) {
    var id = prefix + node.name();
    switch (node) {
      case Node.Task _, Node.Wait _ -> line(indent, "state \"" + node.name() + "\" as " + id);
      case Node.Choice _ -> line(indent, "state " + id + " <<choice>>");
      case Node.ForEach each -> {
        line(indent, "state \"" + node.name() + " (each item)\" as " + id + " {");
        draw(each.body(), id + "__", indent + "  ");
        line(indent, "}");
      }
      case Node.Parallel parallel -> {
        line(indent, "state \"" + node.name() + " (at once)\" as " + id + " {");
        var between = "";
        for (var branch : parallel.branches().entrySet()) {
          text.append(between);
          draw(branch.getValue().graph(), id + "__" + branch.getKey() + "__", indent + "  ");
          between = indent + "  --\n";
        }
        line(indent, "}");
      }
      case Node.Call call -> {
        var title = node.name() + " (" + call.called().name() + ")";
        line(indent, "state \"" + title + "\" as " + id + " {");
        draw(call.called().graph(), id + "__", indent + "  ");
        line(indent, "}");
      }
      case Node.End _ -> {
        // Drawn as the point that arrows lead to.
      }
    }
  }

  private void arrows(Graph graph, Node node, String prefix, String indent) {
    ways(node)
        .forEach(
            way -> arrow(
                indent, prefix + node.name(), id(graph, prefix, way.target()), way.by()));
  }

  private static String id(Graph graph, String prefix, String name) {
    return graph.node(name) instanceof Node.End ? POINT : prefix + name;
  }

  /**
   * A way from a node to another.
   *
   * @param by what takes it; empty where nothing has to be said
   */
  private record Way(String target, String by) {}

  private static Stream<Way> ways(Node node) {
    return switch (node) {
      case Node.Task task ->
          Stream.concat(
              Stream.of(new Way(task.next(), "")),
              task.fallback().stream().map(target -> new Way(target, "failed")));
      case Node.Composite composite -> Stream.of(new Way(composite.next(), ""));
      case Node.Choice choice ->
          Stream.concat(
              choice.cases().stream().map(b -> new Way(b.target(), b.when().name())),
              Stream.of(new Way(choice.otherwise(), "otherwise")));
      case Node.Wait wait -> ways(wait);
      case Node.End _ -> Stream.empty();
    };
  }

  private static Stream<Way> ways(Node.Wait wait) {
    var signals =
        wait.signals()
            .stream()
            .flatMap(
                signal -> switch (signal.answer()) {
                  case Node.Answer.Close(var target) ->
                      Stream.of(new Way(target, signal.name()));
                  case Node.Answer.Stay(var action) ->
                      Stream.of(new Way(action.orElse(wait.name()), signal.name()));
                });
    var probe =
        wait.probe().flatMap(Node.Probe::target).stream().map(target -> new Way(target, "found"));
    var timers =
        wait.timers()
            .stream()
            .flatMap(
                timer -> switch (timer.elapsed()) {
                  case Node.Elapsed.GoTo(var target) ->
                      Stream.of(new Way(target, timer.name()));
                  case Node.Elapsed.Stay(var action) ->
                      Stream.of(new Way(action.orElse(wait.name()), timer.name()));
                  case Node.Elapsed.Expire _ -> Stream.<Way>empty();
                });
    return Stream.of(signals, probe, timers).flatMap(all -> all);
  }

  private void arrow(String indent, String from, String to, String by) {
    // In a label a colon or semicolon would be read as syntax.
    var label = by.replaceAll("[^\\p{L}\\p{N}_. -]", " ").strip();
    line(indent, from + " --> " + to + (label.isEmpty() ? "" : ": " + label));
  }

  private void line(String indent, String content) {
    text.append(indent).append(content).append('\n');
  }
}
