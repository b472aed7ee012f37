package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.view.RunSummary;
import dev.presgen.orchestrator.web.api.view.RunView;
import dev.presgen.orchestrator.web.api.view.RunViews;
import dev.presgen.orchestrator.workflows.Ledger;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds runs and gathers what their views need. */
@Component
class RunReader {

  private final Runs runs;
  private final Workflows workflows;

  RunReader(Runs runs, Workflows workflows) {
    this.runs = runs;
    this.workflows = workflows;
  }

  /**
   * A run.
   *
   * @param name its id, or {@code key:WORKFLOW:KEY}
   */
  RunRecord named(String name) {
    return runs.find(name).orElseThrow(() -> NoSuch.run(name));
  }

  RunSummary summary(RunRecord run) {
    return views(run).summary();
  }

  RunView whole(RunRecord run) {
    return views(run).whole(runs.outputs(run), undone(run), undoneUrls(run));
  }

  private RunViews views(RunRecord run) {
    var definition =
        workflows.find(run.state().workflow())
            .filter(known -> known.workflow().fingerprint().equals(run.state().fingerprint()));
    return new RunViews(run, definition, Instant.now());
  }

  /** The state of a run that has ended does not tell any more what was undone: its journal does. */
  private Set<Path> undone(RunRecord run) {
    if (!(run.state().lifecycle() instanceof Lifecycle.Ended(var outcome, _, _))
        || outcome == Lifecycle.Outcome.COMPLETED
        || run.state().touched().isEmpty()) {
      return Set.of();
    }
    return runs.history(run.id(), 0, RunState.EVENTS_MAX)
        .stream()
        .flatMap(
            entry -> entry.event() instanceof Event.StepUndone undone
                ? Stream.of(undone.at().path())
                : Stream.<Path>empty())
        .collect(Collectors.toSet());
  }

  private Set<String> undoneUrls(RunRecord run) {
    return switch (run.state().lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _, Lifecycle.Cancelling _ -> Set.of();
      case Lifecycle.Ended(var outcome, _, _) when outcome == Lifecycle.Outcome.COMPLETED ->
          Set.of();
      case Lifecycle.Undoing _, Lifecycle.Ended _ ->
          runs.resources(run.id())
              .stream()
              .filter(entry -> entry.state() == Ledger.State.UNDONE)
              .flatMap(entry -> entry.url().stream())
              .collect(Collectors.toSet());
    };
  }
}
