package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Opens the database once more, when all servers have gone, and looks at every run. */
final class Audit implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Moments moments = new Moments();
  private final Runs runs;
  private final Api api;

  /** What was found, and what was counted on the way. */
  record Result(
      Findings findings,
      List<StoredRun> runs,
      Map<String, Long> losses,
      WorldAudit.Seen seen,
      long setAside) {

    Map<Status, Long> ended() {
      return runs.stream()
          .collect(
              Collectors.groupingBy(StoredRun::status, TreeMap::new, Collectors.counting()));
    }
  }

  private Audit(ConfigurableApplicationContext context) {
    this.context = context;
    this.runs = context.getBean(Runs.class);
    var port = context.getEnvironment().getRequiredProperty("local.server.port");
    this.api = new Api(_ -> Optional.of(URI.create("http://127.0.0.1:" + port)), moments);
  }

  /**
   * Opens the database.
   *
   * @param settings as the servers had them
   */
  static Audit open(List<String> settings) {
    var all =
        Stream.concat(
            Stream.of("--server.port=0", "--management.server.port=-1", "--presgen.world=sandbox"),
            settings.stream());
    return new Audit(SpringApplication.run(Orchestrator.class, all.toArray(String[]::new)));
  }

  Result audit(Load load, OutsideWorld outside) throws Exception {
    var findings = new Findings();
    load.failures().forEach(why -> findings.add(Findings.Kind.CLIENTS_FAILED, why));
    var stored = new ArrayList<StoredRun>();
    for (var record : records()) {
      stored.add(stored(record));
    }
    var world = outside.state();
    var losses = new ArrayList<String>();
    var seen = WorldAudit.Seen.NOTHING;
    for (var run : stored) {
      losses.addAll(JournalAudit.check(run, findings));
      seen = seen.plus(WorldAudit.check(run, world, findings));
    }
    var promises = new PromiseAudit(stored, load.acknowledged(), findings);
    promises.check();
    promises.repeat(api);
    return new Result(
        findings,
        List.copyOf(stored),
        losses.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())),
        seen,
        stored.stream()
            .flatMap(run -> run.events(Event.StepStuck.class))
            .filter(Audit::isLost)
            .count());
  }

  private static boolean isLost(Event.StepStuck stuck) {
    return stuck.failure() instanceof Failure.Unknown unknown
        && unknown.code().equals(Failure.Unknown.LOST);
  }

  private List<RunRecord> records() {
    var all = new ArrayList<RunRecord>();
    Optional<String> cursor = Optional.empty();
    do {
      var page =
          runs.list(
              new RunQuery(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  cursor,
                  200));
      all.addAll(page.runs());
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }

  private StoredRun stored(RunRecord record) throws InterruptedException {
    return new StoredRun(
        record,
        runs.history(record.id(), 0, RunState.EVENTS_MAX),
        runs.resources(record.id()),
        api.get(new Random(0), "/api/v1/runs/" + record.id()).body());
  }

  @Override
  public void close() {
    moments.end();
    api.close();
    context.close();
  }
}
