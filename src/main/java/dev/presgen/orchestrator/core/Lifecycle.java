package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run as a whole is about. */
public sealed interface Lifecycle {

  record Active() implements Lifecycle {}

  record Paused(Instant since) implements Lifecycle {}

  /**
   * It will end, once the attempts under way have ended.
   *
   * @param undo whether what it has made outside is taken back first
   */
  record Cancelling(Outcome outcome, boolean undo, Optional<Cause> cause) implements Lifecycle {}

  /**
   * What it has made outside is being taken back, one visit after the other.
   *
   * @param undos in the order in which they are undone
   */
  record Undoing(Outcome outcome, Optional<Cause> cause, List<Position> undos)
      implements Lifecycle {
    public Undoing {
      undos = List.copyOf(undos);
    }

    /**
     * The undo whose turn it is: the one under way, else the first that is neither done nor given
     * up. One that was given up does not hold up the others.
     */
    Optional<Position> current() {
      return undos.stream()
          .filter(undo -> undo instanceof Position.Executing || undo instanceof Position.Polling)
          .findFirst()
          .or(() -> undos.stream().filter(undo -> !over(undo)).findFirst());
    }

    static boolean over(Position undo) {
      return undo instanceof Position.Done || undo instanceof Position.Stuck;
    }
  }

  record Ended(Outcome outcome, Optional<Cause> cause, Instant at) implements Lifecycle {}

  /** How a run ends. */
  enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED
  }

  /** The failure that made a run fail: the first one stays. */
  record Cause(Address at, int attempt, Failure failure) {}
}
