package dev.presgen.orchestrator.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What outside services grant, within a minute and at a time, and who waits for it. */
public interface OutsideQuotas {

  /**
   * How it stands with one class of calls, on all nodes.
   *
   * @param quota the class, such as {@code sheets.write}
   * @param waiting how many wait
   * @param cost how much they wait for, in calls, or for {@code drive.units} in units
   * @param perMinute how much comes in within a minute
   * @param newcomerWaits how long somebody who comes now, and after all others, has to wait
   */
  record Standing(String quota, int waiting, long cost, long perMinute, Duration newcomerWaits) {}

  /**
   * How it stands with a service that does only so much at a time.
   *
   * @param service such as {@code core}
   * @param waiting how many wait, on all nodes
   * @param atOnce how many uses it is given at a time, at least 1
   * @param useLasts how long a use took of late, as far as this node has seen one end
   */
  record Queue(String service, int waiting, int atOnce, Optional<Duration> useLasts) {

    /** How long somebody waits who comes now, and after all others; nothing while no use has ended. */
    public Duration newcomerWaits() {
      return useLasts.map(use -> use.multipliedBy(waiting).dividedBy(atOnce)).orElse(Duration.ZERO);
    }
  }

  /**
   * Each class of calls.
   *
   * @throws RuntimeException when the database that the nodes share cannot be reached
   */
  List<Standing> standing();

  /**
   * Each service that does only so much at a time.
   *
   * @throws RuntimeException when the database that the nodes share cannot be reached
   */
  List<Queue> queues();

  /**
   * Gives up what a run waits for. Where nobody says that it does not wait any more, others wait for
   * it until the time when it was told to come again.
   *
   * @param but the paths at which it still waits
   */
  void leave(String runId, Set<String> but);
}
