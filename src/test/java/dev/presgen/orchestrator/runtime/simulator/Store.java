package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The database: what is done to it within one event of the timeline is one transaction. */
final class Store {

  /**
   * A run as it was read.
   *
   * @param epoch the last claim, which the state need not know of
   */
  record Row(RunState state, long revision, long epoch) {}

  /** A request that was accepted, so that it is done once. */
  record Done(String run, long sequence) {}

  private final Map<String, Stored> runs = new LinkedHashMap<>();
  private final Map<String, Done> requests = new LinkedHashMap<>();
  private final Set<Bug> bugs;
  private final Promises promises;
  private final Consumer<String> claimed;
  private final Consumer<String> moved;
  final LedgerRows ledger;

  Store(Set<Bug> bugs, Promises promises, Timeline timeline, Consumer<String> claimed,
      Consumer<String> moved) {
    this.bugs = bugs;
    this.promises = promises;
    this.claimed = claimed;
    this.moved = moved;
    this.ledger = new LedgerRows(timeline, run -> runs.get(run).row.epoch(), bugs);
  }

  private static final class Stored {
    private Row row;
    private final List<Event> journal;
    private final Map<Ref, Object> payloads = new LinkedHashMap<>();

    Stored(Row row, List<Event> journal) {
      this.row = row;
      this.journal = new ArrayList<>(journal);
    }
  }

  Row insert(RunState state, List<Event> events, Map<Ref, Object> payloads) {
    var row = new Row(state, 1, 0);
    promises.started(state, events);
    var stored = new Stored(row, events);
    stored.payloads.putAll(payloads);
    runs.put(state.runId(), stored);
    return row;
  }

  List<String> runs() {
    return List.copyOf(runs.keySet());
  }

  Row find(String run) {
    return runs.get(run).row;
  }

  List<Event> journal(String run) {
    return runs.get(run).journal;
  }

  /** Claims a run for a driver and reads it. */
  Row claim(String run) {
    var stored = runs.get(run);
    stored.row = new Row(stored.row.state(), stored.row.revision(), stored.row.epoch() + 1);
    claimed.accept(run);
    return stored.row;
  }

  /**
   * Stores what was decided on a row.
   *
   * @return the run after it, or nothing when the row has changed since it was read
   */
  Optional<Row> move(Row before, RunState after, List<Event> events, Map<Ref, Object> coming) {
    var stored = runs.get(after.runId());
    boolean stale =
        stored.row.revision() != before.revision() || stored.row.epoch() != before.epoch();
    if (stale && !bugs.contains(Bug.REVISION_NOT_COMPARED)) {
      return Optional.empty();
    }
    promises.moved(stored.row.state(), after, events);
    stored.row = new Row(after, stored.row.revision() + 1, stored.row.epoch());
    stored.journal.addAll(events);
    coming.forEach((ref, value) -> promises.stored(ref, stored.payloads.put(ref, value), value));
    moved.accept(after.runId());
    return Optional.of(stored.row);
  }

  /** Whether a decision whose outcome is not known was stored: it is read again by its place. */
  boolean holds(Row before, List<Event> events) {
    var journal = runs.get(before.state().runId()).journal;
    int from = (int) before.state().sequence();
    return journal.size() >= from + events.size()
        && journal.subList(from, from + events.size()).equals(events);
  }

  Optional<Done> request(String key) {
    return Optional.ofNullable(requests.get(key));
  }

  void request(String key, Done done) {
    requests.put(key, done);
  }

  /** The payloads of a run, those among them that are still to be stored. */
  Payloads payloads(String run, Map<Ref, Object> coming) {
    var stored = runs.containsKey(run) ? runs.get(run).payloads : Map.<Ref, Object>of();
    return new Payloads() {
      @Override
      public <T> T read(Ref ref, Class<T> type) {
        var value = coming.containsKey(ref) ? coming.get(ref) : stored.get(ref);
        if (value == null) {
          throw new AssertionError("I3 a reference points to nothing: " + ref);
        }
        return type.cast(value);
      }
    };
  }
}
