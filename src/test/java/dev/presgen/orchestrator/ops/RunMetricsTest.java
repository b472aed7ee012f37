package dev.presgen.orchestrator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Budget;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void events_are_counted_and_completed_steps_are_timed() {
    var at = new Address(Path.ROOT, "MAKE", 1);
    var budget =
        new Budget(NOON, 0, 0, Optional.empty(), Duration.ZERO, 0, false);
    List<Event> journal =
        List.of(
            new Event.RunStarted(
                NOON, "R", "small", "1", "f", "MAKE", new Ref("input"), new By("me", "")),
            new Event.AttemptStarted(NOON, at, Purpose.DO, 1, 1, budget, false),
            new Event.StepCompleted(
                NOON.plusSeconds(3), at, 1, Optional.of(new Ref("MAKE#1")), "END"));
    var run =
        new RunRecord(
            Decider.fold(journal), Optional.empty(), Map.of(), 3, NOON, NOON, Optional.empty());
    var meters = new SimpleMeterRegistry();

    new RunMetrics(meters)
        .happened(
            run,
            journal.stream()
                .map(
                    event -> new HistoryEntry(
                        1,
                        event.getClass().getSimpleName(),
                        event,
                        "{}"))
                .toList());

    assertThat(
        meters.get("presgen.run.events")
            .tags("workflow", "small", "type", "RunStarted")
            .counter()
            .count())
        .isEqualTo(1);
    assertThat(
        meters.get("presgen.step.duration")
            .tags("workflow", "small", "step", "MAKE")
            .timer()
            .totalTime(TimeUnit.SECONDS))
        .isEqualTo(3);
  }
}
