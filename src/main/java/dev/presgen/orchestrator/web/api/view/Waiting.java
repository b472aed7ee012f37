package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.TimerState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.web.api.view.RunSummary.Awaiting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run waits for. */
final class Waiting {

  private Waiting() {}

  /**
   * Every signal that an open wait listens to, and every wait that listens to none; one that stands
   * still for an action too, since it keeps what comes.
   */
  static List<Awaiting> of(RunState state, Workflow workflow) {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _ ->
          state.root()
              .all()
              .flatMap(
                  scope -> Stream.concat(
                      Stream.of(scope.position()), scope.suspended().stream()))
              .filter(Position.Waiting.class::isInstance)
              .map(Position.Waiting.class::cast)
              .flatMap(open -> of(open, (Node.Wait) workflow.node(open.at())))
              .toList();
      case Lifecycle.Cancelling _, Lifecycle.Undoing _, Lifecycle.Ended _ -> List.of();
    };
  }

  private static Stream<Awaiting> of(Position.Waiting open, Node.Wait wait) {
    if (wait.signals().isEmpty()) {
      return Stream.of(awaiting(open, wait, Optional.empty()));
    }
    return wait.signals().stream().map(s -> awaiting(open, wait, Optional.of(s.name())));
  }

  private static Awaiting awaiting(
      Position.Waiting open, Node.Wait wait, Optional<String> signal) {
    return new Awaiting(
        open.at().label(),
        signal.orElse(null),
        open.assignee().orElse(null),
        first(open.timers().stream().filter(timer -> !reminds(wait, timer))),
        first(
            open.timers().stream().filter(timer -> reminds(wait, timer) && !timer.fired())));
  }

  private static @Nullable Instant first(Stream<TimerState> timers) {
    return timers.map(TimerState::due).min(Comparator.naturalOrder()).orElse(null);
  }

  /** Whether the wait goes on when the timer fires. */
  private static boolean reminds(Node.Wait wait, TimerState state) {
    return wait.timers()
        .stream()
        .filter(timer -> timer.name().equals(state.timer()))
        .anyMatch(timer -> timer.elapsed() instanceof Node.Elapsed.Stay);
  }
}
