package dev.presgen.orchestrator.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.presgen.orchestrator.Orchestrator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A credential that Google refuses stops all runs, and is mended. */
@Tag("faults")
class BlockedCredentialTest {

  /** The promise is a minute; waits between looks are shortened here, so it counts all the more. */
  private static final Duration AFTER_MENDING = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String REFUSED =
      """
      {"error": {"code": 401, "message": "Request had invalid authentication credentials.",
                 "status": "UNAUTHENTICATED"}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir
  private Path folder;

  @Test
  void a_hundred_runs_that_one_refused_credential_stops_are_one_alert_and_go_on_by_themselves()
      throws Exception {
    // A hundred runs at once wait for quotas too, for longer than a minute: not looked at here.
    goOnByThemselves(
        100,
        "--presgen.limits.forms.read.per-minute=100000",
        "--presgen.limits.forms.write.per-minute=100000",
        "--presgen.limits.drive.units.per-minute=1000000");
  }

  @Test
  void runs_that_wait_for_the_usual_quotas_too_go_on_by_themselves() throws Exception {
    goOnByThemselves(10);
  }

  /** All but the oldest, which is paused and goes on when it is resumed. */
  private void goOnByThemselves(int count, String... quotas) throws Exception {
    var google = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    google.start();
    try (var service =
        Orchestrator.start(
            Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--management.server.port=-1",
                    "--presgen.world=sandbox",
                    "--presgen.data-dir=" + folder,
                    "--presgen.google.root-url=" + google.baseUrl() + "/sandbox/google/",
                    "--presgen.responses.poll-initial=1h",
                    "--presgen.responses.poll-max=1h",
                    "--presgen.alerts.look-every=1s",
                    "--presgen.alerts.recheck-every=10s"),
                Stream.of(quotas))
                .toArray(String[]::new))) {
      google.stubFor(
          any(anyUrl()).atPriority(9)
              .willReturn(aResponse().proxiedFrom(service.url().toString())));
      var refusal =
          google.stubFor(any(anyUrl()).atPriority(1).willReturn(jsonResponse(REFUSED, 401)));

      var runs = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        runs.add(started(service.url()));
      }
      var open =
          await(service.url(), "alerts", all -> all.path(0).path("blocked").asInt() == count);
      assertThat(open).hasSize(1);
      assertThat(get(service.url(), "runs?status=FAILED").path("items")).isEmpty();
      assertThat(get(service.url(), "runs?status=NEEDS_ATTENTION").path("items")).isEmpty();

      order(service.url(), runs.getFirst(), "pause");

      google.removeStub(refusal);
      long mended = System.nanoTime();
      var waiting = "runs?status=WAITING&limit=200";
      await(service.url(), waiting, items -> items.size() == count - 1);
      assertThat(Duration.ofNanos(System.nanoTime() - mended)).isLessThan(AFTER_MENDING);
      order(service.url(), runs.getFirst(), "resume");
      await(service.url(), waiting, items -> items.size() == count);

      var ended =
          await(service.url(), "alerts", all -> !all.path(0).path("endedAt").isNull());
      assertThat(ended).hasSize(1);
      assertThat(ended.path(0).path("touched").asInt()).isEqualTo(count);
      for (var run : runs) {
        costsNothing(service.url(), run);
      }
    } finally {
      google.stop();
    }
  }

  /** Nothing was undone, and no refusal has cost an attempt. */
  private void costsNothing(URI service, String run) throws Exception {
    var history = get(service, "runs/" + run + "/history").path("items").valueStream().toList();
    assertThat(history)
        .noneMatch(entry -> entry.path("type").asString().startsWith("Undo"))
        .filteredOn(entry -> entry.path("type").asString().equals("AttemptFailed"))
        .isNotEmpty()
        .allMatch(entry -> entry.at("/data/budget/spent").asInt(-1) == 0);
  }

  private String started(URI service) throws Exception {
    var request = Files.readString(Path.of("src/main/resources/examples/assessment.json"));
    var reply =
        http.send(
            HttpRequest.newBuilder(service.resolve("/api/v1/runs"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request))
                .build(),
            BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(reply.body()).path("id").asString();
  }

  private void order(URI service, String run, String order) throws Exception {
    var reply =
        http.send(
            HttpRequest.newBuilder(service.resolve("/api/v1/runs/" + run + "/" + order))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\": \"test\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
  }

  private JsonNode get(URI service, String path) throws Exception {
    var reply =
        http.send(
            HttpRequest.newBuilder(service.resolve("/api/v1/" + path)).timeout(PATIENCE).build(),
            BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body());
  }

  /** The items of a list, once they are as wanted. */
  private JsonNode await(URI service, String list, Predicate<JsonNode> wanted) throws Exception {
    var never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    var items = get(service, list).path("items");
    while (!wanted.test(items)) {
      assertThat(System.nanoTime()).as(() -> list + " in time").isLessThan(end);
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
      items = get(service, list).path("items");
    }
    return items;
  }
}
