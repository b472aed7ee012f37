package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.presgen.orchestrator.core.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The drivers of this node, and how db-scheduler calls them: one row a run, its instance id is the
 * run's id. A row stays until its run has ended; a run that only waits has one that is due late.
 */
final class Drivers {

  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("run");

  /** When a run is due that only a signal or an order continues. */
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /** Between two tries of a driver that failed over its database. */
  private static final Duration FAILED_WAIT = Duration.ofSeconds(5);

  /** A run that another node, or the next process, is to drive. */
  private static final Driver.Rest NOT_CLAIMED =
      new Driver.Rest(Optional.empty(), Optional.empty());

  private final RunTable runs;
  private final Decisions decisions;
  private final Performer performer;
  private final TransactionTemplate transaction;
  private final Supplier<Scheduler> scheduler;
  private final Cadence jobs;
  private final Duration stopPatience;
  private final Map<String, Driver> driving = new ConcurrentHashMap<>();
  private final Lock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private volatile boolean stopping;

  /**
   * Drivers of this node.
   *
   * @param scheduler which has to know their task before it is there itself
   */
  Drivers(
      Stores stores,
      Decisions decisions,
      Performer performer,
      Supplier<Scheduler> scheduler,
      Cadence jobs,
      Duration stopPatience) {
    this.runs = stores.runs();
    this.decisions = decisions;
    this.performer = performer;
    this.transaction = stores.transaction();
    this.scheduler = scheduler;
    this.jobs = jobs;
    this.stopPatience = stopPatience;
  }

  CustomTask<Void> task() {
    return Tasks.custom(TASK)
        .onDeadExecutionRevive()
        .onFailure(
            (FailureHandler<Void>) (complete, operations) -> operations.reschedule(
                complete, complete.getTimeDone().plus(FAILED_WAIT)))
        .execute(
            (instance, context) -> {
              try {
                return letGo(instance.getId(), drive(instance.getId()));
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the driver was interrupted", interrupted);
              }
            });
  }

  private Driver.Rest drive(String runId) throws InterruptedException {
    if (stopping) {
      return NOT_CLAIMED;
    }
    var driver =
        new Driver(
            runId,
            decisions,
            performer,
            jobs,
            stopPatience,
            () -> Tries.driving(() -> runs.claim(runId)),
            () -> Tries.driving(() -> runs.find(runId)));
    driving.put(runId, driver);
    try {
      if (stopping) {
        driver.tell(new Work.Message.Stop());
      }
      return driver.drive();
    } finally {
      driving.remove(runId, driver);
      left();
    }
  }

  /**
   * Lets go in one transaction that sees whether anything has moved since the driver last decided:
   * whoever decides meanwhile locks the run too, and so finds the row either picked, with this
   * check still to come, or free to be called.
   */
  private CompletionHandler<Void> letGo(String runId, Driver.Rest rest) {
    return new CompletionHandler<>() {
      @Override
      public void complete(
          ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (rest.ended()) {
          // Nobody decides on it any more, so that there is nothing to look after.
          Tries.driving(
              () -> {
                operations.remove();
                return true;
              });
          return;
        }
        boolean moved =
            Tries.driving(
                () -> transaction.execute(
                    _ -> {
                      var standing = runs.lockStanding(runId);
                      var last = rest.row().map(Standing::of);
                      if (standing.isEmpty() || standing.get().ended()) {
                        operations.remove();
                      } else if (last.equals(standing)) {
                        operations.reschedule(complete, rest.next().orElse(NEVER));
                      } else if (last.isEmpty()
                          || last.get().epoch() == standing.get().epoch()) {
                        operations.reschedule(complete, complete.getTimeDone());
                        return true;
                      } else {
                        LOG.debug("Run {} has another driver, whose row it is now", runId);
                      }
                      return false;
                    }));
        if (moved) {
          lookForDue();
        }
      }
    };
  }

  /** Enters a new run, in the transaction that starts it. */
  void enter(String runId, Instant now) {
    // As a batch, which does not look first whether there is one: the run's id is new.
    scheduler.get().scheduleBatch(List.of(TASK.instance(runId).build()), now);
  }

  /** Calls a driver to a run that was decided on, in the transaction that decides. */
  void call(String runId, Instant now) {
    try {
      scheduler.get().reschedule(TaskInstanceId.of(TASK.getTaskName(), runId), now);
    } catch (TaskInstanceCurrentlyExecutingException _) {
      LOG.debug("Run {} has a driver, which sees the change before it lets go", runId);
    } catch (TaskInstanceNotFoundException _) {
      LOG.debug("Run {} has ended", runId);
    } catch (ExecutionException _) {
      // Between the scheduler's reading the row and its writing it; the claim waits for this one.
      LOG.debug("Run {} is being picked, and claimed after this decision", runId);
    }
  }

  /** Has runs that are due driven now, and not when they are looked for next; after a commit. */
  void lookForDue() {
    scheduler.get().triggerCheckForDueExecutions();
  }

  /** Wakes the run's driver on this node, after a commit. */
  void wake(String runId) {
    var driver = driving.get(runId);
    if (driver != null) {
      driver.tell(new Work.Message.Woken());
    }
  }

  /** Wakes the drivers of runs that stand elsewhere than they know: another node has been there. */
  void wakeMoved() {
    var standings = runs.standings(driving.keySet());
    driving.forEach(
        (runId, driver) -> {
          var known = driver.known().map(Standing::of);
          var standing = Optional.ofNullable(standings.get(runId));
          if (known.isPresent() && standing.isPresent() && standing.get().isPast(known.get())) {
            driver.tell(new Work.Message.Woken());
          }
        });
  }

  /** How many runs are being driven. */
  int count() {
    return driving.size();
  }

  /** Tells all drivers that the node is about to stop. */
  void stop() {
    stopping = true;
    driving.values().forEach(driver -> driver.tell(new Work.Message.Stop()));
  }

  /** Waits until no run is driven any more; answers whether that came in time. */
  boolean awaitIdle(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (!driving.isEmpty()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        idle.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void left() {
    lock.lock();
    try {
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
