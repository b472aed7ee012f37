package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.cli.demo.Browser;
import dev.presgen.orchestrator.cli.demo.Scratch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Shows the whole pipeline with sandbox services, in at most five minutes.",
    footer = {
        "",
        "Starts the service on a free port with an empty temporary database, sends the bundled",
        "request through all eleven steps, takes the assessment as a learner, prints the gap",
        "analysis, and opens every link. Nothing outside this machine is called.",
        "",
        "With --faults the sandbox throttles, fails and loses replies at a moderate rate, always",
        "the same; at the end the demonstration counts that there is one of everything. Only",
        "of videos there may be more: where a reply is lost or failed, nobody can find out",
        "whether the video was made, and a second one is asked for.",
        "",
        "Examples:",
        "  presgen demo",
        "  presgen demo --faults",
        "  presgen demo --keep"
    })
final class Demo implements Callable<Integer> {
  private static final Duration ROUGH_AT_MOST = Duration.ofMinutes(3);
  private static final String REQUEST = "examples/assessment.json";

  private final Session session;

  @Option(names = "--keep", description = "Leave the service up until Ctrl-C, and its data.")
  private boolean keep;

  @Option(
      names = "--faults",
      description = "Let the sandbox throttle, fail and lose replies, and count what is made.")
  private boolean faults;

  /** Whether the folder outlives the demonstration; read by the thread that cleans up. */
  private volatile boolean stays;

  Demo(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    stays = keep;
    var scratch = Scratch.create();
    var log = scratch.folder().resolve("service.log");
    session.say("Starting the service with an empty database ...");
    var good = false;
    try (var service = Orchestrator.start(settings(scratch.folder(), log, faults))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> clean(service, scratch)));
      session.say("The service is up: " + service.url());
      good = play(service);
      if (keep) {
        session.say("The service stays up: " + service.url() + " (Ctrl-C ends it)");
        session.say("Its data: " + scratch.folder());
        service.awaitEnd();
      }
      if (good) {
        clean(service, scratch);
      }
    } finally {
      if (!good) {
        stays = true;
        session.say("What the service did: " + log);
      }
    }
    return good ? ExitCode.OK : ExitCode.RUN_FAILED;
  }

  private boolean play(Orchestrator.Service service) throws IOException, InterruptedException {
    try (var api = session.api(service.url());
        var browser = new Browser()) {
      if (!faults) {
        return new Rehearsal(session, api, browser).play(request());
      }
      session.say("The sandbox throttles, fails and loses replies: " + service.url() + "/sandbox/");
      var rough = new RoughWorld(session, browser, service.url());
      return new Rehearsal(session, api, browser, ROUGH_AT_MOST, rough::judge).play(request());
    }
  }

  /** Also when the user breaks the demonstration off: the service first, it still writes. */
  private void clean(Orchestrator.Service service, Scratch scratch) {
    service.close();
    if (stays) {
      return;
    }
    try {
      scratch.delete();
    } catch (IOException e) {
      session.say("Some of " + scratch.folder() + " could not be removed: " + e.getMessage());
    }
  }

  /** What keeps the demonstration on this machine, whatever the environment says. */
  static String[] settings(Path data, Path log, boolean faults) {
    var quiet = List.of(
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--management.server.port=-1",
        "--presgen.data-dir=" + data,
        "--presgen.world=sandbox",
        "--spring.datasource.url=",
        "--presgen.google.root-url=",
        "--presgen.google.credentials=",
        "--presgen.core.base-url=",
        "--presgen.avatar.base-url=",
        // A sandbox job is through in milliseconds; real ones are asked every 5 s.
        "--presgen.jobs.poll-initial=500ms",
        "--logging.file.name=" + log,
        "--logging.threshold.console=OFF");
    var more = faults ? RoughWorld.SETTINGS : List.<String>of();
    return Stream.concat(quiet.stream(), more.stream()).toArray(String[]::new);
  }

  private static String request() throws IOException {
    try (var in = Demo.class.getClassLoader().getResourceAsStream(REQUEST)) {
      if (in == null) {
        throw new FileNotFoundException("the bundled request " + REQUEST + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
