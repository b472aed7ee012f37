package dev.presgen.orchestrator.runtime.jdbc;

import com.github.f4b6a3.ulid.UlidCreator;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Raises an alert when a run is the first that something stops. It hears of that after the run's
 * commit and may miss it when the node dies; then it hears when the run has looked again.
 */
final class JdbcAlerts implements Alerts, RunListener {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcAlerts.class);

  private static final int OPEN_MAX = 200;

  /** Longer than any that an adapter writes. */
  private static final int TEXT_MAX = 2_000;

  private final AlertTable table;
  private final SchedulerClient scheduler;
  private final TransactionTemplate transaction;
  private final Duration lookEvery;

  JdbcAlerts(
      AlertTable table,
      SchedulerClient scheduler,
      TransactionTemplate transaction,
      Duration lookEvery) {
    this.table = table;
    this.scheduler = scheduler;
    this.transaction = transaction;
    this.lookEvery = lookEvery;
  }

  @Override
  public List<Alert> open() {
    return Tries.asked(() -> table.open(OPEN_MAX));
  }

  @Override
  public List<Alert> ended() {
    return Tries.asked(() -> table.ended(ENDED_MAX));
  }

  @Override
  public void happened(RunRecord run, List<HistoryEntry> entries) {
    for (var entry : entries) {
      if (entry.event() instanceof Event.StepBlocked blocked) {
        blocked(run.id(), blocked);
      }
    }
  }

  private void blocked(String runId, Event.StepBlocked event) {
    var failure = event.failure();
    var key = Alerts.key(failure.what());
    var raised =
        Tries.driving(() -> transaction.execute(_ -> stored(key, runId, event)));
    if (raised != null && raised.isPresent()) {
      LOG.atWarn()
          .addKeyValue("event", "alert.raised")
          .addKeyValue("alert", raised.get())
          .addKeyValue("key", key)
          .log("Runs are blocked: {} {}", cut(failure.what()), cut(failure.whatToDo()));
    }
  }

  /** The id of the alert, if it is raised by this. */
  private Optional<String> stored(String key, String runId, Event.StepBlocked event) {
    var id = UlidCreator.getMonotonicUlid().toString();
    var failure = event.failure();
    boolean raised =
        table.raise(id, key, cut(failure.what()), cut(failure.whatToDo()), event.time());
    var open =
        table
            .lock(key)
            .orElseThrow(
                () -> new OptimisticLockingFailureException("the alert has ended just now"));
    table.blocked(open, runId, event.at().path().toString(), event.time());
    if (raised) {
      AlertWatch.begin(scheduler, id, event.time().plus(lookEvery));
    }
    return raised ? Optional.of(id) : Optional.empty();
  }

  /** PostgreSQL cannot keep one character, which the words of others may hold. */
  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), TEXT_MAX)).replace('\0', ' ');
  }
}
