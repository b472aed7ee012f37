package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OnBehalf;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Who waits for what, the nearest deadline first. Nobody is called from it: whoever waits was told
 * when to come, and who does not come in time is out of it. Times are exact to the millisecond.
 */
interface Line {

  /** How long after its time somebody who waits is still waited for. */
  Duration LATE = Duration.ofSeconds(3);

  /** The most that wait for one thing; more are told when to come, but keep no place. */
  int LENGTH_MAX = 5_000;

  /**
   * What somebody who asks finds.
   *
   * @param all how many others wait
   * @param before how many of them come first
   * @param cost how much these are going to take
   * @param claimed how much of what is there now they need, so that nobody before comes in vain:
   *     what each and those who come earlier take, less what comes in until then. Who comes too late
   *     to be waited for claims nothing
   * @param waits whether who asks has a place already
   * @param heldUntil until when nobody gets anything
   */
  record Ahead(int all, int before, long cost, double claimed, boolean waits, Instant heldUntil) {}

  /**
   * All who wait.
   *
   * @param heldUntil until when nobody gets anything
   */
  record Waiting(int count, long cost, Instant heldUntil) {}

  /**
   * Looks who comes before.
   *
   * @param perSecond how much comes in
   * @param claimsUntil who comes after it claims nothing
   */
  Ahead ahead(String queue, OnBehalf who, Instant now, double perSecond, Instant claimsUntil);

  /** Takes a place, or keeps it with another time. */
  void enter(String queue, OnBehalf who, long cost, Instant now, Instant comesAt);

  /** Gives up a place, if there is one. */
  void leave(String queue, OnBehalf who);

  /** Gives up all places of a run in all queues, but for those of some paths. */
  void leave(String runId, Set<String> but);

  /** Lets nobody through for a time; a shorter hold does not end a longer one. */
  void hold(String queue, Instant until);

  Waiting waiting(String queue, Instant now);
}
