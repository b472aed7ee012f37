package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.view.ResourceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "resources",
    description = "Lists what a run has made in the outside world.",
    footer = {"", "Examples:", "  presgen resources RUN"})
final class Resources extends ApiCommand {
  @Parameters(paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  Resources(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    session()
        .show(
            api.get(RunPath.of(run, "resources")),
            (ledger, ink) -> ResourceTable.ledger(ledger.list("items"), ink));
    return ExitCode.OK;
  }
}
