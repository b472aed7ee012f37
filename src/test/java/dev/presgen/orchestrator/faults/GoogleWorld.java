package dev.presgen.orchestrator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox in one service, and the real adapters in another, which take it for Google itself:
 * with credentials, whose tokens come from a server of the test's own.
 */
final class GoogleWorld implements AutoCloseable {
  /** What a call of the adapters may take here, with all its tries. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Orchestrator.Service sandbox;
  private final HttpServer tokens;
  private final ConfigurableApplicationContext adapters;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean revoked;

  GoogleWorld(Path data) throws IOException {
    sandbox =
        Orchestrator.start(
            "--server.port=0",
            "--management.server.port=-1",
            "--presgen.world=sandbox",
            "--presgen.data-dir=" + data.resolve("sandbox"));
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    tokens.createContext("/token", this::token);
    tokens.start();
    adapters =
        SpringApplication.run(
            Orchestrator.class,
            "--server.port=0",
            "--management.server.port=-1",
            "--presgen.data-dir=" + data.resolve("live"),
            "--presgen.world=live",
            "--presgen.core.base-url=" + sandbox.url() + "/sandbox/core/",
            "--presgen.avatar.base-url=" + sandbox.url() + "/sandbox/avatar/",
            "--presgen.google.root-url=" + sandbox.url() + "/sandbox/google/",
            "--presgen.google.call-timeout=" + CALL_TIMEOUT.toMillis() + "ms",
            "--presgen.google.listing-lag=0s",
            // More cases than the quotas let pass in their time.
            "--presgen.limits.forms.read.per-minute=100000",
            "--presgen.limits.forms.expensive.per-minute=100000",
            "--presgen.limits.forms.write.per-minute=100000",
            "--presgen.limits.sheets.read.per-minute=100000",
            "--presgen.limits.sheets.write.per-minute=100000",
            "--presgen.limits.drive.units.per-minute=100000000",
            "--resilience4j.retry.configs.default.wait-duration=10ms",
            """
                --presgen.google.credentials={"type": "authorized_user", "client_id": "test",
                 "client_secret": "test", "refresh_token": "test",
                 "token_uri": "http://127.0.0.1:%d/token"}
                """
                .formatted(tokens.getAddress().getPort()));
  }

  private void token(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body =
          (revoked
              ? "{\"error\": \"invalid_grant\"}"
              : "{\"access_token\": \"test\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(revoked ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  RunFolders folders() {
    return adapters.getBean(RunFolders.class);
  }

  AssessmentForms forms() {
    return adapters.getBean(AssessmentForms.class);
  }

  ResultSheets sheets() {
    return adapters.getBean(ResultSheets.class);
  }

  /** Lets no token be given out any more. */
  void revoke() {
    revoked = true;
  }

  /** Lets some calls go wrong from now on, in the sandbox's words. */
  void disturb(String rule) throws IOException, InterruptedException {
    var answer = send("PUT", "/sandbox/faults", "{\"rules\": [" + rule + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  /** Lets everything pass again. */
  void mend() throws IOException, InterruptedException {
    disturb("");
    revoked = false;
    adapters
        .getBean(CircuitBreakerRegistry.class)
        .getAllCircuitBreakers()
        .forEach(CircuitBreaker::reset);
  }

  /** How often the disturbance has happened. */
  long hits() throws IOException, InterruptedException {
    return json("/sandbox/faults").at("/rules/0/hits").asLong();
  }

  /** What the sandbox holds of a kind, such as {@code forms}. */
  List<JsonNode> state(String kind) throws IOException, InterruptedException {
    return json("/sandbox/state").path(kind).valueStream().toList();
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(send("GET", path, "").body());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(sandbox.url() + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    adapters.close();
    tokens.stop(0);
    client.shutdownNow();
    sandbox.close();
  }
}
