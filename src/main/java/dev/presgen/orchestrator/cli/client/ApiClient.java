package dev.presgen.orchestrator.cli.client;

import dev.presgen.orchestrator.cli.client.CallFailed.Refused;
import dev.presgen.orchestrator.cli.client.CallFailed.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Calls the service. Each call is one attempt with a time-out; whoever wants to try again says so.
 * Safe to use from several threads.
 */
public final class ApiClient implements AutoCloseable {
  /** Longer than the 5 s that the service gives a signal's check of the outside. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** A history of 10,000 events has some 5 MB. */
  private static final long ANSWER_BYTES_MAX = 64L << 20;

  private final URI service;
  private final Optional<String> apiKey;
  private final Duration callTimeout;
  private final HttpClient http;

  /**
   * A client of one service.
   *
   * @param service the root of the service, such as {@code http://127.0.0.1:8080}
   * @param apiKey sent with each call, as a bearer token
   * @param callTimeout until an answer begins
   */
  public ApiClient(URI service, Optional<String> apiKey, Duration callTimeout) {
    this.service = service;
    this.apiKey = apiKey;
    this.callTimeout = callTimeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** The answer to a GET. */
  public Answer get(Endpoint endpoint) {
    return send(request(endpoint).GET()).body();
  }

  /** The answer to a POST without a body. */
  public Reply post(Endpoint endpoint) {
    return send(request(endpoint).POST(BodyPublishers.noBody()));
  }

  /** The answer to a POST of JSON. */
  public Reply post(Endpoint endpoint, String json) {
    return send(json(request(endpoint)).POST(BodyPublishers.ofString(json)));
  }

  /**
   * The answer to a POST of JSON that may be sent again without harm.
   *
   * @param idempotencyKey the same key and body are answered as the first time
   */
  public Reply post(Endpoint endpoint, String json, String idempotencyKey) {
    return send(
        json(request(endpoint))
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(json)));
  }

  /** The answer to a PUT. */
  public Answer put(Endpoint endpoint, String contentType, byte[] body) {
    BodyPublisher publisher = BodyPublishers.ofByteArray(body);
    return send(request(endpoint).header("Content-Type", contentType).PUT(publisher)).body();
  }

  /**
   * Opens a stream of events; the caller closes it.
   *
   * @param lastEventId where to go on
   */
  InputStream open(Endpoint endpoint, Optional<String> lastEventId) {
    var request = request(endpoint).setHeader("Accept", "text/event-stream").GET();
    lastEventId.ifPresent(id -> request.setHeader("Last-Event-ID", id));
    var response = exchange(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (var body = response.body()) {
      throw failure(
          response.statusCode(), new String(body.readNBytes(100_000), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(Endpoint endpoint) {
    var request =
        HttpRequest.newBuilder(endpoint.on(service))
            .timeout(callTimeout)
            .header("Accept", "application/json, application/problem+json");
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request) {
    return request.header("Content-Type", "application/json");
  }

  private Reply send(HttpRequest.Builder request) {
    var response =
        exchange(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    var status = response.statusCode();
    if (status / 100 != 2) {
      throw failure(status, response.body());
    }
    try {
      return new Reply(
          status, response.body().isBlank() ? Answer.NONE : Answer.parse(response.body()));
    } catch (JacksonException e) {
      throw new Unreachable(
          "What answers at " + service + " does not speak JSON. Is it the right address?");
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new Unreachable(
          "No service at " + service
              + ": start it with ./presgen serve, or name another by --url.");
    } catch (HttpTimeoutException e) {
      throw new Unreachable(
          "The service at " + service + " did not answer within " + callTimeout.toSeconds()
              + " s.");
    } catch (IOException e) {
      throw new Unreachable("The connection to " + service + " broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Interrupted.");
    }
  }

  private CallFailed failure(int status, String body) {
    return switch (status / 100) {
      case 4 -> new Refused(status, Problem.sentences(status, body));
      case 5 -> new Unreachable("The service failed: " + Problem.sentences(status, body));
      default ->
          new Unreachable(
              "What answers at " + service + " is not this API: status " + status + ".");
    };
  }

  /** Ends what is still going on. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  /**
   * An answer with its status.
   *
   * @param status 200 to 299
   * @param body {@link Answer#NONE} when there is none
   */
  public record Reply(int status, Answer body) {}
}
