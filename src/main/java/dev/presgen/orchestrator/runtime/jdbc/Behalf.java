package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.OnBehalf;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For whom a piece of work is done, and in which order it comes among others. */
final class Behalf {

  /** Longer than any step may take, so that every step comes before what nobody waits for. */
  private static final Duration LAST = Duration.ofDays(30);

  private Behalf() {}

  /** An attempt: by when its visit should be over, whatever it has been through. */
  static OnBehalf ofAttempt(Workflow workflow, RunState state, Agenda.Attempt work) {
    var began =
        state.positions()
            .filter(position -> position.at().equals(work.at()))
            .flatMap(position -> began(position).stream())
            .findFirst()
            .orElse(work.deadline());
    var total = ((Node.Task) workflow.node(work.at())).limits().total();
    return background(state, work.at(), began.plus(total));
  }

  private static Optional<Instant> began(Position position) {
    return position instanceof Position.Executing executing
        ? Optional.of(executing.budget().started())
        : Optional.empty();
  }

  /** A poll: by when what is made elsewhere should be there. */
  static OnBehalf ofPoll(Workflow workflow, RunState state, Agenda.Poll work) {
    var polling = ((Node.Task) workflow.node(work.at())).limits().polling();
    return background(state, work.at(), work.since().plus(polling));
  }

  /** A look: as a step where the run stands still for its word, after all steps where it does not. */
  static OnBehalf ofLook(RunState state, Agenda.Look work) {
    var deadline =
        work.tellNothing()
            ? work.closing().orElse(work.since()).plus(work.probe().limits().total())
            : work.since().plus(LAST);
    return background(state, work.at(), deadline);
  }

  /**
   * Somebody who waits for an answer about a run.
   *
   * @param deadline when the answer comes too late
   */
  static OnBehalf ofCaller(RunState state, Address at, Instant deadline) {
    return new OnBehalf(state.runId(), at.path().toString(), deadline, true);
  }

  private static OnBehalf background(RunState state, Address at, Instant deadline) {
    return new OnBehalf(state.runId(), at.path().toString(), deadline, false);
  }
}
