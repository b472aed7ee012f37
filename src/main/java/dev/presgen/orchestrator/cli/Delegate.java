package dev.presgen.orchestrator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "delegate",
    description = "Names somebody else as the one whom a run waits for.",
    footer = {
        "",
        "Status and history show the new name. Nothing is shared with them: the learner's form",
        "stays open to the learner alone.",
        "",
        "Examples:",
        "  presgen delegate RUN --to someone@example.org --reason \"on leave until May\""
    })
final class Delegate extends Order {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHO",
      description = "Who is asked from now on: an address or a name.")
  private String to = "";

  @Option(names = "--path", paramLabel = "PATH", description = "Which wait, where several are.")
  private @Nullable String path;

  Delegate(Session session) {
    super(session, "delegate");
  }

  @Override
  void detail(ObjectNode body) {
    body.put("to", to);
    if (path != null) {
      body.put("path", path);
    }
  }
}
