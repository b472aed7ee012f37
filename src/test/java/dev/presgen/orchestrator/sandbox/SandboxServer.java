package dev.presgen.orchestrator.sandbox;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.drive.Drive;
import com.google.api.services.forms.v1.Forms;
import com.google.api.services.sheets.v4.Sheets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox on a free port with a SQLite file of its own, and the official clients pointed at it. */
@SpringBootTest(
    classes = SandboxServer.Application.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
        "spring.autoconfigure.exclude=",
        "db-scheduler.enabled=false",
        "management.server.port=0",
        "spring.datasource.hikari.maximum-pool-size=1",
        "spring.flyway.locations=classpath:db/migration"
    })
abstract class SandboxServer {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  /** Only what the sandbox needs; not a configuration that the product's own scan would find. */
  @EnableAutoConfiguration
  @ComponentScan
  static class Application {}

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) throws IOException {
    Path file = Files.createTempDirectory("sandbox").resolve("sandbox.db");
    registry.add("spring.datasource.url",
        () -> "jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE");
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  Forms forms() {
    return new Forms.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), timeouts())
        .setRootUrl(url("/sandbox/google/"))
        .setApplicationName("test")
        .build();
  }

  Drive drive() {
    return new Drive.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), timeouts())
        .setRootUrl(url("/sandbox/google/"))
        .setApplicationName("test")
        .build();
  }

  Sheets sheets() {
    return new Sheets.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), timeouts())
        .setRootUrl(url("/sandbox/google/"))
        .setApplicationName("test")
        .build();
  }

  private static HttpRequestInitializer timeouts() {
    return request -> {
      request.setConnectTimeout((int) CALL_TIMEOUT.toMillis());
      request.setReadTimeout((int) CALL_TIMEOUT.toMillis());
    };
  }

  /** The text of the refusal, with its status before it. */
  static String refusal(Call call) {
    var e = Assertions.assertThrows(GoogleJsonResponseException.class, call::run);
    return e.getStatusCode() + " " + e.getDetails().getMessage();
  }

  interface Call {
    Object run() throws IOException;
  }

  record Page(int status, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  Page get(String address) {
    return send(HttpRequest.newBuilder(absolute(address)));
  }

  Page post(String address, String json) {
    return send(
        HttpRequest.newBuilder(absolute(address))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Any call, with the answer's headers. */
  HttpResponse<String> exchangeOf(String method, String address, String body, String... headers) {
    var builder =
        HttpRequest.newBuilder(absolute(address))
            .timeout(CALL_TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return exchange(builder.build(), HttpResponse.BodyHandlers.ofString());
  }

  Page submit(String address, Map<String, List<String>> inputs) {
    var body =
        inputs.entrySet()
            .stream()
            .flatMap(input -> input.getValue()
                .stream()
                .map(value -> encode(input.getKey()) + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(absolute(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<byte[]> bytes(String address, String... headers) {
    var builder = HttpRequest.newBuilder(absolute(address)).timeout(CALL_TIMEOUT);
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return exchange(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private URI absolute(String address) {
    return URI.create(address.startsWith("http") ? address : url(address));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Page send(HttpRequest.Builder request) {
    var answer =
        exchange(request.timeout(CALL_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    return new Page(answer.statusCode(), answer.body());
  }

  private static <T> HttpResponse<T> exchange(HttpRequest request,
      HttpResponse.BodyHandler<T> handler) {
    try (var client = HttpClient.newBuilder().connectTimeout(CALL_TIMEOUT).build()) {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
