package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was committed. One that fails does not keep the others from hearing it. */
final class EventBus {

  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

  AutoCloseable add(RunListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(RunRecord run, List<HistoryEntry> entries) {
    for (var listener : listeners) {
      try {
        listener.happened(run, entries);
      } catch (RuntimeException | Error broken) {
        LOG.error("A listener failed over run {}", run.id(), Wordless.of(broken));
      }
    }
  }
}
