package dev.presgen.orchestrator.core;

/** What people call the condition of a run. The first that fits counts. */
public enum Status {
  COMPLETED,
  FAILED,
  CANCELLED,
  UNDOING,
  CANCELLING,
  PAUSED,
  /** A person must decide something. */
  NEEDS_ATTENTION,
  /** Something is under way or will be tried again by itself. */
  RUNNING,
  /** Only a person, a signal or a time continues it. */
  WAITING;

  /** The status of a run. */
  public static Status of(RunState state) {
    return switch (state.lifecycle()) {
      case Lifecycle.Ended(var outcome, _, _) ->
          switch (outcome) {
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
          };
      case Lifecycle.Undoing undoing ->
          Possible.leftovers(undoing) ? NEEDS_ATTENTION : UNDOING;
      case Lifecycle.Cancelling _ -> CANCELLING;
      case Lifecycle.Paused _ -> PAUSED;
      case Lifecycle.Active _ -> active(state);
    };
  }

  private static Status active(RunState state) {
    var positions = state.root().all().map(Scope::position).toList();
    if (positions.stream().anyMatch(Position.Stuck.class::isInstance)) {
      return NEEDS_ATTENTION;
    }
    return positions.stream().anyMatch(Status::moving) ? RUNNING : WAITING;
  }

  private static boolean moving(Position position) {
    return switch (position) {
      case Position.Ready _, Position.Executing _, Position.Retrying _, Position.Blocked _, Position.Polling _ ->
          true;
      case Position.Queued _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
          false;
    };
  }
}
