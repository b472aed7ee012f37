package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/**
 * Runs and their events. What writes belongs into the transaction of its caller; what reads will do
 * without one.
 */
final class Journal {

  private static final String COLUMNS =
      "run_id, run_key, labels, revision, epoch, codec, state, created_at, updated_at, ended_at";

  private static final String INSERT =
      """
      INSERT INTO run (run_id, workflow, version, fingerprint, run_key, status, step, revision,
                       epoch, codec, state, labels, error, created_at, updated_at, ended_at)
      VALUES (:runId, :workflow, :version, :fingerprint, :key, :status, :step, 1,
              0, :codec, :state, :labels, '', :now, :now, NULL)
      """;

  private static final String INSERT_LABEL =
      "INSERT INTO run_label (run_id, name, value) VALUES (?, ?, ?)";

  /** A claim raises the fence, so that whoever drove before cannot decide any more. */
  private static final String CLAIM =
      "UPDATE run SET epoch = epoch + 1 WHERE run_id = :runId RETURNING " + COLUMNS;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Reads reads;
  private final Dialect dialect;
  private final Moves moves;
  private final EventTable events;
  private final Codec codec;

  Journal(
      JdbcTemplate template,
      Reads reads,
      Dialect dialect,
      Moves moves,
      EventTable events,
      Codec codec) {
    this.jdbc = JdbcClient.create(template);
    this.batches = template;
    this.reads = reads;
    this.dialect = dialect;
    this.moves = moves;
    this.events = events;
    this.codec = codec;
  }

  /**
   * A run as it was read.
   *
   * @param epoch the last claim, which the state need not know of
   */
  record Row(RunRecord run, long epoch) {
    RunState state() {
      return run.state();
    }
  }

  Row insert(
      RunState state,
      List<Event> decided,
      Optional<String> key,
      Map<String, String> labels,
      Instant now) {
    jdbc.sql(INSERT)
        .param("runId", state.runId())
        .param("workflow", state.workflow())
        .param("version", state.version())
        .param("fingerprint", state.fingerprint())
        .param("key", key.orElse(null))
        .param("status", Status.of(state).name())
        .param("step", state.root().position().at().node())
        .param("codec", Codec.STATE_CODEC)
        .param("state", codec.write(state))
        .param("labels", codec.write(labels))
        .param("now", now.toEpochMilli())
        .update();
    batches.batchUpdate(
        INSERT_LABEL,
        labels.entrySet()
            .stream()
            .map(label -> new Object[]{state.runId(), label.getKey(), label.getValue()})
            .toList());
    events.append(state.runId(), events.written(0, decided));
    return new Row(new RunRecord(state, key, labels, 1, now, now, Optional.empty()), 0);
  }

  Optional<Row> find(String runId) {
    return find(runId, "");
  }

  /** Reads a run that nobody else decides on until the caller's transaction ends. */
  Optional<Row> lock(String runId) {
    return find(runId, dialect.lock());
  }

  private Optional<Row> find(String runId, String lock) {
    return reads
        .get()
        .sql("SELECT " + COLUMNS + " FROM run WHERE run_id = :runId " + lock)
        .param("runId", runId)
        .query(Journal::stored)
        .optional()
        .map(this::row);
  }

  /** Claims a run for a driver and reads it. */
  Optional<Row> claim(String runId) {
    return jdbc.sql(CLAIM)
        .param("runId", runId)
        .query(Journal::stored)
        .optional()
        .map(this::row);
  }

  /**
   * How far a run has come.
   *
   * @param revision counts its decisions
   * @param epoch counts its claims
   */
  record Standing(long revision, long epoch, boolean ended) {
    static Standing of(Row row) {
      return new Standing(row.run().revision(), row.epoch(), row.run().endedAt().isPresent());
    }

    boolean isPast(Standing other) {
      return revision > other.revision || epoch > other.epoch;
    }

    private static Standing stored(ResultSet rows, int number) throws SQLException {
      return new Standing(
          rows.getLong("revision"), rows.getLong("epoch"), instant(rows, "ended_at").isPresent());
    }
  }

  /** How far a run has come, on which nobody decides until the caller's transaction ends. */
  Optional<Standing> lockStanding(String runId) {
    return reads
        .get()
        .sql("SELECT revision, epoch, ended_at FROM run WHERE run_id = :runId " + dialect.lock())
        .param("runId", runId)
        .query(Standing::stored)
        .optional();
  }

  /** How far runs have come, by their ids, in one query by the primary key. */
  Map<String, Standing> standings(Collection<String> runIds) {
    Map<String, Standing> standings = new HashMap<>();
    if (!runIds.isEmpty()) {
      reads
          .get()
          .sql("SELECT run_id, revision, epoch, ended_at FROM run WHERE run_id IN (:runIds)")
          .param("runIds", List.copyOf(runIds))
          .query(rows -> {
            standings.put(rows.getString("run_id"), Standing.stored(rows, 0));
          });
    }
    return standings;
  }

  /** Writes what was decided on a row; it is not stored by this. */
  Moves.Change written(
      Row before,
      RunState after,
      List<Event> decided,
      List<PayloadTable.New> coming,
      Instant now) {
    var record =
        new RunRecord(
            after,
            before.run().key(),
            before.run().labels(),
            before.run().revision() + 1,
            before.run().createdAt(),
            now,
            after.ended() ? Optional.of(now) : Optional.empty());
    return new Moves.Change(
        new Row(record, before.epoch()),
        codec.write(after),
        Status.of(after).name(),
        after.root().position().at().node(),
        LastError.of(after).map(error -> storable(error.failure().detail())).orElse(""),
        events.written(before.state().sequence(), decided),
        coming);
  }

  /** PostgreSQL cannot keep this one character, which the words of others may hold. */
  private static String storable(String text) {
    return text.replace('\0', ' ');
  }

  /**
   * Stores a decision: all of it, or nothing when the run has changed since it was read.
   *
   * @return whether it is stored, by this or by an earlier try whose outcome nobody has told
   */
  boolean store(Moves.Change change) {
    return moves.store(change) || holds(change);
  }

  /** Whether a decision is stored. */
  boolean holds(Moves.Change change) {
    return events.holds(change.runId(), change.entries());
  }

  List<HistoryEntry> history(String runId, long after, int limit) {
    return events.history(runId, after, limit);
  }

  /** What of some types has happened to a run since a moment, oldest first. */
  List<HistoryEntry> since(String runId, Instant moment, Set<String> types) {
    return events.since(runId, moment, types);
  }

  /** The newest run of a workflow that was given this key; run_by_key answers it. */
  Optional<RunRecord> named(String workflow, String key) {
    return records(
        "workflow = :workflow AND run_key = :key", Map.of("workflow", workflow, "key", key), 1)
        .stream()
        .findFirst();
  }

  /** Reads rows of a query that selects {@link #COLUMNS}. */
  List<RunRecord> records(String where, Map<String, ?> parameters, int limit) {
    return reads
        .get()
        .sql(
            "SELECT " + COLUMNS + " FROM run WHERE " + where + " ORDER BY run_id DESC LIMIT :rows")
        .params(parameters)
        .param("rows", limit)
        .query(Journal::stored)
        .list()
        .stream()
        .map(stored -> row(stored).run())
        .toList();
  }

  /** A row as it is stored: it is read whole before its state is, which may need its events. */
  private record Stored(
      String runId,
      Optional<String> key,
      String labels,
      long revision,
      long epoch,
      int codec,
      String state,
      Instant createdAt,
      Instant updatedAt,
      Optional<Instant> endedAt) {}

  private static Stored stored(ResultSet rows, int number) throws SQLException {
    return new Stored(
        rows.getString("run_id"),
        Optional.ofNullable(rows.getString("run_key")),
        rows.getString("labels"),
        rows.getLong("revision"),
        rows.getLong("epoch"),
        rows.getInt("codec"),
        rows.getString("state"),
        Instant.ofEpochMilli(rows.getLong("created_at")),
        Instant.ofEpochMilli(rows.getLong("updated_at")),
        instant(rows, "ended_at"));
  }

  private Row row(Stored stored) {
    var state =
        stored.codec() == Codec.STATE_CODEC
            ? codec.state(stored.state())
            : Decider.fold(
                history(stored.runId(), 0, RunState.EVENTS_MAX)
                    .stream()
                    .map(HistoryEntry::event)
                    .toList());
    return new Row(
        new RunRecord(
            state,
            stored.key(),
            codec.strict().readValue(stored.labels(), LABELS),
            stored.revision(),
            stored.createdAt(),
            stored.updatedAt(),
            stored.endedAt()),
        stored.epoch());
  }

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
    @Nullable
    Object millis = rows.getObject(column);
    return millis == null
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(((Number) millis).longValue()));
  }
}
