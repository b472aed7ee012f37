package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.workflows.Ledger;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * All that is stored of a run.
 *
 * @param ledger what it has made outside
 * @param view as the API shows it
 */
record StoredRun(
    RunRecord record, List<HistoryEntry> history, List<Ledger.Entry> ledger, JsonNode view) {
  StoredRun {
    history = List.copyOf(history);
    ledger = List.copyOf(ledger);
  }

  String id() {
    return record.id();
  }

  Status status() {
    return Status.of(record.state());
  }

  /** The client that started it. */
  String client() {
    return record.labels().getOrDefault("client", "nobody");
  }

  List<Event> events() {
    return history.stream().map(HistoryEntry::event).toList();
  }

  <E extends Event> Stream<E> events(Class<E> type) {
    return history.stream()
        .map(HistoryEntry::event)
        .filter(type::isInstance)
        .map(type::cast);
  }

  Stream<Ledger.Entry> ledger(String kind) {
    return ledger.stream().filter(entry -> entry.kind().equals(kind));
  }
}
