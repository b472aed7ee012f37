package dev.presgen.orchestrator.runtime.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * When troubles strike. Each seed draws which kinds it has, and how often: where all of them happen
 * all of the time, most combinations never do.
 */
final class Weather {

  private final Dice dice;
  private final Map<Trouble, Double> rates = new EnumMap<>(Trouble.class);
  private final Seen seen;
  private final Trace trace;
  private boolean calm;

  Weather(Dice dice, Seen seen, Trace trace) {
    this.dice = dice;
    this.seen = seen;
    this.trace = trace;
    for (var trouble : Trouble.values()) {
      if (dice.chance(0.4)) {
        double share = dice.roll();
        rates.put(trouble, trouble.highest() * share * share);
      }
    }
  }

  /** Whether a trouble happens here and now. */
  boolean strikes(Trouble trouble) {
    if (calm) {
      return false;
    }
    var rate = rates.get(trouble);
    if (rate == null || !dice.chance(rate)) {
      return false;
    }
    seen.trouble(trouble);
    trace.note(() -> "          ! " + trouble);
    return true;
  }

  boolean calm() {
    return calm;
  }

  /** From now on nothing goes wrong any more. */
  void clear() {
    calm = true;
  }
}
