package dev.presgen.orchestrator.workflows;

import java.time.Duration;
import java.util.List;

/** What is granted by outside services within a minute, and who waits for it. */
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
   * Each class.
   *
   * @throws RuntimeException when the database that the nodes share cannot be reached
   */
  List<Standing> standing();
}
