package dev.presgen.orchestrator.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scope can see of a run's payloads: its own nodes', and those of the scopes around it. */
public interface Outputs {

  /** The name under which a workflow's input stands among the outputs. */
  String INPUT = "INPUT";

  /** What a node gave, or nothing when it was skipped or has not run. */
  <T> Optional<T> find(String node, Class<T> type);

  /** What each item of a for-each gave, by key and in order; items that gave nothing are missing. */
  <T> Map<String, T> each(String node, Class<T> type);

  /** The keys of a for-each's items, in order; empty when it has not run. */
  List<String> keys(String node);

  /** What a node gave. It is an error to ask for what a workflow's check has not shown to exist. */
  default <T> T get(String node, Class<T> type) {
    return find(node, type)
        .orElseThrow(() -> new IllegalStateException("node " + node + " has given nothing"));
  }

  default <T> T input(Class<T> type) {
    return get(INPUT, type);
  }
}
