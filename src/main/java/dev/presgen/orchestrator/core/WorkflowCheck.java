package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds everything that is wrong with a workflow. */
final class WorkflowCheck {

  private static final String NAME = "[A-Za-z0-9_]{1,60}";
  private static final String KEY = "[A-Za-z0-9_-]{1,60}";

  /** More branches than anybody can oversee. */
  private static final int BRANCHES_MAX = 50;

  private final Workflow workflow;
  private final List<String> errors = new ArrayList<>();

  WorkflowCheck(Workflow workflow) {
    this.workflow = workflow;
  }

  List<String> errors() {
    check(
        Surroundings.of(workflow),
        "",
        new Before(workflow.graph(), Set.of(Outputs.INPUT), Set.of(Outputs.INPUT)));
    checkPivot();
    checkPayloads();
    return errors;
  }

  /** Whoever signals names no wait: what a signal carries must follow from its name alone. */
  private void checkPayloads() {
    var payloads = new TreeMap<String, Class<?>>();
    workflow
        .allNodes()
        .filter(Node.Wait.class::isInstance)
        .flatMap(node -> ((Node.Wait) node).signals().stream())
        .forEach(
            signal -> {
              var other = payloads.putIfAbsent(signal.name(), signal.payload());
              if (other != null && other != signal.payload()) {
                errors.add(
                    "signal "
                        + signal.name()
                        + " carries a "
                        + other.getSimpleName()
                        + " here and a "
                        + signal.payload().getSimpleName()
                        + " there");
              }
            });
  }

  /** Checks one graph; what a call walks was checked when it was built. */
  private void check(Surroundings seen, String where, Before before) {
    var graph = seen.graph();
    if (graph.nodes().isEmpty()) {
      errors.add(where + "there is no node");
      return;
    }
    if (!checkTargets(graph, where)) {
      return; // What follows would only repeat it.
    }
    checkReach(graph, where);
    checkCycles(graph, where);
    for (var node : graph.nodes().values()) {
      checkName(node, seen, where);
      checkNeeds(node, seen, before, where);
      switch (node) {
        case Node.Wait wait ->
            new WaitCheck(wait, graph)
                .errors()
                .forEach(error -> errors.add(where + "wait " + wait.name() + ": " + error));
        case Node.ForEach each -> {
          checkForEach(each, where);
          check(each, "", seen, before);
        }
        case Node.Parallel parallel -> {
          checkParallel(parallel, graph, where);
          parallel.branches().keySet().forEach(branch -> check(parallel, branch, seen, before));
        }
        case Node.Call call -> checkCall(call, where);
        case Node.Task _, Node.Choice _, Node.End _ -> {
        }
      }
    }
  }

  private void check(Node.Composite composite, String key, Surroundings seen, Before before) {
    var inner = seen.into(composite, key);
    check(
        inner,
        composite.name() + (key.isEmpty() ? "" : "/" + key) + ": ",
        new Before(
            inner.graph(), before.sure(composite.name()), before.possible(composite.name())));
  }

  private void checkName(Node node, Surroundings seen, String where) {
    if (!node.name().matches(NAME) || node.name().equals(Outputs.INPUT)) {
      errors.add(
          where
              + "node name "
              + node.name()
              + " must be 1 to 60 letters, digits or _, and not "
              + Outputs.INPUT);
    }
    if (seen.graphs()
        .stream()
        .limit(seen.graphs().size() - 1)
        .anyMatch(around -> around.nodes().containsKey(node.name()))) {
      errors.add(where + "node " + node.name() + " has the name of a node around it");
    }
  }

  private boolean checkTargets(Graph graph, String where) {
    boolean right = true;
    for (var node : graph.nodes().values()) {
      for (var target : new TreeSet<>(Graph.targets(node))) {
        if (!graph.nodes().containsKey(target)) {
          errors.add(where + "node " + node.name() + " leads to " + target + ", which is unknown");
          right = false;
        }
      }
    }
    return right;
  }

  private void checkReach(Graph graph, String where) {
    var reached = graph.ahead(graph.start()).keySet();
    for (var name : graph.nodes().keySet()) {
      if (!reached.contains(name)) {
        errors.add(where + "node " + name + " is unreachable: nothing leads to it");
      }
      if (graph.ahead(name).values().stream().noneMatch(Node.End.class::isInstance)) {
        errors.add(where + "node " + name + " never comes to an end");
      }
    }
  }

  private void checkCycles(Graph graph, String where) {
    for (var name : graph.nodes().keySet()) {
      if (comesBackWithoutWait(graph, name)) {
        errors.add(where + "node " + name + " comes back to itself without a wait");
      }
    }
  }

  private static boolean comesBackWithoutWait(Graph graph, String from) {
    var seen = new HashSet<String>();
    var open = new ArrayDeque<String>(List.of(from));
    while (!open.isEmpty()) {
      var node = graph.node(open.poll());
      if (node instanceof Node.Wait) {
        continue;
      }
      for (var target : Graph.targets(node)) {
        if (target.equals(from)) {
          return true;
        }
        if (seen.add(target)) {
          open.add(target);
        }
      }
    }
    return false;
  }

  private void checkNeeds(Node node, Surroundings seen, Before before, String where) {
    var needs =
        switch (node) {
          case Node.Task task -> task.contract().needs();
          case Node.Wait wait ->
              wait.probe().map(probe -> probe.contract().needs()).orElse(List.of());
          case Node.Call call -> List.of(call.input());
          case Node.ForEach _, Node.Parallel _, Node.Choice _, Node.End _ -> List.<Need>of();
        };
    for (var need : needs) {
      var problem =
          switch (Wiring.source(seen, need)) {
            case Wiring.Source.Unclear(var why) -> why;
            case Wiring.Source.ItemValue _ when node instanceof Node.Call ->
                "takes an item, which is not stored: a task must give it";
            case Wiring.Source.ItemValue _ -> "";
            case Wiring.Source.NodeOutput(var from) -> missing(need, from, node, before);
          };
      if (!problem.isEmpty()) {
        errors.add(
            where + "node " + node.name() + ", input " + need.component() + ": it " + problem);
      }
    }
  }

  private static String missing(Need need, String from, Node node, Before before) {
    if (!before.possible(node.name()).contains(from)) {
      return "takes the output of " + from + ", which comes only later";
    }
    if (need.shape() == Shape.ONE && !before.sure(node.name()).contains(from)) {
      return "takes the output of " + from + ", which may be missing: it must be an Optional";
    }
    return "";
  }

  private void checkForEach(Node.ForEach each, String where) {
    if (each.atOnce() < 1) {
      errors.add(where + "for-each " + each.name() + " must do at least one item at once");
    }
    checkResult("for-each " + each.name(), each.body(), each.gives(), where);
  }

  private void checkParallel(Node.Parallel parallel, Graph graph, String where) {
    var results = new TreeSet<String>();
    if (parallel.branches().isEmpty() || parallel.branches().size() > BRANCHES_MAX) {
      errors
          .add(where + "parallel " + parallel.name() + " needs 1 to " + BRANCHES_MAX + " branches");
    }
    parallel.branches()
        .forEach(
            (name, branch) -> {
              var who = "branch " + name + " of " + parallel.name();
              if (!name.matches(KEY)) {
                errors.add(where + who + " must have a name that matches " + KEY);
              }
              checkResult(who, branch.graph(), branch.gives(), where);
              boolean taken =
                  graph.nodes()
                      .values()
                      .stream()
                      .filter(node -> !node.equals(parallel))
                      .anyMatch(node -> Wiring.gives(node).containsKey(branch.gives()));
              if (!results.add(branch.gives()) || taken) {
                errors.add(where + who + " gives " + branch.gives() + ", as something else does");
              }
            });
  }

  private void checkCall(Node.Call call, String where) {
    checkResult("call " + call.name(), call.called().graph(), call.gives(), where);
    if (call.called().hasPivot()) {
      errors.add(where + "call " + call.name() + " calls a workflow with a pivot of its own");
    }
    if (!call.called().name().matches(KEY)) {
      errors.add(
          where + "call " + call.name() + " calls a workflow whose name does not match " + KEY);
    }
  }

  private void checkResult(String who, Graph inner, String gives, String where) {
    var result = inner.nodes().get(gives);
    if (result == null || !Wiring.gives(result).containsKey(gives)) {
      errors.add(
          where + who + " gives the output of " + gives + ", which is no task, wait or call in it");
    }
  }

  private void checkPivot() {
    var pivots =
        workflow
            .allNodes()
            .filter(node -> node instanceof Node.Wait wait && wait.pivot())
            .map(Node::name)
            .toList();
    if (pivots.size() > 1) {
      errors.add("there is more than one pivot: " + pivots);
    }
    for (var pivot : pivots) {
      if (!workflow.graph().nodes().containsKey(pivot)) {
        errors.add("the pivot " + pivot + " must not be in a child scope");
        continue;
      }
      if (actions((Node.Wait) workflow.graph().node(pivot))) {
        errors.add("the pivot " + pivot + " must not stand still for an action");
      }
      var behind = new HashSet<Node>();
      for (var target : Graph.targets(workflow.graph().node(pivot))) {
        behind.addAll(workflow.graph().ahead(target).values());
      }
      behind.stream()
          .flatMap(Workflow::withBody)
          .filter(node -> node instanceof Node.Task task && task.contract().undoable())
          .map(Node::name)
          .sorted()
          .forEach(
              name -> errors.add(
                  "node " + name + " is undoable but comes after the pivot " + pivot));
    }
  }

  private static boolean actions(Node.Wait wait) {
    return Stream.concat(
        wait.signals()
            .stream()
            .map(
                signal -> signal.answer() instanceof Node.Answer.Stay(var action)
                    && action.isPresent()),
        wait.timers()
            .stream()
            .map(
                timer -> timer.elapsed() instanceof Node.Elapsed.Stay(var action)
                    && action.isPresent()))
        .anyMatch(acts -> acts);
  }
}
