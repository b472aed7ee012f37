package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.Repeated;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import java.util.List;
import java.util.regex.Pattern;

/** What is asked for by a name that nothing has: says the name, and which would be right. */
final class NoSuch {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{26}");
  private static final Pattern KEY = Pattern.compile("key:[^:]+:.+", Pattern.DOTALL);

  private NoSuch() {}

  /** The refusal to answer about a run. */
  static RequestRefused run(String name) {
    boolean wellFormed = ID.matcher(name).matches() || KEY.matcher(name).matches();
    return RequestRefused.notFound(
        "There is no run " + Repeated.quoted(name)
            + (wellFormed
                ? "."
                : ": an id is all of its 26 letters and digits, and a key is written"
                    + " key:WORKFLOW:KEY."));
  }

  /** The refusal to show a workflow. */
  static RequestRefused workflow(String name, Workflows known) {
    return RequestRefused.notFound(
        "There is no workflow %s; there are %s."
            .formatted(Repeated.quoted(name), String.join(", ", known.names())));
  }

  /** The refusal to start a run of a workflow. */
  static RequestRefused startOf(String workflow, Workflows known) {
    return new RequestRefused(
        Problem.notFound("There is no such workflow.").with(List.of(fault(workflow, known))));
  }

  /** What is wrong with the name of a workflow in the body of a start. */
  static Fault fault(String workflow, Workflows known) {
    return Fault.at("/workflow", choice(workflow, known.names()));
  }

  /** What is wrong with a name, as the end of a sentence. */
  static String choice(String name, List<String> choices) {
    return "is %s, must be one of %s"
        .formatted(Repeated.quoted(name), String.join(", ", choices));
  }
}
