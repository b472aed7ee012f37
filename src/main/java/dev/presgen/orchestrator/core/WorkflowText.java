package dev.presgen.orchestrator.core;

import java.util.Optional;
import java.util.stream.Collectors;

/** A workflow as text, the same for the same structure: what its fingerprint is made of. */
final class WorkflowText {

  private WorkflowText() {}

  static String of(String name, Class<?> input, Graph graph) {
    return name + " " + input.getName() + "\n" + of(graph);
  }

  private static String of(Graph graph) {
    var text = new StringBuilder("start ").append(graph.start()).append('\n');
    for (var node : graph.nodes().values()) {
      text.append(node.name()).append(' ').append(of(node)).append('\n');
    }
    return text.toString();
  }

  private static String of(Node node) {
    return switch (node) {
      case Node.Task task ->
          "task "
              + task.handler()
              + " "
              + of(task.contract())
              + " "
              + task.skippable()
              + " when "
              + name(task.when())
              + " then "
              + task.next()
              + task.fallback().map(target -> " else " + target).orElse("");
      case Node.Wait wait ->
          "wait "
              + wait.gives().getName()
              + " pivot "
              + wait.pivot()
              + " "
              + wait.signals().stream().map(WorkflowText::of).toList()
              + " "
              + wait.timers().stream().map(WorkflowText::of).toList()
              + " "
              + wait.probe()
                  .map(probe -> probe.handler() + " then " + probe.target().orElse("-"))
                  .orElse("-")
              + " asks "
              + name(wait.assignee());
      case Node.Choice choice ->
          "choice "
              + choice.cases()
                  .stream()
                  .map(branch -> branch.when().name() + " then " + branch.target())
                  .toList()
              + " else "
              + choice.otherwise();
      case Node.ForEach each ->
          "each "
              + each.items().name()
              + " "
              + each.join()
              + " gives "
              + each.gives()
              + " when "
              + name(each.when())
              + " then "
              + each.next()
              + " {\n"
              + of(each.body())
              + "}";
      case Node.Parallel parallel ->
          "parallel "
              + parallel.join()
              + " then "
              + parallel.next()
              + " {\n"
              + parallel.branches()
                  .entrySet()
                  .stream()
                  .map(
                      branch -> branch.getKey()
                          + " gives "
                          + branch.getValue().gives()
                          + "\n"
                          + of(branch.getValue().graph()))
                  .collect(Collectors.joining())
              + "}";
      case Node.Call call ->
          "call from "
              + call.from().orElse("type")
              + " gives "
              + call.gives()
              + " then "
              + call.next()
              + " {\n"
              + of(call.called().name(), call.called().input(), call.called().graph())
              + "}";
      case Node.End end ->
          end.outcome() == Lifecycle.Outcome.COMPLETED ? "end" : "end " + end.outcome();
    };
  }

  private static String of(Contract contract) {
    return contract.needs()
        .stream()
        .map(
            need -> need.shape()
                + " "
                + need.type().getName()
                + " from "
                + need.from().orElse("type"))
        .toList()
        + " gives "
        + contract.gives().getName()
        + " undoable "
        + contract.undoable();
  }

  private static String of(Node.Signal signal) {
    return signal.name()
        + " "
        + signal.payload().getName()
        + " guard "
        + name(signal.guard())
        + " probed "
        + signal.probed()
        + " "
        + switch (signal.answer()) {
          case Node.Answer.Close(var target) -> "then " + target;
          case Node.Answer.Stay(var action) -> stays(action);
        };
  }

  private static String of(Node.Timer timer) {
    var when =
        switch (timer.schedule()) {
          case Node.Schedule.After(var time) -> "after " + time;
          case Node.Schedule.Every(var time) -> "every " + time;
          case Node.Schedule.Computed(var times) -> "computed " + times.name();
        };
    return timer.name() + " " + when + " from " + timer.anchor() + " " + of(timer.elapsed());
  }

  /** Without the words for a person, which may be bettered while runs are under way. */
  private static String of(Node.Elapsed elapsed) {
    return switch (elapsed) {
      case Node.Elapsed.GoTo(var target) -> "then " + target;
      case Node.Elapsed.Stay(var action) -> stays(action);
      case Node.Elapsed.Expire(var code, _, _) -> "expires " + code;
    };
  }

  private static String stays(Optional<String> action) {
    return action.map(task -> "does " + task + " and ").orElse("") + "stays";
  }

  private static String name(Optional<? extends Named> function) {
    return function.map(Named::name).orElse("-");
  }
}
