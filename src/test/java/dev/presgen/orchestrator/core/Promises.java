package dev.presgen.orchestrator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold at every decision of a run, whatever it is told. */
final class Promises {

  private final Workflow workflow;
  private final Decider decider;
  private final List<Event> journal = new ArrayList<>();
  private final Map<Path, Integer> attempts = new HashMap<>();
  private final Set<Address> completed = new HashSet<>();
  private RunState state;

  Promises(Workflow workflow, Decider decider, Decision.Accepted start) {
    this.workflow = workflow;
    this.decider = decider;
    this.journal.addAll(start.events());
    this.state = start.after();
  }

  RunState state() {
    return state;
  }

  /** Tells a fact and checks what comes of it. */
  void tell(Fact fact) {
    var decision = decider.decide(state, fact);
    assertThat(decider.decide(state, fact)).as("the same input twice").isEqualTo(decision);
    if (decision instanceof Decision.Accepted(var events, var after)) {
      for (var event : events) {
        check(event);
        state = Decider.evolve(state, event);
        journal.add(event);
      }
      assertThat(after).as("the state is told by its events").isEqualTo(state);
      checkState();
    }
  }

  /** The whole journal tells of the state. */
  void checkJournal() {
    assertThat(Decider.fold(journal)).isEqualTo(state);
    assertThat(state.sequence()).isEqualTo(journal.size());
    assertThat(journal.size()).isLessThanOrEqualTo(RunState.EVENTS_MAX);
  }

  private void check(Event event) {
    assertThat(state.ended()).as("after the end: %s", event).isFalse();
    assertThat(event.time()).as("time of %s", event).isAfterOrEqualTo(state.time());
    switch (event) {
      case Event.AttemptStarted e -> started(e);
      case Event.AttemptFailed e -> spent(e.at(), e.budget());
      case Event.AttemptLost e -> spent(e.at(), e.budget());
      case Event.StepCompleted e ->
          assertThat(completed.add(e.at())).as("completed once: %s", e).isTrue();
      case Event.UndoStarted e -> {
        assertThat(state.pivotPassed()).as("undone after the pivot").isFalse();
        assertThat(e.order()).isEqualTo(state.touched().reversed());
      }
      case Event.WaitClosed e ->
          assertThat(state.lifecycle())
              .as("lifecycle at %s", e)
              .isInstanceOfAny(Lifecycle.Active.class, Lifecycle.Paused.class);
      case Event _ -> {
      }
    }
  }

  private void started(Event.AttemptStarted e) {
    assertThat(attempts.merge(e.at().path(), 1, Integer::sum))
        .as("numbers of attempts rise by one: %s", e)
        .isEqualTo(e.attempt());
    assertThat(e.budget().spent()).as("%s", e).isLessThan(task(e.at()).retry().attemptsMax());
    assertThat(e.epoch()).isEqualTo(state.epoch());
    assertThat(state.lifecycle())
        .as("lifecycle at %s", e)
        .isInstanceOf(
            switch (e.purpose()) {
              case DO -> Lifecycle.Active.class;
              case UNDO -> Lifecycle.Undoing.class;
            });
  }

  private void spent(Address at, Budget budget) {
    assertThat(budget.spent()).isLessThanOrEqualTo(task(at).retry().attemptsMax());
    assertThat(budget.excluded().isNegative()).isFalse();
  }

  private void checkState() {
    var agenda = decider.agenda(state);
    assertThat(agenda.work().stream().map(Agenda.Work::at)).doesNotHaveDuplicates();
    if (state.ended()) {
      assertThat(agenda.work()).isEmpty();
      assertThat(agenda.ready()).isFalse();
      assertThat(agenda.due()).isEmpty();
    }
    if (state.lifecycle() instanceof Lifecycle.Undoing undoing) {
      assertThat(state.pivotPassed()).isFalse();
      assertThat(undoing.undos().stream().filter(Promises::underWay).count())
          .as("undos at once")
          .isLessThanOrEqualTo(1);
    }
    for (var scope : state.root().all().toList()) {
      if (scope.position() instanceof Position.Joining joining) {
        var each = (Node.ForEach) workflow.node(joining.at());
        assertThat(scope.underWay(each.name())).isLessThanOrEqualTo(each.atOnce());
      }
    }
  }

  static boolean underWay(Position position) {
    return position instanceof Position.Executing || position instanceof Position.Polling;
  }

  private Node.Task task(Address at) {
    return (Node.Task) workflow.node(at);
  }
}
