package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.Outline;
import dev.presgen.orchestrator.cli.view.Progress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "run",
    description = "Starts a run.",
    footer = {
        "",
        "FILE is {\"workflow\": ..., \"input\": {...}, \"key\": ..., \"labels\": {...}},",
        "or just the input when --workflow says what it is for.",
        "--follow shows the steps as they happen, until the run ends or waits for a person.",
        "",
        "Examples:",
        "  presgen run request.json --follow",
        "  presgen run input.json --workflow assessment --key spring-course --label team=cloud",
        "  presgen run request.json --dry-run",
        "  cat request.json | presgen run - --json"
    })
final class StartRun extends ApiCommand {
  @Parameters(paramLabel = "FILE", description = "The request, or its input; - is standard input.")
  private String file = "";

  @Option(names = "--workflow", paramLabel = "NAME", description = "What FILE is the input of.")
  private @Nullable String workflow;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Your own name for the run, unique among the workflow's open runs.")
  private @Nullable String key;

  @Option(names = "--label", paramLabel = "K=V", description = "A label; may be repeated.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--dry-run",
      description = "Only tell the blueprint, the calls and the forecast; nothing is stored.")
  private boolean dryRun;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key and request again start no second run.")
  private @Nullable String idempotencyKey;

  @Option(names = "--follow", description = "Show the steps as they happen.")
  private boolean follow;

  @Option(
      names = "--until-end",
      description = "Follow also while the run waits for a person, to its end.")
  private boolean untilEnd;

  StartRun(Session session) {
    super(session);
  }

  @Override
  int call(ApiClient api) throws InterruptedException {
    var body = body(Documents.object(file, session().in())).toString();
    if (dryRun) {
      var forecast = api.post(Endpoint.of("runs").with("dryRun", "true"), body).body();
      session().show(forecast, (answer, _) -> Outline.lines(answer, Set.of()));
      return ExitCode.OK;
    }
    var runs = Endpoint.of("runs");
    var reply =
        idempotencyKey == null ? api.post(runs, body) : api.post(runs, body, idempotencyKey);
    if (!follow && !untilEnd) {
      session().show(reply.body(), (run, ink) -> started(run, ink, reply.status() == 200));
      return ExitCode.OK;
    }
    session().say(started(reply.body(), session().ink(), reply.status() == 200));
    return follow(api, reply.body().text("id"));
  }

  private int follow(ApiClient api, String run) throws InterruptedException {
    var ink = session().ink();
    var last =
        new Follower(api, run, ink, session()::say)
            .until(
                now -> Progress.hasEnded(now)
                    || now.text("status").equals("NEEDS_ATTENTION")
                    || (!untilEnd && Progress.needsPerson(now)));
    session().show(last, Progress::closing);
    return switch (last.text("status")) {
      case "FAILED", "CANCELLED", "NEEDS_ATTENTION" -> ExitCode.RUN_FAILED;
      default -> ExitCode.OK;
    };
  }

  private static List<String> started(Answer run, Ink ink, boolean before) {
    var status = run.text("status");
    return List.of(
        "Run "
            + ink.strong(run.text("id"))
            + (before ? " had been started before: " : " started: ")
            + ink.status(status, status));
  }

  private ObjectNode body(ObjectNode given) {
    var body = given.path("workflow").isString() && given.has("input") ? given : wrapped(given);
    if (workflow != null && !body.path("workflow").asString("").equals(workflow)) {
      throw new UsageProblem(
          file + " asks for the workflow " + body.path("workflow") + ", --workflow for another.");
    }
    if (key != null) {
      body.put("key", key);
    }
    if (!labels.isEmpty()) {
      var all = body.withObjectProperty("labels");
      labels.forEach(all::put);
    }
    return body;
  }

  private ObjectNode wrapped(ObjectNode input) {
    if (workflow == null) {
      throw new UsageProblem(
          file
              + " names no \"workflow\" with an \"input\". If it is only the input, add"
              + " --workflow, such as --workflow assessment.");
    }
    var body = JsonMapper.shared().createObjectNode().put("workflow", workflow);
    body.set("input", input);
    return body;
  }
}
