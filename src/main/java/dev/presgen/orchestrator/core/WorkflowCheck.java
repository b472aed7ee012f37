package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds everything that is wrong with a workflow. */
final class WorkflowCheck {

  private static final String NAME = "[A-Za-z0-9_]{1,60}";

  private final Workflow workflow;
  private final List<String> errors = new ArrayList<>();

  WorkflowCheck(Workflow workflow) {
    this.workflow = workflow;
  }

  List<String> errors() {
    check(List.of(workflow.graph()), List.of(), Set.of(Outputs.INPUT), Set.of(Outputs.INPUT));
    checkPivot();
    return errors;
  }

  /**
   * Checks one graph.
   *
   * @param graphs the graphs around it, and itself last
   * @param around the for-eaches around it
   * @param sure the nodes around it whose output is there for certain
   * @param possible the nodes around it whose output may be there
   */
  private void check(
      List<Graph> graphs, List<Node.ForEach> around, Set<String> sure, Set<String> possible) {
    var graph = graphs.getLast();
    var where = around.isEmpty() ? "" : around.getLast().name() + ": ";
    if (graph.nodes().isEmpty()) {
      errors.add(where + "there is no node");
      return;
    }
    if (!checkTargets(graph, where)) {
      return; // What follows would only repeat it.
    }
    checkReach(graph, where);
    checkCycles(graph, where);
    var before = new Before(graph, sure, possible);
    for (var node : graph.nodes().values()) {
      if (!node.name().matches(NAME) || node.name().equals(Outputs.INPUT)) {
        errors.add(
            where
                + "node name "
                + node.name()
                + " must be 1 to 60 letters, digits or _, and not "
                + Outputs.INPUT);
      }
      if (graphs.stream().limit(around.size()).anyMatch(g -> g.nodes().containsKey(node.name()))) {
        errors.add(where + "node " + node.name() + " has the name of a node around it");
      }
      checkNeeds(node, graphs, around, before, where);
      if (node instanceof Node.Wait wait) {
        new WaitCheck(wait)
            .errors()
            .forEach(error -> errors.add(where + "wait " + wait.name() + ": " + error));
      }
      if (node instanceof Node.ForEach each) {
        checkForEach(each, where);
        var inner = new ArrayList<>(graphs);
        inner.add(each.body());
        var outer = new ArrayList<>(around);
        outer.add(each);
        check(inner, outer, before.sure(each.name()), before.possible(each.name()));
      }
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

  private void checkNeeds(
      Node node, List<Graph> graphs, List<Node.ForEach> around, Before before, String where) {
    var needs =
        switch (node) {
          case Node.Task task -> task.contract().needs();
          case Node.Wait wait ->
              wait.probe().map(probe -> probe.contract().needs()).orElse(List.of());
          case Node.ForEach _, Node.Choice _, Node.End _ -> List.<Need>of();
        };
    for (var need : needs) {
      var problem =
          switch (Wiring.source(workflow.input(), graphs, around, need)) {
            case Wiring.Source.Unclear(var why) -> why;
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
    if (!(each.body().nodes().get(each.gives()) instanceof Node.Task)
        && !(each.body().nodes().get(each.gives()) instanceof Node.Wait)) {
      errors.add(
          where
              + "for-each "
              + each.name()
              + " gives the output of "
              + each.gives()
              + ", which is no task or wait of its body");
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
        errors.add("the pivot " + pivot + " must not be inside a for-each");
        continue;
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

  /** Which outputs are there when a node is entered. */
  private static final class Before {
    private final Map<String, Set<String>> sure = new HashMap<>();
    private final Map<String, Set<String>> possible = new HashMap<>();

    Before(Graph graph, Set<String> sureAround, Set<String> possibleAround) {
      sure.put(graph.start(), sureAround);
      possible.put(graph.start(), possibleAround);
      var open = new LinkedHashSet<String>(List.of(graph.start()));
      while (!open.isEmpty()) {
        var node = graph.node(open.removeFirst());
        var gone = closings(node);
        for (var target : Graph.targets(node)) {
          boolean gives = gone.contains(target) && certain(node);
          var sureAfter = new HashSet<>(sure(node.name()));
          var possibleAfter = new HashSet<>(possible(node.name()));
          possibleAfter.add(node.name());
          if (gives) {
            sureAfter.add(node.name());
          }
          if (sure.containsKey(target)) {
            sureAfter.retainAll(sure(target));
            possibleAfter.addAll(possible(target));
          }
          boolean changed = !sureAfter.equals(sure.put(target, sureAfter));
          changed |= !possibleAfter.equals(possible.put(target, possibleAfter));
          if (changed) {
            open.add(target);
          }
        }
      }
    }

    Set<String> sure(String node) {
      return sure.getOrDefault(node, Set.of());
    }

    Set<String> possible(String node) {
      return possible.getOrDefault(node, Set.of());
    }

    private static boolean certain(Node node) {
      return switch (node) {
        case Node.Task task -> !task.skippable() && task.when().isEmpty();
        case Node.Wait _, Node.ForEach _ -> true;
        case Node.Choice _, Node.End _ -> false;
      };
    }

    /** The targets to which a node goes with an output; a wait that a timer ends has none. */
    private static Set<String> closings(Node node) {
      var targets = new HashSet<>(Graph.targets(node));
      if (node instanceof Node.Wait wait) {
        for (var timer : wait.timers()) {
          if (timer.elapsed() instanceof Node.Elapsed.GoTo(var target)) {
            targets.remove(target);
          }
        }
      }
      return targets;
    }
  }
}
