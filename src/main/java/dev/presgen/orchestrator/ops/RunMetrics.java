package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/**
 * Counts what happens to runs. {@code presgen.run.events} counts the entries of journals by
 * workflow and type; {@code presgen.step.duration} times what has completed, from its first attempt
 * or the opening of its wait, by workflow and step. Both start at zero with the process.
 */
final class RunMetrics implements RunListener {

  private final MeterRegistry meters;

  RunMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void happened(RunRecord run, List<HistoryEntry> entries) {
    var workflow = run.state().workflow();
    for (var entry : entries) {
      meters.counter("presgen.run.events", "workflow", workflow, "type", entry.type()).increment();
      if (entry.event() instanceof Event.OfNode ended && completes(ended)) {
        took(run, workflow, ended);
      }
    }
  }

  private static boolean completes(Event.OfNode event) {
    return event instanceof Event.StepCompleted
        || event instanceof Event.ItemsJoined
        || event instanceof Event.WaitClosed;
  }

  private void took(RunRecord run, String workflow, Event.OfNode done) {
    run.state()
        .tally(done.at().path())
        .startedAt()
        .ifPresent(
            started -> meters
                .timer("presgen.step.duration", "workflow", workflow, "step", done.at().node())
                .record(Duration.between(started, done.time())));
  }
}
