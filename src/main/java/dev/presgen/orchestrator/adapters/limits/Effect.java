package dev.presgen.orchestrator.adapters.limits;

/** What a call leaves behind outside, which decides what may follow when its outcome is unknown. */
public enum Effect {
  /** Nothing. */
  READ(true),

  /** The same end state however often it is called. */
  NATURAL(true),

  /** The service knows our key and makes one object for it. */
  KEYED(true),

  /** An object that can be looked up; whoever repeats the call looks first. */
  FINDABLE(false),

  /** An object that nobody can find again. */
  BLIND(false);

  private final boolean repeatable;

  Effect(boolean repeatable) {
    this.repeatable = repeatable;
  }

  /** Whether the same call may be sent again at once, without looking. */
  public boolean repeatable() {
    return repeatable;
  }
}
