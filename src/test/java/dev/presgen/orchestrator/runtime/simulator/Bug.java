package dev.presgen.orchestrator.runtime.simulator;

/** Mistakes that are made on purpose, to see that the simulator finds them. */
enum Bug {
  /** The journal stores what was decided on a revision that is not the newest any more. */
  REVISION_NOT_COMPARED("I3"),
  /** A driver that takes over forgets the attempts of its predecessor. */
  LOSSES_DROPPED("I7"),
  /** Undoing begins while an attempt is still under way. */
  UNDO_BEFORE_DRAINED("I10"),
  /** What happens to a signal that was kept and is not wanted any more is not said. */
  KEPT_FORGOTTEN("I8"),
  /** A driver lets go although somebody has decided since it last looked. */
  WAKE_LOST_FOR_GOOD("I13"),
  /** Two visits of a node have the same idempotency key. */
  VISIT_NOT_IN_KEY("I6"),
  /** A driver that was replaced still says when its run is due next. */
  REPLACED_LETS_GO("I9"),
  /** A driver that was replaced may still enter what it is about to make. */
  LEDGER_NOT_FENCED("I6"),
  /** What items, branches and called workflows have made is not remembered, so never undone. */
  UNDO_FORGOTTEN("I10"),
  /** The rules hear a driver that was replaced. */
  REPLACED_DECIDES("I7"),
  /** A driver goes on as if it had been stored what it has decided, though it has not heard so. */
  UNHEARD_TAKEN_FOR_STORED("I5");

  private final String breaks;

  Bug(String breaks) {
    this.breaks = breaks;
  }

  /** The promise that must be found broken, though others may break as well. */
  String breaks() {
    return breaks;
  }
}
