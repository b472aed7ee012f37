package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.web.api.view.RunSummary.Missing;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a scope will not deliver: what it was there for itself, and what a person left out of it. */
record Lacking(RunState state, Workflow workflow, Scope scope) {

  Stream<Missing> all() {
    return Stream.concat(own().stream(), tasks());
  }

  /** A child that has ended without what it was for. */
  private Optional<Missing> own() {
    return scope.position() instanceof Position.Done(_, Position.End.Missing(var why))
        ? workflow.around(scope.path())
            .map(around -> new Missing(kind(named(around)), scope.path().toString(), why))
        : Optional.empty();
  }

  /** A branch is called after what it gives, everything else after its step. */
  private String named(Node.Composite around) {
    return switch (around) {
      case Node.Parallel parallel -> parallel.result(scope.path().names().getLast());
      case Node.ForEach each -> each.name();
      case Node.Call call -> call.name();
    };
  }

  private Stream<Missing> tasks() {
    return scope.outputs()
        .entrySet()
        .stream()
        .flatMap(
            entry -> entry.getValue() instanceof Output.Nothing(var why)
                ? task(entry.getKey(), why).stream()
                : Stream.empty());
  }

  private Optional<Missing> task(String name, String why) {
    var result =
        workflow.around(scope.path())
            .map(around -> around.result(scope.path().names().getLast()))
            .filter(name::equals);
    var path = scope.path().child(name);
    return workflow.nodeAt(path).isPresent()
        && workflow.node(new Address(scope.path(), name, 1)) instanceof Node.Task task
        && task.when().isEmpty()
        && result.isEmpty()
        && !task.fallback().map(this::hasBeenAt).orElse(false)
            ? Optional.of(new Missing(kind(name), path.toString(), why))
            : Optional.empty();
  }

  /** Whether the scope went on there, so that what has failed was made up for. */
  private boolean hasBeenAt(String node) {
    var tally = state.tally(scope.path().child(node));
    return tally.startedAt().isPresent()
        || tally.endedAt().isPresent()
        || scope.position().at().node().equals(node);
  }

  /** What is missing is called after its step: GENERATE_PRESENTATIONS leaves out a presentation. */
  private static String kind(String name) {
    var word = name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }
}
