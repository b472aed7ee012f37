package dev.presgen.orchestrator.crash;

import static java.util.stream.Collectors.toSet;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.crash.Acknowledged.Promise;
import dev.presgen.orchestrator.crash.Findings.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Holds what clients were told against what is stored. */
final class PromiseAudit {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, StoredRun> runs;
  private final Acknowledged acknowledged;
  private final Findings findings;

  PromiseAudit(List<StoredRun> runs, Acknowledged acknowledged, Findings findings) {
    this.runs = runs.stream().collect(Collectors.toMap(StoredRun::id, Function.identity()));
    this.acknowledged = acknowledged;
    this.findings = findings;
  }

  void check() {
    checkStarts();
    for (var run : runs.values()) {
      checkSignals(run);
      checkKept(run);
      checkOrders(run);
    }
  }

  private void checkStarts() {
    for (var start : acknowledged.all(Acknowledged.Kind.START)) {
      findings.unless(runs.containsKey(start.run()), Kind.STARTS_LOST, start.toString());
    }
    var clients = new HashMap<String, String>();
    for (var run : runs.values()) {
      var first = clients.put(run.client(), run.id());
      findings.unless(
          first == null, Kind.REQUESTS_DONE_TWICE, run.client() + ": " + first + ", " + run.id());
    }
  }

  /** Each signal that a run was sent was answered in the end, so there are as many as that. */
  private void checkSignals(StoredRun run) {
    var told = acknowledged.of(run.id(), Acknowledged.Kind.SIGNAL);
    long stored =
        Stream.concat(
            run.events(Event.SignalKept.class).map(Event.SignalKept::id),
            run.events(Event.SignalAccepted.class).map(Event.SignalAccepted::id))
            .distinct()
            .count();
    var what = run.id() + ": " + stored + " signals are stored of " + told;
    findings.unless(stored >= told.size(), Kind.SIGNALS_LOST, what);
    findings.unless(stored <= told.size(), Kind.REQUESTS_DONE_TWICE, what);
  }

  /** What was kept is taken, or dropped with a reason, by the time the run has ended. */
  private void checkKept(StoredRun run) {
    var open = run.events(Event.SignalKept.class).map(Event.SignalKept::id).collect(toSet());
    run.events(Event.SignalAccepted.class).map(Event.SignalAccepted::id).forEach(open::remove);
    run.events(Event.KeptSignalDropped.class)
        .map(Event.KeptSignalDropped::id)
        .forEach(open::remove);
    findings.unless(
        open.isEmpty() || !run.record().state().ended(),
        Kind.SIGNALS_LOST,
        run.id() + " has ended, and still keeps " + open);
  }

  /** An order gives its key as its reason. */
  private void checkOrders(StoredRun run) {
    var stored =
        run.history()
            .stream()
            .map(entry -> JSON.readTree(entry.data()).at("/by/why").asString(""))
            .toList();
    for (var order : acknowledged.of(run.id(), Acknowledged.Kind.ORDER)) {
      long times = stored.stream().filter(why -> why.equals(order.key())).count();
      findings.unless(times >= 1, Kind.ORDERS_LOST, order.toString());
      // A retry is journalled for each of the steps that it is for.
      findings.unless(
          times <= 1 || order.path().endsWith("/retry"),
          Kind.REQUESTS_DONE_TWICE,
          times + " times " + order);
    }
  }

  /** Sends everything once more: it must be answered as before, and change nothing. */
  void repeat(Api api) throws InterruptedException {
    var dice = new Random(0);
    for (var promise : acknowledged.all()) {
      var reply = api.post(dice, promise.path(), promise.key(), promise.body());
      findings.unless(reply.status() == 200, lost(promise), promise + " is answered " + reply);
      findings.unless(
          promise.kind() != Acknowledged.Kind.START
              || reply.body().path("id").asString("").equals(promise.run()),
          Kind.STARTS_LOST,
          promise + " is answered " + reply);
    }
  }

  private static Kind lost(Promise promise) {
    return switch (promise.kind()) {
      case START -> Kind.STARTS_LOST;
      case SIGNAL -> Kind.SIGNALS_LOST;
      case ORDER -> Kind.ORDERS_LOST;
    };
  }
}
