package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Instant;

/** Who uses a service of which only so many can be used at a time. */
interface SlotTable {

  /**
   * Takes a slot, or keeps one for longer.
   *
   * @param until when it is free again, whatever becomes of its holder
   * @param most how many there may be, this one included
   * @return whether there was one
   */
  boolean take(String service, String holder, Instant now, Instant until, int most);

  /** Keeps a slot for longer, or has it again, be there one or not. */
  void keep(String service, String holder, Instant until);

  /** Gives a slot back, if the holder has one. */
  void free(String service, String holder);
}
