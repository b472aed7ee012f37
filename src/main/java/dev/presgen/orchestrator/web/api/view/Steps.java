package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Tally;
import dev.presgen.orchestrator.core.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the steps of a run stand. */
final class Steps {

  private final RunState state;
  private final Optional<Workflow> workflow;
  private final List<String> names;
  private final Set<Path> undone;

  /**
   * The steps of a run.
   *
   * @param workflow nothing when this node does not know it
   * @param names of the steps, in order
   * @param undone the nodes of an ended run that were taken back
   */
  Steps(RunState state, Optional<Workflow> workflow, List<String> names, Set<Path> undone) {
    this.state = state;
    this.workflow = workflow;
    this.names = names;
    this.undone = undone;
  }

  List<StepView> list() {
    return IntStream.range(0, names.size()).mapToObj(i -> step(names.get(i), i + 1)).toList();
  }

  /** How many are behind the run, whatever became of them later. */
  int behind() {
    return (int) names.stream()
        .filter(name -> switch (went(name)) {
          case COMPLETED, SKIPPED -> !isHere(name);
          case PENDING, RUNNING, WAITING, RETRYING, BLOCKED, FAILED, UNDONE -> false;
        })
        .count();
  }

  private StepView step(String name, int number) {
    var path = Path.ROOT.child(name);
    var tally = state.tally(path);
    var duration =
        tally.startedAt()
            .flatMap(
                start -> tally.endedAt().map(end -> Duration.between(start, end).toMillis()));
    return new StepView(
        name,
        number,
        undo(path).orElseGet(() -> went(name)),
        attempts(tally),
        tally.startedAt().orElse(null),
        tally.endedAt().orElse(null),
        duration.orElse(null),
        state.root().childrenOf(name).stream().flatMap(Scope::all).map(this::item).toList());
  }

  private StepView.Item item(Scope child) {
    return new StepView.Item(
        child.path().toString(),
        undo(child.path()).orElseGet(() -> itemWent(child)),
        tallies(child.path()).mapToInt(Steps::attempts).max().orElse(0));
  }

  private static int attempts(Tally tally) {
    return tally.attempts() == 0 && tally.startedAt().isPresent() ? 1 : tally.attempts();
  }

  private boolean isHere(String name) {
    return standing(name).isPresent();
  }

  /** How the root stands at a step; a wait stands still while one of its actions is done. */
  private Optional<Position> standing(String name) {
    return Stream.concat(Stream.of(state.root().position()), state.root().suspended().stream())
        .filter(position -> position.at().node().equals(name))
        .findFirst();
  }

  /** How a step went, leaving aside whether it was undone later. */
  private StepStatus went(String name) {
    var standing = standing(name);
    if (standing.isPresent()) {
      return stands(state.root(), standing.get(), Path.ROOT.child(name));
    }
    if (state.tally(Path.ROOT.child(name)).endedAt().isEmpty()) {
      var completed =
          state.lifecycle() instanceof Lifecycle.Ended(var outcome, _, _)
              && outcome == Lifecycle.Outcome.COMPLETED;
      return completed ? StepStatus.SKIPPED : StepStatus.PENDING;
    }
    return state.root().outputs().get(name) instanceof Output.Nothing
        ? StepStatus.SKIPPED
        : StepStatus.COMPLETED;
  }

  private StepStatus itemWent(Scope child) {
    if (!(child.position() instanceof Position.Done(var at, var end))) {
      return stands(child, child.position(), child.path());
    }
    return switch (end) {
      case Position.End.Reached _ -> StepStatus.COMPLETED;
      // An item that was left out still comes to its end; one that was given up does not.
      case Position.End.Missing _ ->
          workflow.map(known -> known.node(at) instanceof Node.End).orElse(false)
              ? StepStatus.SKIPPED
              : StepStatus.FAILED;
    };
  }

  private StepStatus stands(Scope scope, Position position, Path path) {
    if (ending() && !(position instanceof Position.Executing)) {
      return cutShort(path);
    }
    return switch (position) {
      case Position.Queued _, Position.Ready _ ->
          begun(path) ? StepStatus.RUNNING : StepStatus.PENDING;
      case Position.Executing _, Position.Polling _ -> StepStatus.RUNNING;
      case Position.Retrying _ -> StepStatus.RETRYING;
      case Position.Blocked _ -> StepStatus.BLOCKED;
      case Position.Waiting _ -> StepStatus.WAITING;
      case Position.Stuck _ -> StepStatus.FAILED;
      case Position.Joining joining -> together(scope, joining.at().node());
      case Position.Done _ -> StepStatus.COMPLETED;
    };
  }

  private boolean ending() {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _ -> false;
      case Lifecycle.Cancelling _, Lifecycle.Undoing _, Lifecycle.Ended _ -> true;
    };
  }

  /** A step at which the run stood when its end came. */
  private StepStatus cutShort(Path path) {
    if (failedAt(path)) {
      return StepStatus.FAILED;
    }
    return begun(path) ? StepStatus.SKIPPED : StepStatus.PENDING;
  }

  private boolean failedAt(Path path) {
    return cause().map(cause -> cause.at().path().startsWith(path)).orElse(false);
  }

  private Optional<Lifecycle.Cause> cause() {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _, Lifecycle.Paused _ -> Optional.empty();
      case Lifecycle.Cancelling cancelling -> cancelling.cause();
      case Lifecycle.Undoing undoing -> undoing.cause();
      case Lifecycle.Ended ended -> ended.cause();
    };
  }

  /** What has children stands as the liveliest of them does. */
  private StepStatus together(Scope scope, String name) {
    var items = scope.childrenOf(name).stream().map(this::itemWent).toList();
    return Stream.of(
        StepStatus.RUNNING,
        StepStatus.RETRYING,
        StepStatus.BLOCKED,
        StepStatus.WAITING,
        StepStatus.FAILED)
        .filter(items::contains)
        .findFirst()
        .orElse(StepStatus.RUNNING);
  }

  /**
   * How far the undo of a place has come; nothing when it is not undone. The step over which a run
   * has failed stays the one that failed.
   */
  private Optional<StepStatus> undo(Path path) {
    if (!(state.lifecycle() instanceof Lifecycle.Undoing(_, _, var undos))) {
      return undone.stream().anyMatch(node -> node.startsWith(path))
          ? takenBack(path)
          : Optional.empty();
    }
    var mine = undos.stream().filter(undo -> undo.at().path().startsWith(path)).toList();
    if (!mine.isEmpty() && mine.stream().allMatch(Position.Done.class::isInstance)) {
      return takenBack(path);
    }
    return mine.stream()
        .flatMap(
            undo -> switch (undo) {
              case Position.Executing _, Position.Polling _ -> Stream.of(StepStatus.RUNNING);
              case Position.Retrying _ -> Stream.of(StepStatus.RETRYING);
              case Position.Blocked _ -> Stream.of(StepStatus.BLOCKED);
              case Position.Stuck _ -> Stream.of(StepStatus.FAILED);
              case Position.Queued _, Position.Ready _, Position.Waiting _, Position.Joining _, Position.Done _ ->
                  Stream.<StepStatus>empty();
            })
        .findFirst();
  }

  private Optional<StepStatus> takenBack(Path path) {
    return failedAt(path) ? Optional.empty() : Optional.of(StepStatus.UNDONE);
  }

  private boolean begun(Path path) {
    return tallies(path).anyMatch(tally -> tally.startedAt().isPresent());
  }

  private Stream<Tally> tallies(Path path) {
    return state.tallies()
        .entrySet()
        .stream()
        .filter(entry -> Path.of(entry.getKey()).startsWith(path))
        .map(Map.Entry::getValue);
  }
}
