package dev.presgen.orchestrator.runtime.jdbc;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One statement a table, for a database that is no round trip away. */
final class StepwiseMoves implements Moves {

  /** The revision and the epoch are the lock: no row updated means that somebody decided first. */
  private static final String MOVE =
      """
      UPDATE run
         SET status = :status, step = :step, revision = :revision, codec = :codec,
             state = :state, error = :error, updated_at = :now, ended_at = :endedAt
       WHERE run_id = :runId AND revision = :revision - 1 AND epoch = :epoch
      """;

  private final JdbcClient jdbc;
  private final EventTable events;
  private final PayloadTable payloads;
  private final TransactionTemplate transaction;

  StepwiseMoves(
      JdbcClient jdbc,
      EventTable events,
      PayloadTable payloads,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.events = events;
    this.payloads = payloads;
    this.transaction = transaction;
  }

  @Override
  public List<Boolean> commit(List<Change> changes) {
    return transaction.execute(_ -> changes.stream().map(this::store).toList());
  }

  @Override
  public boolean store(Change change) {
    var run = change.after().run();
    int moved =
        jdbc.sql(MOVE)
            .param("status", change.status())
            .param("step", change.step())
            .param("codec", Codec.STATE_CODEC)
            .param("state", change.state())
            .param("error", change.error())
            .param("now", run.updatedAt().toEpochMilli())
            .param("endedAt", run.endedAt().map(Instant::toEpochMilli).orElse(null))
            .param("runId", run.id())
            .param("revision", run.revision())
            .param("epoch", change.after().epoch())
            .update();
    if (moved == 0) {
      return false;
    }
    events.append(run.id(), change.entries());
    payloads.insert(run.id(), change.payloads(), run.updatedAt());
    return true;
  }
}
