package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scope of a run sees: its own outputs and what signals brought, then those of the scopes
 * around it, up to the workflow that it belongs to.
 */
public final class ScopeOutputs implements Outputs {

  private final RunState state;
  private final Path scope;
  private final Payloads payloads;

  public ScopeOutputs(RunState state, Path scope, Payloads payloads) {
    this.state = state;
    this.scope = scope;
    this.payloads = payloads;
  }

  @Override
  public <T> Optional<T> find(String node, Class<T> type) {
    return output(node)
        .flatMap(
            output -> switch (output) {
              case Output.One(var ref) -> Optional.of(payloads.read(ref, type));
              case Output.Each _, Output.Nothing _ -> Optional.empty();
            });
  }

  @Override
  public <T> Map<String, T> each(String node, Class<T> type) {
    var values = new LinkedHashMap<String, T>();
    if (output(node).orElse(null) instanceof Output.Each(var refs)) {
      refs.forEach((key, ref) -> values.put(key, payloads.read(ref, type)));
    }
    return values;
  }

  @Override
  public List<String> keys(String node) {
    return scopesOutwards().stream()
        .map(around -> around.childrenOf(node))
        .filter(children -> !children.isEmpty())
        .findFirst()
        .orElse(List.of())
        .stream()
        .map(child -> child.path().names().getLast())
        .toList();
  }

  /** Where what a node gave is stored. */
  Optional<Ref> ref(String node) {
    return output(node)
        .flatMap(
            output -> output instanceof Output.One(var ref) ? Optional.of(ref) : Optional.empty());
  }

  private Optional<Output> output(String node) {
    return scopesOutwards().stream().flatMap(around -> output(around, node)).findFirst();
  }

  private static Stream<Output> output(Scope around, String name) {
    return Stream.concat(
        Optional.ofNullable(around.outputs().get(name)).stream(),
        Optional.ofNullable(around.heard().get(name)).map(Output.One::new).stream());
  }

  /** A scope with an input of its own walks a workflow of its own, and sees nothing around it. */
  private List<Scope> scopesOutwards() {
    var scopes = new ArrayList<Scope>();
    state.root().all().filter(around -> scope.startsWith(around.path())).forEach(scopes::add);
    var borders = scopes.stream().filter(s -> s.outputs().containsKey(Outputs.INPUT)).toList();
    return scopes.reversed().subList(0, scopes.size() - scopes.indexOf(borders.getLast()));
  }
}
