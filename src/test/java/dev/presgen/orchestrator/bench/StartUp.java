package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.bench.Figures.Spread;
import dev.presgen.orchestrator.bench.Section.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the whole service takes from the start of its process until it says that it is up. */
final class StartUp implements Section.Part {

  @Override
  public Section measure(Lab lab) throws Exception {
    int starts = lab.settings.starts();
    int runs = lab.settings.waitingRuns();
    // It may have to be built, and learns how it starts: neither is part of the others.
    up(lab.fresh(Database.Kind.SQLITE));
    var fresh = new double[starts];
    for (int i = 0; i < starts; i++) {
      fresh[i] = up(lab.fresh(Database.Kind.SQLITE));
    }
    var full = lab.fresh(Database.Kind.SQLITE);
    fill(full, runs);
    var existing = new double[starts];
    for (int i = 0; i < starts; i++) {
      existing[i] = up(full);
    }
    var first = Spread.of(fresh);
    var later = Spread.of(existing);
    return new Section(
        "start-up",
        "Start-up",
        String.format(
            Locale.ROOT,
            """
                From the call of `./presgen serve` until `/actuator/health` answers 200, on SQLite, %d starts each after one that
                is not counted: on an empty data folder %s s, on one with %,d runs that wait %s s.
                """,
            starts, first.shown(), runs, later.shown()),
        List.of(
            Target.atMost("SQLite, start-up on an empty data folder", 5, first.median(), " s"),
            Target.atMost("SQLite, start-up with existing data", 5, later.median(), " s")));
  }

  private static void fill(Database database, int runs) throws Exception {
    try (var node = BenchNode.start(_ -> {}, database.settings())) {
      Copies.of(node.database(), WaitingChild.waiting(node), runs);
    }
  }

  private static double up(Database database) throws Exception {
    int port = freePort();
    int management = freePort();
    try (var service =
        Child.presgen(
            List.of("serve", "--data", database.folder().toString(), "--port", "" + port),
            Map.of("MANAGEMENT_SERVER_PORT", "" + management));
        var client = HttpClient.newHttpClient()) {
      var health = URI.create("http://127.0.0.1:" + management + "/actuator/health");
      while (!isUp(client, health)) {
        if (service.process.waitFor(5, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("the service ended with " + service.process.exitValue());
        }
      }
      double taken = service.age().toMillis() / 1e3;
      service.end();
      return taken;
    }
  }

  private static boolean isUp(HttpClient client, URI health) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(health).timeout(java.time.Duration.ofSeconds(5)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
