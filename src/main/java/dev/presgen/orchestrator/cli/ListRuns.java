package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.RunTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "list",
    description = "Lists runs, the latest first.",
    footer = {
        "",
        "Examples:",
        "  presgen list --status WAITING --label team=cloud",
        "  presgen list --q 01KAM3 --limit 10",
        "  presgen list --all --json"
    })
final class ListRuns extends ApiCommand {
  /** With 200 runs a page more than a person or a script reads; ends a service's endless list. */
  private static final int PAGES_MAX = 5_000;

  @Option(names = "--workflow", paramLabel = "NAME", description = "Runs of this workflow.")
  private @Nullable String workflow;

  @Option(names = "--status", paramLabel = "STATUS", description = "Such as WAITING.")
  private @Nullable String status;

  @Option(names = "--step", paramLabel = "STEP", description = "Runs that are at this step.")
  private @Nullable String step;

  @Option(names = "--label", paramLabel = "K=V", description = "Runs with this label.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--q",
      paramLabel = "TEXT",
      description = "Beginning of an id, key or label value; words of the last error.")
  private @Nullable String words;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the last page ended.")
  private @Nullable String cursor;

  @Option(names = "--limit", paramLabel = "N", description = "Runs a page, 1 to 200.")
  private @Nullable Integer limit;

  @Option(names = "--all", description = "All pages.")
  private boolean all;

  ListRuns(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) {
    session().show(all ? everyPage(api) : api.get(page(cursor)), ListRuns::lines);
    return ExitCode.OK;
  }

  private static List<String> lines(Answer page, Ink ink) {
    var lines = new ArrayList<>(RunTable.lines(page.list("items"), ink));
    page.find("next").ifPresent(next -> lines.add("More: --cursor " + next));
    return lines;
  }

  /** The pages as if they were one. */
  private Answer everyPage(ApiClient api) {
    var whole = JsonMapper.shared().createObjectNode();
    var items = whole.putArray("items");
    var next = Optional.ofNullable(cursor);
    for (int pages = 0; pages == 0 || next.isPresent(); pages++) {
      if (pages == PAGES_MAX) {
        throw new UsageProblem("More than " + PAGES_MAX + " pages: narrow the list by a filter.");
      }
      var page = api.get(page(next.orElse(null)));
      page.list("items").forEach(run -> items.add(run.node()));
      next = page.find("next");
    }
    whole.putNull("next");
    return new Answer(whole);
  }

  private Endpoint page(@Nullable String from) {
    var endpoint = with(Endpoint.of("runs"), "workflow", workflow);
    endpoint = with(endpoint, "status", status);
    endpoint = with(endpoint, "step", step);
    for (var label : labels.entrySet()) {
      endpoint = endpoint.with("label", label.getKey() + ":" + label.getValue());
    }
    endpoint = with(endpoint, "q", words);
    endpoint = with(endpoint, "cursor", from);
    return limit == null ? endpoint : endpoint.with("limit", limit.toString());
  }

  private static Endpoint with(Endpoint endpoint, String name, @Nullable String value) {
    return value == null ? endpoint : endpoint.with(name, value);
  }
}
