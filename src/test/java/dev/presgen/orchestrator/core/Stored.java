package dev.presgen.orchestrator.core;

import java.util.HashMap;
import java.util.Map;

/** Payloads in memory: a reference names its value. */
final class Stored implements Payloads {

  private final Map<Ref, Object> values = new HashMap<>();

  Ref put(Object value) {
    var ref = new Ref("ref-" + value);
    values.put(ref, value);
    return ref;
  }

  Map<Ref, Object> all() {
    return values;
  }

  @Override
  public <T> T read(Ref ref, Class<T> type) {
    return type.cast(values.get(ref));
  }
}
