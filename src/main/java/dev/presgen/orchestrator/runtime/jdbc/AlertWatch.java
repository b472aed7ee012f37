package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.runtime.Alerts.Alert;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.jdbc.AlertTable.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches over an open alert, on one node of all: ends it once no run is stopped by it, sends one
 * run now and then to look whether it is mended, and when one gets through has all others look too.
 * So nobody sits out a back-off of a quarter of an hour after the repair, and a service that refuses
 * is asked by one run and not by all of them.
 */
final class AlertWatch {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("alert");

  private static final Duration FAILED_WAIT = Duration.ofSeconds(5);

  private final AlertTable table;
  private final AlertPlaces places;
  private final TransactionTemplate transaction;
  private final Supplier<Requested> requested;
  private final InstantSource clock;
  private final RuntimeProperties.Alerts settings;

  AlertWatch(
      AlertTable table,
      Stores stores,
      Decisions decisions,
      Supplier<Requested> requested,
      InstantSource clock,
      RuntimeProperties.Alerts settings) {
    this.table = table;
    this.places = new AlertPlaces(table, stores.runs(), stores.journal(), decisions);
    this.transaction = stores.transaction();
    this.requested = requested;
    this.clock = clock;
    this.settings = settings;
  }

  /** Begins to watch, in the transaction that raises the alert. */
  static void begin(SchedulerClient scheduler, String alertId, Instant first) {
    scheduler.scheduleBatch(List.of(TASK.instance(alertId).build()), first);
  }

  CustomTask<Void> task() {
    return Tasks.custom(TASK)
        .onDeadExecutionRevive()
        .onFailure(
            (FailureHandler<Void>) (complete, operations) -> operations.reschedule(
                complete, complete.getTimeDone().plus(FAILED_WAIT)))
        .execute((instance, _) -> again(look(instance.getId())));
  }

  private CompletionHandler<Void> again(boolean open) {
    return (ExecutionComplete complete, ExecutionOperations<Void> operations) -> {
      if (open) {
        operations.reschedule(complete, complete.getTimeDone().plus(settings.lookEvery()));
      } else {
        operations.remove();
      }
    };
  }

  /** Whether the alert is still open after it. */
  private boolean look(String id) {
    var row = Tries.driving(() -> table.find(id));
    if (row.isEmpty() || row.get().alert().endedAt().isPresent()) {
      return false;
    }
    var alert = row.get().alert();
    var found = places.look(alert, now());
    if (Boolean.TRUE.equals(Tries.driving(() -> transaction.execute(_ -> ended(id))))) {
      LOG.atWarn()
          .addKeyValue("event", "alert.ended")
          .addKeyValue("alert", id)
          .addKeyValue("key", alert.key())
          .log("No run is blocked any more: {}", alert.cause());
      return false;
    }
    if (found.through()) {
      found.blocked()
          .forEach(
              place -> recheck(alert, place, "it seems to be mended: another run got through"));
    } else if (!row.get().checkedAt().plus(settings.recheckEvery()).isAfter(now())) {
      for (var place : found.blocked()) {
        if (recheck(alert, place, "to see whether it is mended")) {
          break;
        }
      }
      Tries.driving(
          () -> {
            table.checked(id, now());
            return true;
          });
    }
    return true;
  }

  private boolean ended(String id) {
    if (!table.lockOpen(id) || table.any(id)) {
      return false;
    }
    table.end(id, now());
    return true;
  }

  /** Whether it looks again: not one that was paused or ended meanwhile. */
  private boolean recheck(Alert alert, Place place, String why) {
    var answer =
        requested
            .get()
            .decide(
                place.runId(),
                now -> new Fact.Recheck(
                    now,
                    new By("alert " + alert.key(), why),
                    alert.cause(),
                    Optional.of(Path.of(place.path()))),
                List.of(),
                Optional.empty());
    LOG.debug("Run {} at {} is to look again: {}", place.runId(), place.path(), answer);
    return answer instanceof Answer.Accepted;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
