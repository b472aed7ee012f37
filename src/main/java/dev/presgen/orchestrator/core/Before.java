package dev.presgen.orchestrator.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which outputs are there when a node of a graph is entered. */
final class Before {

  private final Map<String, Set<String>> sure = new HashMap<>();
  private final Map<String, Set<String>> possible = new HashMap<>();

  /**
   * What is there before the nodes of a graph.
   *
   * @param sureAround what is there for certain before the graph's start
   * @param possibleAround what may be there before the graph's start
   */
  Before(Graph graph, Set<String> sureAround, Set<String> possibleAround) {
    if (!graph.nodes().containsKey(graph.start())) {
      return; // Another check says so.
    }
    sure.put(graph.start(), sureAround);
    possible.put(graph.start(), possibleAround);
    var open = new LinkedHashSet<String>(List.of(graph.start()));
    while (!open.isEmpty()) {
      var node = graph.node(open.removeFirst());
      for (var way : ways(node).toList()) {
        var sureAfter = new HashSet<>(sure(node.name()));
        sureAfter.addAll(way.given());
        var possibleAfter = new HashSet<>(possible(node.name()));
        possibleAfter.add(node.name());
        possibleAfter.addAll(Wiring.gives(node).keySet());
        var target = way.target();
        if (!graph.nodes().containsKey(target)) {
          continue; // Another check says so.
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

  /**
   * A way out of a node.
   *
   * @param given the names under which something stands for certain when it is taken
   */
  private record Way(String target, Set<String> given) {}

  private static Stream<Way> ways(Node node) {
    return switch (node) {
      case Node.Task task -> {
        boolean certain = !task.skippable() && task.when().isEmpty();
        yield Stream.concat(
            Stream.of(new Way(task.next(), certain ? Set.of(task.name()) : Set.of())),
            task.fallback().stream().map(target -> new Way(target, Set.of())));
      }
      case Node.ForEach each -> Stream.of(new Way(each.next(), Set.of(each.name())));
      case Node.Parallel parallel -> Stream.of(new Way(parallel.next(), results(parallel)));
      case Node.Call call ->
          Stream.of(
              new Way(
                  call.next(),
                  comesWith(call.called().graph(), call.gives())
                      ? Set.of(call.name())
                      : Set.of()));
      case Node.Choice _ -> Graph.targets(node).stream().map(target -> new Way(target, Set.of()));
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
                      Stream.of(new Way(target, Set.of(wait.name(), signal.name())));
                  case Node.Answer.Stay(var action) ->
                      action.stream().map(target -> new Way(target, Set.of(signal.name())));
                });
    var timers =
        wait.timers()
            .stream()
            .flatMap(
                timer -> switch (timer.elapsed()) {
                  case Node.Elapsed.GoTo(var target) -> Stream.of(target);
                  case Node.Elapsed.Stay(var action) -> action.stream();
                  case Node.Elapsed.Expire _ -> Stream.<String>empty();
                })
            .map(target -> new Way(target, Set.of()));
    var probe =
        wait.probe()
            .flatMap(Node.Probe::target)
            .stream()
            .map(target -> new Way(target, Set.of(wait.name())));
    return Stream.of(signals, timers, probe).flatMap(all -> all);
  }

  /** What branches give for certain; a branch may end without it where nobody waits for it. */
  private static Set<String> results(Node.Parallel parallel) {
    var given = new HashSet<String>();
    for (var branch : parallel.branches().values()) {
      if (parallel.join() == Node.Join.ALL && comesWith(branch.graph(), branch.gives())) {
        given.add(branch.gives());
      }
    }
    return given;
  }

  /** Whether a walk of a graph cannot end without the output of a node. */
  private static boolean comesWith(Graph graph, String result) {
    var before = new Before(graph, Set.of(), Set.of());
    return graph.nodes()
        .values()
        .stream()
        .filter(Node.End.class::isInstance)
        .allMatch(end -> before.sure(end.name()).contains(result));
  }
}
