package dev.presgen.orchestrator.runtime.jdbc;

import com.github.f4b6a3.ulid.UlidCreator;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.workflows.Services.Off;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.StepRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what waits for a service that was switched off tried again at once: the step then asks its
 * switch and goes on without. Once for each switching, on one node of all, page by page and each
 * run in a transaction of its own. A run that it misses asks the switch when it is due anyway.
 */
final class FlagSweep {

  private static final Logger LOG = LoggerFactory.getLogger(FlagSweep.class);

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("flag-sweep");

  private static final Duration FAILED_WAIT = Duration.ofSeconds(5);

  private static final int PAGE = 100;

  /** More open runs than this with something wrong are not looked through. */
  private static final int PAGES_MAX = 200;

  /** run_open answers it. Runs that wait for a person in good order have no error. */
  private static final String IN_TROUBLE =
      """
      ended_at IS NULL AND error <> '' AND status IN ('RUNNING', 'PAUSED', 'NEEDS_ATTENTION')
      """;

  private static final String OLDER = " AND run_id < :cursor";

  private final RunTable runs;
  private final Decisions decisions;
  private final StepRegistry registry;
  private final SwitchedServices services;
  private final Supplier<Requested> requested;

  FlagSweep(
      RunTable runs,
      Decisions decisions,
      StepRegistry registry,
      SwitchedServices services,
      Supplier<Requested> requested) {
    this.runs = runs;
    this.decisions = decisions;
    this.registry = registry;
    this.services = services;
    this.requested = requested;
  }

  /** Calls for a sweep, in the transaction that switches the service off. */
  static void call(SchedulerClient scheduler, Service service, Instant due) {
    var id = service.id() + "/" + UlidCreator.getMonotonicUlid();
    scheduler.scheduleBatch(List.of(TASK.instance(id).build()), due);
  }

  OneTimeTask<Void> task() {
    return Tasks.oneTime(TASK)
        .onDeadExecutionRevive()
        .onFailure(
            (FailureHandler<Void>) (complete, operations) -> operations.reschedule(
                complete, complete.getTimeDone().plus(FAILED_WAIT)))
        .execute(
            (instance, _) -> {
              var id = instance.getId();
              Service.of(id.substring(0, id.indexOf('/')))
                  .flatMap(services::switchedOff)
                  .ifPresent(this::sweep);
            });
  }

  private void sweep(Off off) {
    var steps = registry.switchedBy(off.service());
    var cursor = Optional.<String>empty();
    int woken = 0;
    for (int page = 0; page < PAGES_MAX; page++) {
      var found = page(cursor);
      for (var run : found) {
        woken += wake(run.state(), steps, off);
      }
      if (found.size() < PAGE) {
        break;
      }
      cursor = Optional.of(found.getLast().id());
    }
    LOG.info("{} is off: {} steps that waited for it are tried again", off.service(), woken);
  }

  /** Every database sorts in its own way: none is asked for what comes before some made-up id. */
  private List<RunRecord> page(Optional<String> cursor) {
    return Tries.driving(
        () -> cursor.isEmpty()
            ? runs.records(IN_TROUBLE, Map.of(), PAGE)
            : runs.records(IN_TROUBLE + OLDER, Map.of("cursor", cursor.get()), PAGE));
  }

  private int wake(RunState state, Set<String> steps, Off off) {
    if (!decisions.knows(state) || !goesOn(state)) {
      return 0;
    }
    var waiting =
        state.root()
            .all()
            .map(Scope::position)
            .filter(FlagSweep::waits)
            .map(Position::at)
            .filter(at -> handler(state, at).filter(steps::contains).isPresent())
            .toList();
    waiting.forEach(at -> again(state, at, new By(off.who(), off.reason())));
    return waiting.size();
  }

  private static boolean goesOn(RunState state) {
    return state.lifecycle() instanceof Lifecycle.Active
        || state.lifecycle() instanceof Lifecycle.Paused;
  }

  private static boolean waits(Position position) {
    return switch (position) {
      case Position.Retrying _, Position.Blocked _ -> true;
      case Position.Stuck stuck -> stuck.expired().isEmpty();
      case Position.Queued _, Position.Ready _, Position.Executing _, Position.Polling _, Position.Waiting _, Position.Joining _, Position.Done _ ->
          false;
    };
  }

  private Optional<String> handler(RunState state, Address at) {
    return decisions.workflow(state).node(at) instanceof Node.Task task
        ? Optional.of(task.handler())
        : Optional.empty();
  }

  private void again(RunState state, Address at, By by) {
    var answer =
        requested
            .get()
            .decide(
                state,
                now -> new Fact.Retry(now, by, Optional.of(at.path())),
                Optional.empty());
    if (answer instanceof Answer.Refused(_, var why, _)) {
      LOG.debug("Run {} does not wait at {} any more: {}", state.runId(), at.path(), why);
    }
  }
}
