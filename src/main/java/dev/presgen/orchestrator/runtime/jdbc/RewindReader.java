package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Wiring;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads where somebody wants to go back to, and what the step there is to take instead. */
final class RewindReader {

  private final StrictReader reader;

  RewindReader(StrictReader reader) {
    this.reader = reader;
  }

  /**
   * A way back.
   *
   * @param to the node's path
   * @param given what takes the place of outputs, by the node that gave them
   */
  record Way(Path to, Map<String, Record> given) {
    Way {
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
  }

  Checked<Way> read(Workflow workflow, Action.Rewind asked) {
    var to = workflow.nodeAt(Path.of(asked.to()));
    if (to.isEmpty()) {
      return wrong(
          "/to",
          "is no place in workflow %s; its steps are %s"
              .formatted(workflow.name(), steps(workflow)));
    }
    if (asked.input().isEmpty()) {
      return new Checked.Right<>(new Way(to.get(), Map.of()));
    }
    var scope = new Path(to.get().names().subList(0, to.get().names().size() - 1));
    var node = workflow.node(new Address(scope, to.get().names().getLast(), 1));
    return node instanceof Node.Task task
        ? new Given(workflow, scope, task).read(to.get(), asked.input().get())
        : wrong("/input", "cannot be given, since " + node.name() + " is no task");
  }

  private static String steps(Workflow workflow) {
    return workflow.graph()
        .nodes()
        .values()
        .stream()
        .filter(node -> !(node instanceof Node.End))
        .map(Node::name)
        .collect(Collectors.joining(", "));
  }

  private static <T> Checked<T> wrong(String pointer, String detail) {
    return new Checked.Wrong<>(List.of(new FieldProblem(pointer, detail)));
  }

  /** What a task is given. */
  private final class Given {
    private final Workflow workflow;
    private final Path scope;
    private final Node.Task task;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final Map<String, Record> outputs = new LinkedHashMap<>();

    Given(Workflow workflow, Path scope, Node.Task task) {
      this.workflow = workflow;
      this.scope = scope;
      this.task = task;
    }

    Checked<Way> read(Path to, JsonNode input) {
      if (!input.isObject()) {
        return wrong("/input", "must be a JSON object");
      }
      input.properties().forEach(member -> read(member.getKey(), member.getValue()));
      return problems.isEmpty()
          ? new Checked.Right<>(new Way(to, outputs))
          : new Checked.Wrong<>(problems);
    }

    private void read(String component, JsonNode value) {
      var pointer = "/input/" + component.replace("~", "~0").replace("/", "~1");
      var need =
          task.contract()
              .needs()
              .stream()
              .filter(one -> one.component().equals(component))
              .findFirst();
      if (need.isEmpty()) {
        problems.add(
            new FieldProblem(
                pointer, "is nothing that " + task.name() + " takes; " + whatCanBeGiven()));
        return;
      }
      var source = source(need.get());
      if (source.isEmpty()) {
        problems.add(
            new FieldProblem(
                pointer, "is not the output of a step beside it; " + whatCanBeGiven()));
        return;
      }
      switch (reader.read(value, need.get().type())) {
        case Checked.Wrong<Record>(var wrong) ->
            wrong.forEach(
                problem -> problems.add(
                    new FieldProblem(pointer + problem.pointer(), problem.detail())));
        case Checked.Right<Record>(var output) -> {
          if (outputs.put(source.get(), output) != null) {
            problems.add(
                new FieldProblem(
                    pointer, "is the output of " + source.get() + ", which is given already"));
          }
        }
      }
    }

    /**
     * The node whose output a need is filled with: one in the walk that goes back, so that all of it
     * goes on with the same. What the walk began with, items and what signals brought stay as they
     * are.
     */
    private Optional<String> source(Need need) {
      return need.shape() != Shape.EACH
          && need.type().isRecord()
          && Wiring.source(workflow, scope, need) instanceof Wiring.Source.NodeOutput(var node)
          && workflow.graphOf(scope).nodes().values().stream().anyMatch(one -> gives(one, node))
              ? Optional.of(node)
              : Optional.empty();
    }

    private static boolean gives(Node one, String name) {
      var branches =
          one instanceof Node.Parallel parallel
              ? parallel.branches().values()
              : List.<Node.Parallel.Branch>of();
      return one.name().equals(name)
          || branches.stream().anyMatch(branch -> branch.gives().equals(name));
    }

    private String whatCanBeGiven() {
      var givable =
          task.contract()
              .needs()
              .stream()
              .filter(need -> source(need).isPresent())
              .map(Need::component)
              .toList();
      return givable.isEmpty()
          ? "nothing can be given to it"
          : "what can be given is " + String.join(", ", givable);
    }
  }
}
