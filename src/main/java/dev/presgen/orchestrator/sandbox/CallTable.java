package dev.presgen.orchestrator.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The calls that the stand-ins answered, without bodies. Only the newest {@value #KEPT} are kept. */
@Repository
@SandboxOnly
public class CallTable {

  /** How many calls are remembered. */
  public static final int KEPT = 1000;

  private static final String INSERT =
      "INSERT INTO sandbox_call (id, method, path, status, at) VALUES (:id, :method, :path, :status, :at)";

  /** Nothing is deleted while there are fewer: no id is smaller than the null that the inner query then gives. */
  private static final String TRIM =
      """
      DELETE FROM sandbox_call
       WHERE id <= (SELECT id FROM sandbox_call ORDER BY id DESC LIMIT 1 OFFSET :kept)
      """;

  private static final String ALL = "SELECT method, path, status, at FROM sandbox_call ORDER BY id";

  private final JdbcClient jdbc;
  private final AtomicLong last = new AtomicLong();

  CallTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One answered call.
   *
   * @param path below the context path, without the query
   */
  public record Call(String method, String path, int status, Instant at) {}

  @Transactional
  public void add(Call call) {
    jdbc.sql(INSERT)
        .param("id", "%016x-%s".formatted(next(), Ids.hex()))
        .param("method", call.method())
        .param("path", call.path())
        .param("status", call.status())
        .param("at", Moments.toMicros(call.at()))
        .update();
    jdbc.sql(TRIM).param("kept", KEPT).update();
  }

  /** Microseconds, moved on where two calls end in the same one; the hex digits tell them apart after a restart too. */
  private long next() {
    return last.updateAndGet(before -> Math.max(before + 1, Moments.toMicros(Moments.now())));
  }

  /** Newest last. */
  public List<Call> all() {
    return jdbc.sql(ALL)
        .query(
            (row, number) -> new Call(
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                Moments.ofMicros(row.getLong("at"))))
        .list();
  }
}
