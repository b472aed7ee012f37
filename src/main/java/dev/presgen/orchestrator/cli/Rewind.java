package dev.presgen.orchestrator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "rewind",
    description = "Goes back to an earlier step, and on from there.",
    footer = {
        "",
        "What was made since stays where it is, but the run makes it anew and shows the new.",
        "The service refuses to go back across what only an undo takes back, or across the",
        "learner's answer. While something runs, pause first and wait until it has ended.",
        "",
        "FILE is what the step is to take instead, an object with a member for each thing, named",
        "as the step names it: {\"plan\": {...}} for GENERATE_COURSE_OUTLINES.",
        "presgen status RUN --json shows in outputs what the steps gave.",
        "",
        "Examples:",
        "  presgen rewind RUN --to GENERATE_TRAINING_PLAN --reason \"bank was mended\"",
        "  presgen rewind RUN --to GENERATE_COURSE_OUTLINES --input plan.json"
            + " --reason \"two courses are enough\"",
        "  presgen rewind RUN --to GENERATE_PRESENTATIONS/3 --reason \"deck is garbled\""
    })
final class Rewind extends Order {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "STEP",
      description = "The step, or the item such as GENERATE_PRESENTATIONS/3.")
  private String to = "";

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "What the step is to take instead, JSON; - is standard input.")
  private @Nullable String input;

  Rewind(Session session) {
    super(session, "rewind");
  }

  @Override
  void detail(ObjectNode body) {
    body.put("to", to);
    if (input != null) {
      body.set("input", Documents.json(input, session().in()));
    }
  }
}
