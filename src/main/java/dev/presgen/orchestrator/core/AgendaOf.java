package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Agenda.Attempt;
import dev.presgen.orchestrator.core.Agenda.Look;
import dev.presgen.orchestrator.core.Agenda.Poll;
import dev.presgen.orchestrator.core.Agenda.Stop;
import dev.presgen.orchestrator.core.Agenda.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Derives the agenda from a state. */
final class AgendaOf {

  private final Workflow workflow;
  private final RunState state;
  private final List<Work> work = new ArrayList<>();
  private final List<Instant> due = new ArrayList<>();
  private boolean ready;

  AgendaOf(Workflow workflow, RunState state) {
    this.workflow = workflow;
    this.state = state;
  }

  Agenda get() {
    switch (state.lifecycle()) {
      case Lifecycle.Active _ ->
          state.root().all().map(Scope::position).forEach(position -> list(position, true));
      case Lifecycle.Paused _ ->
          state.root().all().map(Scope::position).forEach(position -> list(position, false));
      case Lifecycle.Cancelling _ ->
          state.root().all().map(Scope::position).forEach(this::stop);
      case Lifecycle.Undoing undoing -> undoing.current().ifPresent(undo -> list(undo, true));
      case Lifecycle.Ended _ -> {
      }
    }
    return new Agenda(work, ready, due.stream().min(Comparator.naturalOrder()));
  }

  /** What a position asks for; in a paused run only what was under way goes on. */
  private void list(Position position, boolean active) {
    switch (position) {
      case Position.Executing p -> {
        var deadline = p.since().plus(limits(p.at()).attempt());
        due.add(deadline);
        work.add(
            new Attempt(
                p.at(),
                p.purpose(),
                p.attempt(),
                p.epoch(),
                p.budget().mayHaveActed(),
                deadline));
      }
      case Position.Polling p -> {
        due.add(p.since().plus(limits(p.at()).polling()));
        work.add(
            new Poll(
                p.at(),
                p.purpose(),
                p.attempt(),
                p.token(),
                p.budget().mayHaveActed(),
                p.since(),
                p.due()));
      }
      case Position.Ready _ -> ready |= active;
      case Position.Queued p -> ready |= active && workflow.hasRoom(state, p.at().scope());
      case Position.Retrying p when active -> due.add(p.due());
      case Position.Blocked p when active -> due.add(p.recheck());
      case Position.Waiting p when active -> wait(p);
      case Position.Retrying _, Position.Blocked _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
          {
          }
    }
  }

  private void wait(Position.Waiting p) {
    var wait = (Node.Wait) workflow.node(p.at());
    if (p.closing().isEmpty()) {
      p.timers().stream().filter(timer -> !timer.fired()).map(TimerState::due).forEach(due::add);
    }
    var early = Signals.keptAndProbed(state, wait);
    wait.probe()
        .filter(probe -> probe.watches() || early.isPresent())
        .ifPresent(
            probe -> work.add(new Look(p.at(), probe, p.since(), p.closing(), early)));
  }

  private void stop(Position position) {
    if (position instanceof Position.Executing p) {
      work.add(new Stop(p.at(), p.attempt(), p.epoch()));
      due.add(p.since().plus(limits(p.at()).attempt()));
    }
  }

  private Limits limits(Address at) {
    return ((Node.Task) workflow.node(at)).limits();
  }
}
