package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.client.EventStream;
import dev.presgen.orchestrator.cli.view.HistoryTable;
import dev.presgen.orchestrator.cli.view.Progress;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

@Command(
    name = "history",
    description = "Shows everything that happened to a run, in order.",
    footer = {
        "",
        "With --follow new entries are printed as they happen, until the run ends;",
        "with --json too, each entry is a line.",
        "",
        "Examples:",
        "  presgen history RUN",
        "  presgen history RUN --follow"
    })
final class History extends ApiCommand {
  private static final Duration QUIET = Duration.ofSeconds(2);

  @Parameters(paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  @Option(names = "--follow", description = "Go on until the run ends.")
  private boolean follow;

  /** The number of the last entry that was printed. */
  private int last;

  History(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) throws InterruptedException {
    if (follow) {
      printNew(api);
      follow(api);
    } else {
      session()
          .show(
              api.get(history()), (answer, ink) -> HistoryTable.lines(answer.list("items"), ink));
    }
    return ExitCode.OK;
  }

  private void follow(ApiClient api) throws InterruptedException {
    var after = Optional.of(last).filter(seq -> seq > 0).map(String::valueOf);
    try (var events = EventStream.open(api, RunPath.of(run, "events"), after)) {
      while (true) {
        var event = events.next(QUIET);
        if (event.isPresent()) {
          print(parsed(event.get().data()));
        } else {
          var ended = Progress.hasEnded(api.get(RunPath.of(run)));
          if (ended || !events.isOpen()) {
            printNew(api);
          }
          if (ended) {
            return;
          }
        }
      }
    }
  }

  private void printNew(ApiClient api) {
    api.get(history()).list("items").forEach(this::print);
  }

  private void print(Answer entry) {
    if (entry.number("seq") <= last) {
      return;
    }
    last = entry.number("seq");
    session().out().println(session().json() ? entry.node() : HistoryTable.line(entry));
    session().out().flush();
  }

  private static Answer parsed(String data) {
    try {
      return Answer.parse(data);
    } catch (JacksonException e) {
      // Not an entry. If one was meant, the look at the whole history finds it.
      return Answer.NONE;
    }
  }

  private Endpoint history() {
    return RunPath.of(run, "history");
  }
}
