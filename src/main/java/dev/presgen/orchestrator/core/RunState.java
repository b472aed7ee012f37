package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that the decider knows about a run: the fold of its events.
 *
 * @param fingerprint of the workflow that the run is pinned to
 * @param tallies what has been counted, by node path
 * @param touched every undoable visit that was ever attempted, in order
 * @param kept signals that came early, oldest first; at most {@link #KEPT_MAX}
 * @param pivotPassed whether undoing is over
 * @param epoch the last claim that the journal knows of
 * @param sequence how many events the journal has
 * @param time of the last event; time never runs backwards
 */
public record RunState(
    String runId,
    String workflow,
    String version,
    String fingerprint,
    Lifecycle lifecycle,
    Scope root,
    Map<String, Tally> tallies,
    List<Address> touched,
    List<KeptSignal> kept,
    boolean pivotPassed,
    long epoch,
    long sequence,
    Instant time) {

  /** How many early signals a run keeps. */
  public static final int KEPT_MAX = 100;

  /** How many events a run may have. */
  public static final int EVENTS_MAX = 10_000;

  /** How many of them are kept for orders and for undo. */
  public static final int EVENTS_RESERVED = 500;

  public RunState {
    tallies = Collections.unmodifiableMap(new LinkedHashMap<>(tallies));
    touched = List.copyOf(touched);
    kept = List.copyOf(kept);
  }

  /** A signal that came before its wait was open. */
  public record KeptSignal(String id, String name, Ref payload, By by) {}

  public Optional<Scope> scope(Path path) {
    return root.all().filter(scope -> scope.path().equals(path)).findFirst();
  }

  public Tally tally(Path node) {
    return tallies.getOrDefault(node.toString(), Tally.NONE);
  }

  /** The attempt under way, executing or polled, that a result with these marks belongs to. */
  Optional<Position> open(Address at, int attempt) {
    return positions()
        .filter(
            position -> switch (position) {
              case Position.Executing e -> e.at().equals(at) && e.attempt() == attempt;
              case Position.Polling p -> p.at().equals(at) && p.attempt() == attempt;
              case Position.Queued _, Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
                  false;
            })
        .findFirst();
  }

  /** Where everything stands: the scopes, and the undos while there are any. */
  public Stream<Position> positions() {
    var undos =
        lifecycle instanceof Lifecycle.Undoing undoing ? undoing.undos() : List.<Position>of();
    return Stream.concat(root.all().map(Scope::position), undos.stream());
  }

  /** Where it can still go on: in a run that is being undone only the undos count. */
  public Stream<Position> live() {
    return switch (lifecycle) {
      case Lifecycle.Active _, Lifecycle.Paused _ -> root.all().map(Scope::position);
      case Lifecycle.Undoing undoing -> undoing.undos().stream();
      case Lifecycle.Cancelling _, Lifecycle.Ended _ -> Stream.empty();
    };
  }

  /** The waits that are open. */
  Stream<Position.Waiting> waiting() {
    return root.all()
        .map(Scope::position)
        .filter(Position.Waiting.class::isInstance)
        .map(Position.Waiting.class::cast);
  }

  /** The wait of an address, while it is open. */
  Optional<Position.Waiting> waiting(Address at) {
    return waiting().filter(waiting -> waiting.at().equals(at)).findFirst();
  }

  public boolean ended() {
    return lifecycle instanceof Lifecycle.Ended;
  }

  RunState with(Lifecycle next) {
    return new RunState(
        runId, workflow, version, fingerprint, next, root, tallies, touched, kept, pivotPassed,
        epoch, sequence, time);
  }

  RunState with(Scope nextRoot) {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, nextRoot, tallies, touched, kept,
        pivotPassed, epoch, sequence, time);
  }

  RunState changed(Path scope, UnaryOperator<Scope> change) {
    return with(root.changed(scope, change));
  }

  RunState counted(Path node, UnaryOperator<Tally> count) {
    var next = new LinkedHashMap<>(tallies);
    next.put(node.toString(), count.apply(tally(node)));
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, next, touched, kept, pivotPassed,
        epoch, sequence, time);
  }

  RunState touching(List<Address> next) {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, tallies, next, kept, pivotPassed,
        epoch, sequence, time);
  }

  RunState keeping(List<KeptSignal> next) {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, tallies, touched, next,
        pivotPassed, epoch, sequence, time);
  }

  RunState pastPivot() {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, tallies, touched, kept, true,
        epoch, sequence, time);
  }

  RunState claimed(long nextEpoch) {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, tallies, touched, kept,
        pivotPassed, nextEpoch, sequence, time);
  }

  RunState after(Instant at) {
    return new RunState(
        runId, workflow, version, fingerprint, lifecycle, root, tallies, touched, kept,
        pivotPassed, epoch, sequence + 1, at.isAfter(time) ? at : time);
  }
}
