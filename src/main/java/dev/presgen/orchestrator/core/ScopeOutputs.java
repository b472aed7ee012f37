package dev.presgen.orchestrator.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scope of a run sees: its own outputs, then those of the scopes around it. */
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

  private Optional<Output> output(String node) {
    return scopesOutwards().stream()
        .flatMap(around -> Optional.ofNullable(around.outputs().get(node)).stream())
        .findFirst();
  }

  private List<Scope> scopesOutwards() {
    return state
        .root()
        .all()
        .filter(around -> scope.startsWith(around.path()))
        .sorted((a, b) -> b.path().names().size() - a.path().names().size())
        .toList();
  }
}
