package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a visit has used up of what its step allows.
 *
 * @param started when the visit began, or was last given a new budget
 * @param spent attempts that count
 * @param held how often in a row it was throttled or blocked
 * @param heldSince when that row began
 * @param excluded time that does not count: throttled, blocked or polling
 * @param lostInRow how often in a row the node that ran it died
 * @param mayHaveActed whether something may have been made outside; once true it stays true
 */
public record Budget(
    Instant started,
    int spent,
    int held,
    Optional<Instant> heldSince,
    Duration excluded,
    int lostInRow,
    boolean mayHaveActed) {

  static Budget fresh(Instant started) {
    return new Budget(started, 0, 0, Optional.empty(), Duration.ZERO, 0, false);
  }

  /** As new, but for what may exist outside. */
  Budget renewed(Instant now) {
    return new Budget(now, 0, 0, Optional.empty(), Duration.ZERO, 0, mayHaveActed);
  }

  Budget excluding(Duration time) {
    return new Budget(
        started, spent, held, heldSince, excluded.plus(time), lostInRow, mayHaveActed);
  }

  Budget held(Instant now) {
    return new Budget(
        started,
        spent,
        held + 1,
        Optional.of(heldSince.orElse(now)),
        excluded,
        lostInRow,
        mayHaveActed);
  }

  /** After a pause, which does not count as time in which it was held. */
  Budget heldLater(Duration by) {
    return new Budget(
        started,
        spent,
        held,
        heldSince.map(since -> since.plus(by)),
        excluded,
        lostInRow,
        mayHaveActed);
  }

  Budget spentOne(boolean acted) {
    return new Budget(
        started, spent + 1, 0, Optional.empty(), excluded, 0, mayHaveActed || acted);
  }

  /** A node that dies costs an attempt; one that stops in order costs none. */
  Budget lostOne(boolean announced) {
    return announced
        ? new Budget(started, spent, 0, Optional.empty(), excluded, lostInRow, true)
        : new Budget(started, spent + 1, 0, Optional.empty(), excluded, lostInRow + 1, true);
  }

  Budget acted() {
    return new Budget(started, spent, held, heldSince, excluded, lostInRow, true);
  }

  /** The time that counts against the step. */
  Duration used(Instant now) {
    return Duration.between(started, now).minus(excluded);
  }
}
