package dev.presgen.orchestrator.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints what lets bash and zsh complete the commands.",
    footer = {"", "Examples:", "  source <(presgen completion)"})
final class Completion implements Callable<Integer> {
  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      var top = spec.root().commandLine();
      top.getOut().println(AutoComplete.bash("presgen", top));
    }
    return ExitCode.OK;
  }
}
