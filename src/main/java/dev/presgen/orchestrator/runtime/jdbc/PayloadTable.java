package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.workflows.Confidential;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contents that states and events point to. */
final class PayloadTable {

  private static final String INSERT =
      "INSERT INTO payload (run_id, ref, class, body, created_at) VALUES (?, ?, ?, ?, ?)";

  /** The primary key of payload answers it. */
  private static final String READ =
      "SELECT body FROM payload WHERE run_id = :runId AND ref = :ref";

  private final JdbcTemplate batches;
  private final Reads reads;
  private final Codec codec;

  PayloadTable(JdbcTemplate batches, Reads reads, Codec codec) {
    this.batches = batches;
    this.reads = reads;
    this.codec = codec;
  }

  /** A payload that comes with a fact, written already; it is stored if the fact counts. */
  record New(Ref ref, Object value, String body) {
    /** Whom it concerns, as a name. */
    String kind() {
      return (value instanceof Confidential confidential
          ? confidential.payloadClass()
          : Confidential.PayloadClass.OPEN)
          .name();
    }
  }

  /**
   * Writes a payload, which is not stored by this.
   *
   * @throws tools.jackson.core.JacksonException when it cannot be written
   */
  New written(Ref ref, Object value) {
    return new New(ref, value, codec.write(value));
  }

  void insert(String runId, List<New> payloads, Instant now) {
    batches.batchUpdate(
        INSERT,
        payloads.stream()
            .map(
                payload -> new Object[]{
                    runId, payload.ref().id(), payload.kind(), payload.body(), now.toEpochMilli()})
            .toList());
  }

  /**
   * The payloads of a run.
   *
   * @param coming those that are not stored yet
   */
  Payloads of(String runId, List<New> coming) {
    return new Payloads() {
      @Override
      public <T> T read(Ref ref, Class<T> type) {
        for (var payload : coming) {
          if (payload.ref().equals(ref)) {
            return type.cast(payload.value());
          }
        }
        return codec.read(body(runId, ref), type);
      }
    };
  }

  private String body(String runId, Ref ref) {
    try {
      return reads
          .get()
          .sql(READ)
          .param("runId", runId)
          .param("ref", ref.id())
          .query(String.class)
          .single();
    } catch (DataAccessException broken) {
      throw new Payloads.Unavailable("payload " + ref.id() + " of run " + runId, broken);
    }
  }
}
