package dev.presgen.orchestrator.workflows;

import java.util.List;

/**
 * A step whose outside effects can be taken back before the pivot.
 *
 * @param <I> the step's input
 */
public interface Undoable<I extends Record> {

  /**
   * Takes back what any attempt of the visit has made, found by the ledger and by looking. What is
   * gone already counts as taken back. Is called again until it succeeds or is given up.
   */
  StepResult<Undone> undo(I input, StepContext context) throws Exception;

  /** What an undo would do to one object; changes nothing. */
  record Planned(String kind, String externalId, String url, Action action, String why) {
    public enum Action {
      TRASH,
      LEAVE,
      GONE
    }
  }

  /** What {@link #undo} would do now, in its order. */
  StepResult<List<Planned>> plan(I input, StepContext context) throws Exception;

  /**
   * What came of an undo.
   *
   * @param left ids of objects that were not touched, because a person needs them or has changed
   *     them
   */
  record Undone(List<String> left) {
    public Undone {
      left = List.copyOf(left);
    }
  }
}
