package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** What has happened to runs. Nothing here is ever changed. */
final class EventTable {

  private static final String APPEND =
      "INSERT INTO run_event (run_id, seq, at, type, body) VALUES (?, ?, ?, ?, ?)";

  /** The primary key answers all. */
  private static final String HISTORY =
      """
      SELECT seq, type, body FROM run_event
       WHERE run_id = :runId AND seq > :after ORDER BY seq LIMIT :limit
      """;

  private static final String SINCE =
      """
      SELECT seq, type, body FROM run_event
       WHERE run_id = :runId AND at >= :since AND type IN (:types) ORDER BY seq
      """;

  private static final String ENTRIES =
      """
      SELECT seq, at, type, body FROM run_event
       WHERE run_id = :runId AND seq > :after ORDER BY seq LIMIT :limit
      """;

  private final JdbcTemplate batches;
  private final Reads reads;
  private final Codec codec;

  EventTable(JdbcTemplate batches, Reads reads, Codec codec) {
    this.batches = batches;
    this.reads = reads;
    this.codec = codec;
  }

  /**
   * An event, written.
   *
   * @param sequence its place among the events of its run, from 1
   */
  record Entry(long sequence, Instant at, String type, String body) {}

  /**
   * Writes events, which are not stored by this.
   *
   * @param after the sequence of the last event before them
   */
  List<Entry> written(long after, List<Event> events) {
    var entries = new ArrayList<Entry>();
    for (var event : events) {
      entries.add(
          new Entry(
              after + entries.size() + 1,
              event.time(),
              codec.typeOf(event),
              codec.write(event)));
    }
    return List.copyOf(entries);
  }

  void append(String runId, List<Entry> entries) {
    batches.batchUpdate(
        APPEND,
        entries.stream()
            .map(
                entry -> new Object[]{
                    runId, entry.sequence(), entry.at().toEpochMilli(), entry.type(), entry.body()})
            .toList());
  }

  List<HistoryEntry> history(String runId, long after, int limit) {
    return reads
        .get()
        .sql(HISTORY)
        .param("runId", runId)
        .param("after", after)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  /** Events of some types since a moment, oldest first; no more than a run may have. */
  List<HistoryEntry> since(String runId, Instant moment, Set<String> types) {
    return reads
        .get()
        .sql(SINCE)
        .param("runId", runId)
        .param("since", moment.toEpochMilli())
        .param("types", types)
        .query(this::entry)
        .list();
  }

  private HistoryEntry entry(ResultSet rows, int number) throws SQLException {
    var body = rows.getString("body");
    var type = rows.getString("type");
    return new HistoryEntry(rows.getLong("seq"), type, codec.event(type, body), body);
  }

  /** Whether just these events are stored at their places, word for word. */
  boolean holds(String runId, List<Entry> entries) {
    return !entries.isEmpty()
        && reads
            .get()
            .sql(ENTRIES)
            .param("runId", runId)
            .param("after", entries.getFirst().sequence() - 1)
            .param("limit", entries.size())
            .query(
                (rows, _) -> new Entry(
                    rows.getLong("seq"),
                    Instant.ofEpochMilli(rows.getLong("at")),
                    rows.getString("type"),
                    rows.getString("body")))
            .list()
            .equals(entries);
  }
}
