package dev.presgen.orchestrator.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a node has left behind in a scope. */
public sealed interface Output {

  /** One payload. */
  record One(Ref ref) implements Output {}

  /** The payloads of a for-each's items by key, in order; an item without one gave nothing. */
  record Each(Map<String, Ref> refs) implements Output {
    public Each {
      refs = Collections.unmodifiableMap(new LinkedHashMap<>(refs));
    }
  }

  /** Nothing: the node was skipped. */
  record Nothing(String why) implements Output {}
}
