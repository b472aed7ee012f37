package dev.presgen.orchestrator.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Stands between the service and its outside services, and does to chosen calls what networks do. */
final class FaultProxy implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  /** What a client may not set, or what belongs to one connection. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade",
          "http2-settings", "expect");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CALL_TIMEOUT)
          .build();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile @Nullable URI target;

  FaultProxy() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  /** The settings that lead a service's calls through here. */
  List<String> settings() {
    var base = "http://127.0.0.1:" + server.getAddress().getPort() + "/sandbox/";
    return List.of(
        "--presgen.google.root-url=" + base + "google/",
        "--presgen.core.base-url=" + base + "core/",
        "--presgen.avatar.base-url=" + base + "avatar/");
  }

  void forwardTo(URI service) {
    target = service;
  }

  /** Lets nothing through any more, until it is told where to forward to again. */
  void cutOff() {
    target = null;
  }

  /** Lets some calls go wrong from now on. */
  Fault add(Fault fault) {
    faults.add(fault);
    return fault;
  }

  /** Lets everything pass again. */
  void mend() {
    faults.forEach(Fault::end);
    faults.clear();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var fault = faultFor(exchange, body);
      if (fault.isPresent()) {
        fault.get().happen(exchange, () -> forward(exchange, body));
      } else {
        answer(exchange, forward(exchange, body));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Fault> faultFor(HttpExchange exchange, byte[] body) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    var text = text(exchange, body);
    // All count the call, and the first whose turn it is has it.
    var hit =
        faults.stream()
            .filter(fault -> fault.call().isSentBy(method, path, text))
            .filter(Fault::isDue)
            .toList();
    return hit.stream().findFirst();
  }

  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var known = target;
    if (known == null) {
      throw new IOException("nothing to forward to");
    }
    var request =
        HttpRequest.newBuilder(known.resolve(exchange.getRequestURI()))
            .timeout(CALL_TIMEOUT)
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> reply)
      throws IOException {
    reply
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    Fault.write(exchange, reply.statusCode(), reply.body());
  }

  @Override
  public void close() {
    mend();
    server.stop(0);
    client.shutdownNow();
  }
}
