package dev.presgen.orchestrator.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server that answers as it was told and remembers what it was asked. */
public final class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public FakeService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers these calls so, in turn; the last answer stays. */
  public FakeService on(String call, Reply... inTurn) {
    replies.put(call, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  /** All requests but those for events, whose number is a matter of time. */
  public List<Request> requests() {
    return requests.stream().filter(request -> !request.call().endsWith("/events")).toList();
  }

  /** The requests of this call. */
  public List<Request> requests(String call) {
    return requests.stream().filter(request -> request.call().equals(call)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(new Request(call, body, Map.copyOf(exchange.getRequestHeaders())));
      var reply = next(call);
      var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply next(String call) {
    var inTurn = replies.getOrDefault(call, new ArrayDeque<>());
    synchronized (inTurn) {
      var next = inTurn.size() > 1 ? inTurn.poll() : inTurn.peek();
      return Optional.ofNullable(next)
          .orElse(Reply.problem(404, "{\"detail\": \"no such thing\"}"));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** One request. */
  public record Request(String call, String body, Map<String, List<String>> headers) {
    /** A header's first value. */
    public Optional<String> header(String name) {
      return headers.entrySet()
          .stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst();
    }
  }

  /** One answer. */
  public record Reply(int status, String contentType, String body) {
    public static Reply ok(String json) {
      return new Reply(200, "application/json", json);
    }

    public static Reply json(int status, String json) {
      return new Reply(status, "application/json", json);
    }

    public static Reply problem(int status, String json) {
      return new Reply(status, "application/problem+json", json);
    }

    public static Reply events(String lines) {
      return new Reply(200, "text/event-stream", lines);
    }

    public static Reply html(String page) {
      return new Reply(200, "text/html; charset=utf-8", page);
    }
  }
}
