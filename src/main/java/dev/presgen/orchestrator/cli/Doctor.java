package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.DoctorPage;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = "Looks whether all that runs need is there, and says what is missing.",
    footer = {
        "",
        "Asks a service that runs; presgen serve starts one. It looks outside too, for at most",
        "20 seconds, and changes nothing. The exit code is 0 when nothing is broken, else 1.",
        "",
        "Examples:",
        "  presgen doctor",
        "  presgen doctor --json"
    })
final class Doctor extends ApiCommand {
  Doctor(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    var report = api.get(Endpoint.of("doctor"));
    session().show(report, DoctorPage::lines);
    return report.is("well") ? ExitCode.OK : ExitCode.RUN_FAILED;
  }
}
