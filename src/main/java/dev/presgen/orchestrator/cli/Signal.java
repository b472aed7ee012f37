package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "signal",
    description = "Tells a run that something has happened.",
    footer = {
        "",
        "Examples:",
        "  presgen signal RUN assessment-completed",
        "  presgen signal RUN assessment-completed payload.json"
    })
final class Signal extends ApiCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What the run waits for.")
  private String name = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The payload, JSON; - is standard input.")
  private @Nullable String file;

  Signal(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    var endpoint = RunPath.of(run, "signals", name);
    var reply =
        file == null
            ? api.post(endpoint)
            : api.post(endpoint, Documents.json(file, session().in()).toString());
    session().show(reply.body(), (answer, _) -> List.of(outcome(answer)));
    return ExitCode.OK;
  }

  private String outcome(Answer answer) {
    return answer.is("kept")
        ? name + " is kept until the run waits for it."
        : name + " is accepted.";
  }
}
