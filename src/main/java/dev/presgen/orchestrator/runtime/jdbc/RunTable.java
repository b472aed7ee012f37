package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/**
 * Runs as they stand, with their labels: begun, found, locked and claimed; what is decided on them is
 * stored by {@link Moves}. What writes or locks belongs into the transaction of its caller; what only
 * reads will do without one.
 */
final class RunTable {

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

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Reads reads;
  private final Dialect dialect;
  private final EventTable events;
  private final Codec codec;

  /**
   * The table of a database.
   *
   * @param events give the state of a run that another version of the service has stored
   */
  RunTable(
      JdbcTemplate template, Reads reads, Dialect dialect, EventTable events, Codec codec) {
    this.jdbc = JdbcClient.create(template);
    this.batches = template;
    this.reads = reads;
    this.dialect = dialect;
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

  /** Stores a new run, which nobody has claimed or decided on yet. */
  void insert(RunRecord run) {
    var state = run.state();
    jdbc.sql(INSERT)
        .param("runId", state.runId())
        .param("workflow", state.workflow())
        .param("version", state.version())
        .param("fingerprint", state.fingerprint())
        .param("key", run.key().orElse(null))
        .param("status", Status.of(state).name())
        .param("step", state.root().position().at().node())
        .param("codec", Codec.STATE_CODEC)
        .param("state", codec.write(state))
        .param("labels", codec.write(run.labels()))
        .param("now", run.createdAt().toEpochMilli())
        .update();
    batches.batchUpdate(
        INSERT_LABEL,
        run.labels()
            .entrySet()
            .stream()
            .map(label -> new Object[]{state.runId(), label.getKey(), label.getValue()})
            .toList());
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
        .query(RunTable::stored)
        .optional()
        .map(this::row);
  }

  /** Claims a run for a driver and reads it. */
  Optional<Row> claim(String runId) {
    return jdbc.sql(CLAIM)
        .param("runId", runId)
        .query(RunTable::stored)
        .optional()
        .map(this::row);
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
        .query(RunTable::stored)
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
                events.history(stored.runId(), 0, RunState.EVENTS_MAX)
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

  /** A column of milliseconds since 1970, which may hold nothing. */
  static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
    @Nullable
    Object millis = rows.getObject(column);
    return millis == null
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(((Number) millis).longValue()));
  }
}
