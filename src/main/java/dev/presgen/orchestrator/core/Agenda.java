package dev.presgen.orchestrator.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What ought to be under way for a run now, and when to look again. It is derived from the state
 * and stored nowhere.
 *
 * @param work what ought to be running
 * @param ready whether a driver's claim would start something now or at {@code due}
 * @param due the next moment at which something is due; nothing when only a signal or an order can
 *     change anything
 */
public record Agenda(List<Work> work, boolean ready, Optional<Instant> due) {

  public Agenda {
    work = List.copyOf(work);
  }

  /** Something that a driver ought to have under way. */
  public sealed interface Work {
    Address at();
  }

  /**
   * An attempt.
   *
   * @param deadline when it is given up
   */
  public record Attempt(
      Address at,
      Purpose purpose,
      int attempt,
      long epoch,
      boolean mayHaveActed,
      Instant deadline)
      implements Work {}

  /** An attempt that is to be interrupted, since its run is to end. */
  public record Stop(Address at, int attempt, long epoch) implements Work {}

  /**
   * A question about work that goes on elsewhere.
   *
   * @param since when it was first pending
   * @param due when to ask first; after that at a cadence
   */
  public record Poll(
      Address at,
      Purpose purpose,
      int attempt,
      String token,
      boolean mayHaveActed,
      Instant since,
      Instant due)
      implements Work {}

  /**
   * A look whether what is waited for has happened.
   *
   * @param closing the wait's time was up at that moment: only what happened before counts
   * @param early the signal that came before the wait was open and that the look must judge
   */
  public record Look(
      Address at,
      Node.Probe probe,
      Instant since,
      Optional<Instant> closing,
      Optional<RunState.KeptSignal> early)
      implements Work {

    /** Whether somebody waits for the word that nothing is there, or that it cannot be judged. */
    public boolean tellNothing() {
      return closing.isPresent() || early.isPresent();
    }
  }
}
