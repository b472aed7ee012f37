package dev.presgen.orchestrator.cli;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.Outline;
import dev.presgen.orchestrator.cli.view.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "banks",
    description = "Lists, shows and stores item banks.",
    footer = {
        "",
        "Examples:",
        "  presgen banks",
        "  presgen banks show aws-saa-c03",
        "  presgen banks put my-items.csv --name my-items"
    })
final class Banks extends ApiCommand {
  private enum Action {
    list,
    show,
    put
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list (without any), show NAME, or put FILE.")
  private Action action = Action.list;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME|FILE",
      description = "The bank to show, or the .json, .csv or .gift file to store.")
  private @Nullable String subject;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What put calls the bank. Default: the file's name without its ending.")
  private @Nullable String name;

  Banks(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    switch (action) {
      case list -> session().show(api.get(Endpoint.of("banks")), Banks::all);
      case show -> session().show(api.get(bank(given("show NAME"))), Banks::one);
      case put -> session().show(stored(api, given("put FILE")), Banks::one);
    }
    return ExitCode.OK;
  }

  private Answer stored(ApiClient api, String file) {
    return api.put(
        bank(name == null ? nameOf(file) : name),
        contentType(file),
        Documents.bytes(file, session().in()));
  }

  private String given(String form) {
    if (subject == null) {
      throw new UsageProblem("It is: presgen banks " + form + ".");
    }
    return subject;
  }

  private static Endpoint bank(String name) {
    return Endpoint.of("banks", name);
  }

  private static String nameOf(String file) {
    return file.replaceAll("^.*[/\\\\]", "").replaceAll("\\.[^.]*$", "");
  }

  private static String contentType(String file) {
    var ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "json" -> "application/json";
      case "csv" -> "text/csv";
      case "gift" -> "text/x-gift";
      default -> throw new UsageProblem("A bank's file ends in .json, .csv or .gift.");
    };
  }

  private static List<String> all(Answer answer, Ink ink) {
    var banks = answer.node().isArray() ? answer.elements() : answer.list("items");
    var table = Table.of(ink, "NAME", "ITEMS");
    for (var bank : banks) {
      var items = bank.find("items").or(() -> bank.find("count")).or(() -> bank.find("total"));
      table.row(cell(bank.text("name")), cell(items.orElse("")));
    }
    return table.lines();
  }

  private static List<String> one(Answer bank, Ink ink) {
    return Outline.lines(bank, Set.of());
  }
}
