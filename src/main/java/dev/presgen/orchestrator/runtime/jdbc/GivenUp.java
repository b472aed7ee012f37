package dev.presgen.orchestrator.runtime.jdbc;

import static java.util.stream.Collectors.toSet;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import dev.presgen.orchestrator.workflows.OutsideQuotas;
import java.util.List;
import java.util.Set;

/**
 * Takes runs out of the lines before outside services when they do not wait there any more: they were
 * paused, cancelled or rewound, or a step was left out, or done in another way. It hears of that
 * after the run's commit; what it misses when the node dies is waited for until its time is up.
 */
final class GivenUp implements RunListener {

  private final OutsideQuotas quotas;

  GivenUp(OutsideQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public void happened(RunRecord run, List<HistoryEntry> entries) {
    var state = run.state();
    if (!goesOn(state) || entries.stream().anyMatch(entry -> isFresh(entry.event()))) {
      quotas.leave(run.id(), Set.of());
    } else if (entries.stream().anyMatch(entry -> mayGiveUp(entry.event()))) {
      quotas.leave(run.id(), waitingAt(state));
    }
  }

  private static boolean goesOn(RunState state) {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Undoing _ -> true;
      case Lifecycle.Paused _, Lifecycle.Cancelling _, Lifecycle.Ended _ -> false;
    };
  }

  /** Undos stand at the paths of steps, and none of them waits as yet. */
  private static boolean isFresh(Event event) {
    return event instanceof Event.UndoStarted;
  }

  /** Whoever had to wait was tried before: most steps complete without a question to a database. */
  private static boolean mayGiveUp(Event event) {
    return (event instanceof Event.StepCompleted completed && completed.attempt() > 1)
        || event instanceof Event.StepSkipped
        || event instanceof Event.StepFellBack
        || event instanceof Event.StepStuck
        || event instanceof Event.Rewound;
  }

  private static Set<String> waitingAt(RunState state) {
    return state.live()
        .filter(GivenUp::waits)
        .map(Position::at)
        .map(at -> at.path())
        .map(Path::toString)
        .collect(toSet());
  }

  private static boolean waits(Position position) {
    return switch (position) {
      case Position.Ready _, Position.Executing _, Position.Retrying _, Position.Blocked _, Position.Polling _, Position.Waiting _ ->
          true;
      case Position.Queued _, Position.Joining _, Position.Stuck _, Position.Done _ -> false;
    };
  }
}
