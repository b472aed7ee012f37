package dev.presgen.orchestrator.runtime.simulator;

import static dev.presgen.orchestrator.runtime.simulator.Promises.hold;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of the undoing of one run. What is to be undone is known from the workflow and the
 * history, not from what the run's state remembers: that may have forgotten something.
 */
final class Undos {

  private final Workflow workflow;
  private final Set<Address> begun = new LinkedHashSet<>();
  private final Map<Address, List<String>> givenUp = new HashMap<>();
  private final Set<Address> unclear = new HashSet<>();

  Undos(Workflow workflow) {
    this.workflow = workflow;
  }

  /** Whether what a visit makes is taken back when its run is undone. */
  boolean isDueFor(Address at) {
    return ((Node.Task) workflow.node(at)).contract().undoable();
  }

  /** The visits whose undo was given up for good, each with the ids that it has named. */
  Map<Address, List<String>> givenUp() {
    return givenUp;
  }

  /** Whether an undo may have taken back what it was never heard of. */
  boolean isUnclear(Address at) {
    return unclear.contains(at);
  }

  void check(RunState state, Event event) {
    boolean undoing = state.lifecycle() instanceof Lifecycle.Undoing;
    switch (event) {
      case Event.AttemptStarted e when e.purpose() == Purpose.DO && isDueFor(e.at()) ->
          begun.add(e.at());
      case Event.UndoStarted e ->
          hold(
              e.order().equals(new ArrayList<>(begun).reversed()),
              "I10 all that was begun is undone, what was done last first", e, begun);
      case Event.AttemptFailed e when undoing && e.failure() instanceof Failure.Unknown ->
          unclear.add(e.at());
      case Event.AttemptLost e when undoing -> unclear.add(e.at());
      case Event.JobAccepted e when undoing -> unclear.add(e.at());
      case Event.StepUndone e -> {
        hold(e.left().isEmpty(), "I11 what leaves something is not undone", e);
        givenUp.remove(e.at());
      }
      case Event.UndoGivenUp e -> {
        hold(namesWhatWasLeft(e), "I11 what an undo has left is named", e);
        givenUp.put(e.at(), e.left());
      }
      case Event.RunEnded e -> ended(state, e);
      case Event _ -> {
      }
    }
  }

  /** Only an undo that has failed does not know what it leaves. */
  private static boolean namesWhatWasLeft(Event.UndoGivenUp e) {
    boolean knows = e.failure() instanceof Failure.Permanent p && p.code().equals("LEFTOVERS");
    return knows != e.left().isEmpty();
  }

  private void ended(RunState state, Event.RunEnded e) {
    switch (state.lifecycle()) {
      case Lifecycle.Cancelling(_, var undo, _) ->
          hold(!undo || begun.isEmpty(), "I10 all that was begun is undone", e, begun);
      case Lifecycle.Undoing _ ->
          hold(
              givenUp.isEmpty() || e.by().isPresent(),
              "I11 somebody accepts what an undo has left", e, givenUp);
      case Lifecycle.Active _, Lifecycle.Paused _, Lifecycle.Ended _ -> {
      }
    }
  }
}
