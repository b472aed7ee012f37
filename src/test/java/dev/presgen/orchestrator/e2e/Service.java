package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.e2e.Http.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The whole service on a free port, and what programs ask of it over HTTP. */
public final class Service implements AutoCloseable {
  /** Longer than any run of these tests needs on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> SETTINGS =
      List.of(
          "--server.port=0",
          "--management.server.port=-1",
          "--presgen.world=sandbox",
          "--presgen.retry.initial-delay=20ms",
          "--presgen.retry.max-delay=100ms",
          // The form is looked at only when a signal says so, unless a test wants it otherwise.
          "--presgen.responses.poll-initial=1h",
          "--presgen.responses.poll-max=1h",
          "--db-scheduler.polling-interval=200ms",
          "--resilience4j.retry.configs.default.wait-duration=10ms");

  private final Runnable end;
  private final URI url;
  private final Http http = new Http();

  /**
   * A service that runs already.
   *
   * @param url where it listens
   * @param end ends it
   */
  public Service(URI url, Runnable end) {
    this.end = end;
    this.url = url;
  }

  /** Starts the service. */
  public static Service start(Path data, String... settings) {
    var started = Orchestrator.start(settings(data, settings));
    return new Service(started.url(), started::close);
  }

  /** Starts the service with its outside services behind a proxy. */
  static Service startBehind(FaultProxy proxy, Path data, String... settings) {
    var service =
        start(
            data,
            Stream.concat(proxy.settings().stream(), Stream.of(settings)).toArray(String[]::new));
    proxy.forwardTo(service.url());
    return service;
  }

  /** What a quick service is started with; what comes later counts. */
  static String[] settings(Path data, String... more) {
    // Spring makes a list of a setting that is given twice.
    return Stream.of(SETTINGS.stream(), Stream.of("--presgen.data-dir=" + data), Stream.of(more))
        .flatMap(all -> all)
        .collect(
            Collectors.toMap(
                setting -> setting.split("=", 2)[0], setting -> setting, (_, later) -> later))
        .values()
        .toArray(String[]::new);
  }

  URI url() {
    return url;
  }

  Reply get(String path) throws IOException, InterruptedException {
    return http.get(url.resolve(path));
  }

  Reply get(URI link) throws IOException, InterruptedException {
    return http.get(link);
  }

  Reply post(String path, String json) throws IOException, InterruptedException {
    return http.send("POST", url.resolve(path), json);
  }

  Reply put(String path, String json) throws IOException, InterruptedException {
    return http.send("PUT", url.resolve(path), json);
  }

  Reply patch(String path, String json) throws IOException, InterruptedException {
    return http.send("PATCH", url.resolve(path), json);
  }

  Reply postForm(URI link, String fields) throws IOException, InterruptedException {
    return http.postForm(link, fields);
  }

  /** Starts a run and answers its id. */
  public String begin(JsonNode request) throws IOException, InterruptedException {
    var reply = post("/api/v1/runs", request.toString());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().path("id").asString();
  }

  /** Starts a run and waits until it waits for its learner. */
  public JsonNode beginAndWait(JsonNode request) throws IOException, InterruptedException {
    return await(begin(request), "WAITING");
  }

  public Reply signal(String run, String payload) throws IOException, InterruptedException {
    return post("/api/v1/runs/" + run + "/signals/assessment-completed", payload);
  }

  /** Orders something of a run; {@code more} are further fields of the body. */
  public Reply order(String run, String action, String... more)
      throws IOException, InterruptedException {
    var fields = String.join("", Stream.of(more).map(field -> ", " + field).toList());
    return post(
        "/api/v1/runs/" + run + "/" + action, "{\"reason\": \"as the test wants\"" + fields + "}");
  }

  public JsonNode run(String run) throws IOException, InterruptedException {
    return found("/api/v1/runs/" + run);
  }

  List<JsonNode> history(String run) throws IOException, InterruptedException {
    return found("/api/v1/runs/" + run + "/history").path("items").valueStream().toList();
  }

  public List<JsonNode> history(String run, String type) throws IOException, InterruptedException {
    return history(run).stream()
        .filter(entry -> entry.path("type").asString().equals(type))
        .toList();
  }

  public List<JsonNode> resources(String run) throws IOException, InterruptedException {
    return found("/api/v1/runs/" + run + "/resources").path("items").valueStream().toList();
  }

  /** How each step of a run stands, by its name. */
  static Map<String, String> steps(JsonNode run) {
    return run.path("steps")
        .valueStream()
        .collect(
            Collectors.toMap(
                step -> step.path("name").asString(), step -> step.path("status").asString()));
  }

  /** Everything that exists in the sandbox. */
  public JsonNode sandbox() throws IOException, InterruptedException {
    return found("/sandbox/state");
  }

  /** What a run has in the sandbox. */
  Made made(String run) throws IOException, InterruptedException {
    return Made.of(run, sandbox());
  }

  private JsonNode found(String path) throws IOException, InterruptedException {
    var reply = get(path);
    assertThat(reply.status()).as(path + ": " + reply.body()).isEqualTo(200);
    return reply.json();
  }

  /** Waits until a run has a status. */
  public JsonNode await(String run, String status) throws IOException, InterruptedException {
    return await(run, status, now -> now.path("status").asString().equals(status));
  }

  /**
   * Waits until something holds of a run: looks whenever its event stream tells something.
   *
   * @param what in words, for the message when it does not come to hold
   */
  public JsonNode await(String run, String what, Predicate<JsonNode> holds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var events = new Events()) {
      http.stream(url.resolve("/api/v1/runs/" + run + "/events"), events);
      var now = run(run);
      while (!holds.test(now)) {
        var happened = events.next(Duration.ofNanos(end - System.nanoTime()));
        now = run(run);
        if (happened.isEmpty() && !holds.test(now)) {
          return fail("Run %s does not come to %s:%n%s".formatted(run, what, story(now)));
        }
      }
      return now;
    }
  }

  /** How a run stands and how it came there, for a message. */
  private String story(JsonNode run) throws IOException, InterruptedException {
    var entries =
        history(run.path("id").asString()).stream()
            .map(
                entry -> "%s %s %.300s"
                    .formatted(
                        entry.path("type").asString(),
                        entry.path("path").asString(""),
                        entry.path("data")))
            .collect(Collectors.joining("\n"));
    return run.path("status") + " " + run.path("error") + "\n" + entries;
  }

  @Override
  public void close() {
    http.close();
    end.run();
  }
}
