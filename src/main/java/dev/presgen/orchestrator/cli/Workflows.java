package dev.presgen.orchestrator.cli;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.Table;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "workflows",
    description = "Lists the workflows, or shows the steps of one.",
    footer = {
        "",
        "With --json also its input schema and its diagram.",
        "",
        "Examples:",
        "  presgen workflows",
        "  presgen workflows assessment --json"
    })
final class Workflows extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one to show.")
  private @Nullable String name;

  Workflows(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    if (name == null) {
      session().show(api.get(Endpoint.of("workflows")), Workflows::all);
    } else {
      session().show(api.get(Endpoint.of("workflows", name)), Workflows::one);
    }
    return ExitCode.OK;
  }

  private static List<String> all(Answer answer, Ink ink) {
    var table = Table.of(ink, "NAME", "VERSION", "STEPS");
    var workflows = answer.node().isArray() ? answer.elements() : answer.list("items");
    for (var workflow : workflows) {
      table.row(
          cell(workflow.text("name")),
          cell(workflow.text("version")),
          cell(String.valueOf(workflow.list("steps").size())));
    }
    return table.lines();
  }

  private static List<String> one(Answer workflow, Ink ink) {
    var table = Table.of(ink, "#", "STEP", "KIND");
    int number = 0;
    for (var step : workflow.list("steps")) {
      number++;
      table.row(
          cell(String.valueOf(number)),
          cell(step.find("name").orElse(step.asText())),
          cell(step.find("kind").orElse(step.text("type"))));
    }
    return Stream.concat(
        Stream.of(
            ink.strong(workflow.text("name")) + " version " + workflow.text("version")),
        table.lines().stream())
        .toList();
  }
}
