package dev.presgen.orchestrator.cli;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.Table;
import dev.presgen.orchestrator.cli.view.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "flags",
    description = "Shows which outside services are on, and switches them while runs go on.",
    footer = {
        "",
        "SERVICE is core, avatar, agent or notify. One that is off is not called: runs go on",
        "without what it makes, and say so.",
        "",
        "Examples:",
        "  presgen flags",
        "  presgen flags avatar off --reason \"renders are broken since noon\"",
        "  presgen flags avatar on --reason \"repaired\""
    })
final class Flags extends ApiCommand {
  private enum Switch {
    on,
    off
  }

  @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Which one.")
  private @Nullable String service;

  @Parameters(index = "1", arity = "0..1", paramLabel = "on|off", description = "How to switch it.")
  private @Nullable Switch position;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; kept in the history of every run that it touches. Needed to switch.")
  private @Nullable String reason;

  Flags(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    if (service == null) {
      session().show(api.get(Endpoint.of("flags")), (all, ink) -> table(all.list("items"), ink));
      return ExitCode.OK;
    }
    if (position == null) {
      throw new UsageProblem("It is: presgen flags " + service + " on|off --reason TEXT.");
    }
    if (reason == null || reason.isBlank()) {
      throw new UsageProblem(
          "Say why, with --reason \"...\": it is kept in the history of every run that it touches.");
    }
    var body =
        JsonMapper.shared()
            .createObjectNode()
            .put("enabled", position == Switch.on)
            .put("reason", reason);
    var flag =
        api.put(
            Endpoint.of("flags", service),
            "application/json",
            body.toString().getBytes(StandardCharsets.UTF_8));
    session().show(flag, (answer, ink) -> table(List.of(answer), ink));
    return ExitCode.OK;
  }

  private static List<String> table(List<Answer> flags, Ink ink) {
    var table = Table.of(ink, "SERVICE", "", "SINCE", "BY", "REASON");
    for (var flag : flags) {
      table.row(
          cell(flag.text("service")),
          cell(flag.is("enabled") ? "on" : "off"),
          cell(flag.time("since").map(Times::minute).orElse("")),
          cell(flag.text("who")),
          cell(flag.text("reason")));
    }
    return table.lines();
  }
}
