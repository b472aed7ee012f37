package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.time.Duration;
import java.util.List;

/** What comes of asking something of the runs. */
public sealed interface Answer {

  /**
   * A run was started.
   *
   * @param repeated whether an earlier request with the same key had started it
   */
  record Started(RunRecord run, boolean repeated) implements Answer {}

  /**
   * A signal or an order was accepted.
   *
   * @param kept whether it came early and waits for its time
   * @param repeated whether an earlier request with the same key had been accepted
   */
  record Accepted(RunRecord run, boolean kept, boolean repeated) implements Answer {}

  /**
   * It does not fit the run as it stands.
   *
   * @param possible what could be done instead
   */
  record Refused(String code, String why, List<String> possible) implements Answer {
    public Refused {
      possible = List.copyOf(possible);
    }
  }

  /** There is no workflow of that name. */
  record NoSuchWorkflow(String name) implements Answer {}

  /**
   * There is no such run.
   *
   * @param name the id or key by which it was asked for, as it came
   */
  record NoSuchRun(String name) implements Answer {}

  /** What was sent is wrong; pointers from the root of the input, payload or output. */
  record Invalid(List<FieldProblem> problems) implements Answer {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** An open run of the workflow has this key already. */
  record KeyTaken(String runId) implements Answer {}

  /** The request's key was used for another request. */
  record KeyReused() implements Answer {}

  /** It cannot be judged now, since something outside does not answer. */
  record Unavailable(String why, Duration retryAfter) implements Answer {}
}
