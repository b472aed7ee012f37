package dev.presgen.orchestrator.runtime.simulator;

import static dev.presgen.orchestrator.runtime.simulator.Promises.hold;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.core.Workflow;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/** What must hold of any state and of the agenda that follows from it. */
record Shape(Workflow workflow, RunState state, Agenda agenda) {

  void check() {
    var places = new HashSet<Object>();
    for (var work : agenda.work()) {
      hold(places.add(work.at()), "I12 a place is worked at once", agenda);
    }
    switch (state.lifecycle()) {
      case Lifecycle.Active _ -> {
        attempts();
        room();
      }
      case Lifecycle.Paused _ -> {
        attempts();
        hold(!agenda.ready(), "I12 nothing starts in a pause", state, agenda);
      }
      case Lifecycle.Cancelling _ ->
          hold(
              agenda.work().stream().allMatch(Agenda.Stop.class::isInstance),
              "I10 a run that is to end only stops what is under way", state, agenda);
      case Lifecycle.Undoing undoing -> undoing(undoing);
      case Lifecycle.Ended _ ->
          hold(
              agenda.work().isEmpty() && !agenda.ready() && agenda.due().isEmpty(),
              "I2 nothing is to be done after the end", state, agenda);
    }
    status();
  }

  private List<Position> scopes() {
    return state.root().all().map(Scope::position).toList();
  }

  private void attempts() {
    for (var position : scopes()) {
      if (position instanceof Position.Executing open) {
        current(open);
        works(
            position,
            work -> work instanceof Agenda.Attempt a && a.attempt() == open.attempt()
                && a.epoch() == open.epoch());
      }
      if (position instanceof Position.Polling open) {
        works(
            position,
            work -> work instanceof Agenda.Poll p && p.attempt() == open.attempt());
      }
    }
  }

  private void current(Position.Executing open) {
    hold(
        open.epoch() == state.epoch(),
        "I7 no attempt of an older claim stays open under a newer one", open, state.epoch());
  }

  private void works(Position position, Predicate<Agenda.Work> fits) {
    hold(
        agenda.work().stream().anyMatch(work -> work.at().equals(position.at()) && fits.test(work)),
        "I13 what is under way is on the agenda", position, agenda);
  }

  private void room() {
    for (var scope : state.root().all().toList()) {
      if (scope.position() instanceof Position.Joining joining
          && workflow.node(joining.at()) instanceof Node.ForEach each) {
        long underWay =
            scope.childrenOf(each.name())
                .stream()
                .map(Scope::position)
                .filter(
                    position -> !(position instanceof Position.Queued)
                        && !(position instanceof Position.Done))
                .count();
        hold(underWay <= each.atOnce(), "I12 a for-each keeps within its room", state);
      }
    }
  }

  private void undoing(Lifecycle.Undoing undoing) {
    hold(!state.pivotPassed(), "I10 nothing is undone after the pivot", state);
    hold(
        undoing.undos().stream().filter(Shape::underWay).count() <= 1,
        "I10 undos come one after the other", undoing);
    hold(
        scopes().stream().noneMatch(Shape::underWay),
        "I10 undoing begins when nothing is under way", state);
    for (var undo : undoing.undos()) {
      if (undo instanceof Position.Executing open) {
        current(open);
      }
    }
  }

  private static boolean underWay(Position position) {
    return position instanceof Position.Executing || position instanceof Position.Polling;
  }

  private void status() {
    var status = Status.of(state);
    boolean works =
        agenda.work().stream().anyMatch(work -> !(work instanceof Agenda.Look));
    switch (status) {
      case COMPLETED, FAILED, CANCELLED ->
          hold(state.ended(), "I3 the status is derived", state);
      case WAITING ->
          hold(!works, "I13 who waits does nothing", state, agenda);
      case RUNNING, UNDOING, CANCELLING ->
          hold(
              works || agenda.ready() || agenda.due().isPresent(),
              "I13 who runs has something to do", state, agenda);
      case PAUSED, NEEDS_ATTENTION -> {
      }
    }
  }
}
