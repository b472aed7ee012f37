package dev.presgen.orchestrator.web.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.workflows.DocumentStore;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real database and driver, with the workshop and the studio as its workflows. */
final class ApiServer implements AutoCloseable {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  private final ConfigurableApplicationContext context;
  final HttpClient client = HttpClient.newBuilder().connectTimeout(CALL_TIMEOUT).build();
  final Workshop workshop;
  final Runs runs;
  final int port;

  private ApiServer(ConfigurableApplicationContext context) {
    this.context = context;
    this.workshop = context.getBean(Workshop.class);
    this.runs = context.getBean(Runs.class);
    this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static final class Shared {
    static final ApiServer SERVER = startAnywhere();

    private static ApiServer startAnywhere() {
      try {
        return start(Files.createTempDirectory("presgen-api"));
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
  }

  /** One for all tests whose runs do not meet; it ends with the process. */
  static ApiServer shared() {
    return Shared.SERVER;
  }

  static ApiServer start(Path folder) {
    return new ApiServer(
        new SpringApplicationBuilder(Parts.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--presgen.data-dir=" + folder,
                "--presgen.events.heartbeat=100ms",
                "--presgen.events.streams-max=3"));
  }

  /** Answers of the API, taken apart. */
  record Reply(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String text(String field) {
      return json().path(field).asString();
    }

    /** Status, code and all that is wrong: where, and what. */
    String refusal() {
      var errors = new ArrayList<String>();
      for (var error : json().path("errors")) {
        var where =
            Stream.of("pointer", "parameter", "header")
                .filter(error::has)
                .map(kind -> kind + " " + error.path(kind).asString())
                .collect(Collectors.joining());
        errors.add("\n" + where + ": " + error.path("detail").asString());
      }
      return status() + " " + text("code") + String.join("", errors);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(CALL_TIMEOUT);
  }

  Reply send(HttpRequest.Builder request) throws Exception {
    return new Reply(client.send(request.build(), BodyHandlers.ofString()));
  }

  Reply get(String path) throws Exception {
    return send(request(path));
  }

  Reply post(String path, String body, String... headers) throws Exception {
    return post(path, BodyPublishers.ofString(body), headers);
  }

  Reply post(String path, BodyPublisher body, String... headers) throws Exception {
    var request = request(path).POST(body).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  Reply put(String path, String type, String body) throws Exception {
    return send(
        request(path).PUT(BodyPublishers.ofString(body)).header("Content-Type", type));
  }

  /** Sends a request as it is written, and gives all that comes back. */
  String raw(String... lines) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) CALL_TIMEOUT.toMillis());
      socket.getOutputStream()
          .write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Starts a run of the workshop and gives its id. */
  String started(String wish, int copies, int posters) throws Exception {
    var reply = post("/api/v1/runs", wished(wish, copies, posters));
    return reply.text("id");
  }

  static String wished(String wish, int copies, int posters) {
    return """
        {"workflow": "workshop",
         "input": {"name": "%s", "copies": %d, "posters": %d}}
        """.formatted(wish, copies, posters);
  }

  /** Starts a run and waits until it waits to be filled. */
  String waiting(String wish, int copies, int posters) throws Exception {
    var run = started(wish, copies, posters);
    await(run, Status.WAITING);
    return run;
  }

  void await(String run, Status status) throws Exception {
    await(run, record -> Status.of(record.state()) == status);
  }

  /** Waits until a run is as wanted. */
  void await(String run, Predicate<RunRecord> wanted) throws Exception {
    var there = new CountDownLatch(1);
    try (var _ =
        runs.listen(
            (record, _) -> {
              if (record.id().equals(run) && wanted.test(record)) {
                there.countDown();
              }
            })) {
      if (!wanted.test(runs.find(run).orElseThrow())
          && !there.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("not in time: " + runs.find(run).orElseThrow());
      }
    }
  }

  /** Keeps a run as one of a workflow that nobody knows any more, at a step of its own. */
  void storeAs(String run, String workflow, String step) throws Exception {
    await(run, Status.WAITING);
    JdbcClient.create(context.getBean(DataSource.class))
        .sql("UPDATE run SET workflow = :workflow, step = :step WHERE run_id = :run")
        .param("workflow", workflow)
        .param("step", step)
        .param("run", run)
        .update();
  }

  /** Takes away the connections on which is written. */
  void loseDatabase() {
    context.getBean(HikariDataSource.class).close();
  }

  /** Ends the service, whatever is open. */
  void stop() {
    context.close();
  }

  @Override
  public void close() {
    stop();
    client.shutdownNow();
  }

  /** Registered by name, and found by no scan. */
  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = {
          "dev.presgen.orchestrator.runtime.jdbc",
          "dev.presgen.orchestrator.web",
          "dev.presgen.orchestrator.ops"
      },
      excludeFilters = @ComponentScan.Filter(
          type = FilterType.REGEX,
          pattern = {".*LocalNode.*", ".*SmallWorld.*", ".*Studio.*"}))
  static class Parts {
    @Bean
    Workshop workshop() {
      return new Workshop();
    }

    @Bean
    Studio studio() {
      return new Studio();
    }

    @Bean
    StepRegistry registry(Workshop workshop, Studio studio) {
      return new StepRegistry(
          Stream.concat(workshop.handlers.stream(), studio.handlers.stream()).toList(),
          workshop.probes);
    }

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }

    @Bean
    ItemBanks banks(DocumentStore documents) {
      return new ItemBanks(documents, Path.of("no-such-folder"));
    }

    @Bean
    World world() {
      return World.SANDBOX;
    }

    @Bean
    Broken broken() {
      return new Broken();
    }

    /** What a bug looks like from outside. Inner, so that no scan finds it. */
    @SuppressWarnings("ClassCanBeStatic")
    @RestController
    class Broken {
      @GetMapping("/api/v1/broken")
      String broken() {
        throw new IllegalStateException("the inside of the service");
      }
    }
  }
}
