package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of a run's history.
 *
 * @param seq from 1, without a gap
 * @param step the node of the root that it concerns
 * @param path the node or item that it concerns
 * @param actor who decided it, where a person or machine did
 * @param data what else it says
 */
public record HistoryView(
    long seq,
    Instant at,
    String type,
    @Nullable String step,
    @Nullable String path,
    @Nullable Integer attempt,
    @Nullable String actor,
    JsonNode data) {

  /** Shown beside the data already. */
  private static final Set<String> SHOWN = Set.of("time", "at", "attempt");

  public static HistoryView of(HistoryEntry entry) {
    var event = entry.event();
    var node =
        Optional.of(event).filter(Event.OfNode.class::isInstance).map(Event.OfNode.class::cast);
    var attempt = attempt(event);
    return new HistoryView(
        entry.sequence(),
        event.time(),
        entry.type(),
        node.map(concerned -> concerned.at().path().names().getFirst()).orElse(null),
        node.map(concerned -> concerned.at().label()).orElse(null),
        attempt.isPresent() ? attempt.getAsInt() : null,
        actor(event).map(By::who).orElse(null),
        entry.data() instanceof ObjectNode fields
            ? fields.deepCopy().without(SHOWN)
            : entry.data());
  }

  private static Optional<By> actor(Event event) {
    return switch (event) {
      case Event.RunStarted e -> Optional.of(e.by());
      case Event.RetryScheduled e -> e.by();
      case Event.StepSkipped e -> e.by();
      case Event.SignalKept e -> Optional.of(e.by());
      case Event.SignalAccepted e -> Optional.of(e.by());
      case Event.RunPaused e -> Optional.of(e.by());
      case Event.RunResumed e -> Optional.of(e.by());
      case Event.CancelRequested e -> e.by();
      case Event.Extended e -> Optional.of(e.by());
      case Event.Delegated e -> Optional.of(e.by());
      case Event.Rewound e -> Optional.of(e.by());
      case Event.RunEnded e -> e.by();
      case Event.RunClaimed _, Event.AttemptStarted _, Event.AttemptLost _, Event.AttemptFailed _, Event.StepBlocked _, Event.JobAccepted _, Event.StepCompleted _, Event.StepFellBack _, Event.StepStuck _, Event.WaitOpened _, Event.TimerFired _, Event.WaitSuspended _, Event.WaitResumed _, Event.KeptSignalDropped _, Event.WaitClosed _, Event.BranchTaken _, Event.ItemsListed _, Event.BranchesBegun _, Event.CallBegun _, Event.ChildEnded _, Event.ItemsJoined _, Event.BranchesJoined _, Event.CallReturned _, Event.UndoStarted _, Event.StepUndone _, Event.UndoGivenUp _ ->
          Optional.empty();
    };
  }

  private static OptionalInt attempt(Event event) {
    return switch (event) {
      case Event.AttemptStarted e -> OptionalInt.of(e.attempt());
      case Event.AttemptLost e -> OptionalInt.of(e.attempt());
      case Event.AttemptFailed e -> OptionalInt.of(e.attempt());
      case Event.RetryScheduled e -> OptionalInt.of(e.attempt());
      case Event.StepBlocked e -> OptionalInt.of(e.attempt());
      case Event.JobAccepted e -> OptionalInt.of(e.attempt());
      case Event.StepCompleted e -> OptionalInt.of(e.attempt());
      case Event.StepFellBack e -> OptionalInt.of(e.attempt());
      case Event.StepUndone e -> OptionalInt.of(e.attempt());
      case Event.UndoGivenUp e -> OptionalInt.of(e.attempt());
      case Event.RunStarted _, Event.RunClaimed _, Event.StepSkipped _, Event.StepStuck _, Event.WaitOpened _, Event.TimerFired _, Event.SignalKept _, Event.SignalAccepted _, Event.WaitSuspended _, Event.WaitResumed _, Event.KeptSignalDropped _, Event.WaitClosed _, Event.BranchTaken _, Event.ItemsListed _, Event.BranchesBegun _, Event.CallBegun _, Event.ChildEnded _, Event.ItemsJoined _, Event.BranchesJoined _, Event.CallReturned _, Event.RunPaused _, Event.RunResumed _, Event.CancelRequested _, Event.UndoStarted _, Event.Extended _, Event.Delegated _, Event.Rewound _, Event.RunEnded _ ->
          OptionalInt.empty();
    };
  }
}
