package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.view.RunPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    description = "Shows a run: its steps, what it waits for, its links, what went wrong.",
    footer = {
        "",
        "Examples:",
        "  presgen status RUN",
        "  presgen status key:assessment:spring-course --json"
    })
final class Status extends ApiCommand {
  @Parameters(paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  Status(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    session().show(api.get(RunPath.of(run)), RunPage::lines);
    return ExitCode.OK;
  }
}
