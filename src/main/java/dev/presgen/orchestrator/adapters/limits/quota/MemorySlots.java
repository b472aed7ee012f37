package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who uses a service in this process. */
final class MemorySlots implements SlotTable {
  private final Map<String, Map<String, Instant>> held = new HashMap<>();

  private Map<String, Instant> of(String service) {
    return held.computeIfAbsent(service, _ -> new HashMap<>());
  }

  @Override
  public synchronized boolean take(
      String service, String holder, Instant now, Instant until, int most) {
    var slots = of(service);
    slots.values().removeIf(end -> !end.isAfter(now));
    if (!slots.containsKey(holder) && slots.size() >= most) {
      return false;
    }
    slots.put(holder, until);
    return true;
  }

  @Override
  public synchronized void keep(String service, String holder, Instant until) {
    of(service).put(holder, until);
  }

  @Override
  public synchronized void free(String service, String holder) {
    of(service).remove(holder);
  }
}
