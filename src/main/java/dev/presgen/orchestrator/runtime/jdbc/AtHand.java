package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The payloads of a run that is driven: a step does not read again what the one before it has read or
 * left. They never change. Only small ones are kept, and few, since very many runs may be driven at a
 * time.
 */
final class AtHand implements Payloads {

  /** A long text is worth a read: in characters. */
  private static final int BODY_MAX = 8_192;

  /** For 500 drivers 32 MB at the most: in characters. */
  private static final int ALL_MAX = 32_768;

  private final PayloadTable table;
  private final String runId;
  private final Map<Ref, String> bodies = new LinkedHashMap<>();
  private int size;

  AtHand(PayloadTable table, String runId) {
    this.table = table;
    this.runId = runId;
  }

  @Override
  public <T> T read(Ref ref, Class<T> type) {
    var body =
        kept(ref)
            .orElseGet(
                () -> {
                  var stored = table.body(runId, ref);
                  keep(ref, stored);
                  return stored;
                });
    return table.read(body, type);
  }

  private synchronized Optional<String> kept(Ref ref) {
    return Optional.ofNullable(bodies.get(ref));
  }

  /** Keeps a payload that is stored; the oldest ones make room for it. */
  synchronized void keep(Ref ref, String body) {
    if (body.length() > BODY_MAX || bodies.putIfAbsent(ref, body) != null) {
      return;
    }
    size += body.length();
    var oldest = bodies.values().iterator();
    while (size > ALL_MAX) {
      size -= oldest.next().length();
      oldest.remove();
    }
  }
}
