package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.view.ResourceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo-plan",
    description = "Tells what cancel --undo would do with each thing that a run has made.",
    footer = {"", "Examples:", "  presgen undo-plan RUN"})
final class UndoPlan extends ApiCommand {
  @Parameters(paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  UndoPlan(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    session()
        .show(
            api.get(RunPath.of(run, "undo-plan")),
            (plan, ink) -> ResourceTable.undoPlan(plan.list("items"), ink));
    return ExitCode.OK;
  }
}
