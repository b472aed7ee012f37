package dev.presgen.orchestrator.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * PresGen Core and Avatar in both styles, as their contract has them, that count what they make and
 * do to chosen calls what can go wrong. A job is done at the second look.
 */
final class PresGenStandIn implements AutoCloseable {
  /** Nothing that hangs or never ends goes on for longer. */
  private static final long PATIENCE_SECONDS = 30;

  /** A call of the contract that does or asks about work. */
  enum Operation {
    DECK,
    DECK_JOB,
    DECK_STATUS,
    VIDEO,
    VIDEO_JOB,
    VIDEO_STATUS
  }

  /** What goes wrong. */
  enum Trouble {
    /** Nothing is done and no answer comes. */
    HANGS,
    /** The work is done, and the connection breaks before the answer. */
    REPLY_LOST,
    /** 429. */
    BUSY,
    /** 503. */
    DOWN,
    /** Status 200, and in the body that it did not work. */
    NOT_MADE,
    /** The work is done, and the answer is broken off. */
    MALFORMED,
    /** The work is done, and the answer drips on and on. */
    ENDLESS,
    /** 401. */
    TOKEN_REFUSED
  }

  private final HttpServer server;
  private final Map<Operation, Queue<Trouble>> planned = new EnumMap<>(Operation.class);
  private final Map<String, String> decksByRequest = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger decks = new AtomicInteger();
  private final AtomicInteger videos = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  PresGenStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** The settings that lead a service here, in a style. */
  List<String> settings(String api) {
    var base = "http://127.0.0.1:" + server.getAddress().getPort();
    return List.of(
        "--presgen.core.base-url=" + base + "/core/",
        "--presgen.core.api=" + api,
        "--presgen.avatar.base-url=" + base + "/avatar/",
        "--presgen.avatar.api=" + api);
  }

  /** Lets the next call of an operation go wrong. */
  synchronized void next(Operation operation, Trouble trouble) {
    planned.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(trouble);
  }

  private synchronized Optional<Trouble> due(Operation operation) {
    return Optional.ofNullable(planned.getOrDefault(operation, new ArrayDeque<>()).poll());
  }

  /** How many decks, or jobs that make one, there are. */
  int decks() {
    return decks.get();
  }

  /** How many videos, or jobs that make one, there are. */
  int videos() {
    return videos.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      var operation = operation(exchange.getRequestMethod(), path);
      if (operation.isEmpty()) {
        boolean look = path.endsWith("/healthz") || path.endsWith("/voice-profiles");
        send(exchange, look ? 200 : 404, look ? "{\"ok\": true, \"profiles\": []}" : "{}");
        return;
      }
      var trouble = due(operation.get());
      if (trouble.isPresent()) {
        goWrong(exchange, operation.get(), trouble.get(), path, body);
      } else {
        send(exchange, 200, done(operation.get(), path, body));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Operation> operation(String method, String path) {
    return Optional.ofNullable(
        switch (method + " " + path.replaceAll("[0-9]+", "N")) {
          case "POST /core/render" -> Operation.DECK;
          case "POST /core/presentations/educational" -> Operation.DECK_JOB;
          case "GET /core/api/vN/jobs/jobN/status" -> Operation.DECK_STATUS;
          case "POST /avatar/training/presentation-only" -> Operation.VIDEO;
          case "POST /avatar/api/vN/avatar/videos" -> Operation.VIDEO_JOB;
          case "GET /avatar/api/vN/avatar/videos/jobN" -> Operation.VIDEO_STATUS;
          default -> null;
        });
  }

  private void goWrong(
      HttpExchange exchange, Operation operation, Trouble trouble, String path, byte[] body)
      throws IOException, InterruptedException {
    switch (trouble) {
      case HANGS -> closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      case REPLY_LOST -> done(operation, path, body);
      case BUSY -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 429, "{\"detail\": \"slow down\"}");
      }
      case DOWN -> send(exchange, 503, "<html>Service Unavailable</html>");
      case NOT_MADE -> send(exchange, 200, notMade(operation));
      case MALFORMED -> {
        var whole = done(operation, path, body);
        send(exchange, 200, whole.substring(0, whole.length() / 2));
      }
      case ENDLESS -> {
        done(operation, path, body);
        drip(exchange);
      }
      case TOKEN_REFUSED -> send(exchange, 401, "{\"detail\": \"token expired\"}");
    }
  }

  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 20 * PATIENCE_SECONDS; i++) {
        out.write(' ');
        out.flush();
        if (closed.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private String done(Operation operation, String path, byte[] body) {
    JsonNode request = JsonMapper.shared().readTree(body.length == 0 ? new byte[]{'0'} : body);
    return switch (operation) {
      case DECK -> {
        var id =
            decksByRequest.computeIfAbsent(
                request.path("request_id").asString(),
                _ -> "deck" + decks.incrementAndGet());
        yield """
            {"ok": true, "url": "https://slides.example.org/%s", "presentation_id": "%s",
             "created_slides": 3, "first_slide_id": "s1"}""".formatted(id, id);
      }
      case DECK_JOB -> {
        decks.incrementAndGet();
        yield "{\"success\": true, \"presgen_job_id\": \"%s\", \"status\": \"queued\"}"
            .formatted(job());
      }
      case DECK_STATUS -> {
        var job = path.replaceAll(".*/(job[0-9]+)/status", "$1");
        yield """
            {"success": true, "presgen_job_id": "%s", "status": "%s",
             "presentation_url": "https://slides.example.org/%s"}"""
            .formatted(job, status(job), job);
      }
      case VIDEO -> {
        var id = "video" + videos.incrementAndGet();
        yield "{\"job_id\": \"%s\", \"success\": true, \"download_url\": \"/training/download/%s\"}"
            .formatted(id, id);
      }
      case VIDEO_JOB -> {
        videos.incrementAndGet();
        yield "{\"video_id\": \"%s\", \"status\": \"queued\"}".formatted(job());
      }
      case VIDEO_STATUS -> {
        var job = path.replaceAll(".*/", "");
        yield """
            {"video_id": "%s", "status": "%s", "video_url": "https://videos.example.org/%s"}"""
            .formatted(job, status(job), job);
      }
    };
  }

  private String job() {
    return "job" + ids.incrementAndGet();
  }

  private String status(String job) {
    return looks.merge(job, 1, Integer::sum) < 2 ? "processing" : "completed";
  }

  private static String notMade(Operation operation) {
    return switch (operation) {
      case DECK -> "{\"ok\": false}";
      case DECK_JOB, DECK_STATUS -> "{\"success\": false, \"error_message\": \"out of GPUs\"}";
      case VIDEO -> "{\"job_id\": \"v\", \"success\": false, \"error\": \"out of GPUs\"}";
      case VIDEO_JOB, VIDEO_STATUS ->
          "{\"video_id\": \"v\", \"status\": \"failed\", \"error_message\": \"out of GPUs\"}";
    };
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
