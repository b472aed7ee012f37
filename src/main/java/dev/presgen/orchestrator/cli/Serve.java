package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.Orchestrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Starts the service and stays until it is ended (Ctrl-C).",
    footer = {
        "",
        "Other settings come from the environment or ./application.yaml, such as",
        "PRESGEN_GOOGLE_CREDENTIALS; without credentials the outside services are a sandbox.",
        "",
        "Examples:",
        "  presgen serve",
        "  presgen serve --port 9000 --data /var/lib/presgen"
    })
final class Serve implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens. Default: 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of its database. Default: ./data.")
  private @Nullable Path data;

  @Override
  public Integer call() throws InterruptedException {
    var settings = new ArrayList<String>();
    if (port != null) {
      if (port < 0 || port > 65_535) {
        throw new UsageProblem("--port is a number from 0 (any free port) to 65535.");
      }
      settings.add("--server.port=" + port);
    }
    if (data != null) {
      settings.add("--presgen.data-dir=" + data);
    }
    try (var service = Orchestrator.start(settings.toArray(String[]::new))) {
      service.awaitEnd();
    }
    return ExitCode.OK;
  }
}
