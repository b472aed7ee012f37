package dev.presgen.orchestrator.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Flow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to anything on this machine, each within a bounded time. */
public final class Http implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CALL_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * What was answered.
   *
   * @param contentType empty where none was told
   */
  public record Reply(int status, String contentType, String body) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  Reply get(URI url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url).GET());
  }

  /** Sends JSON. */
  Reply send(String method, URI url, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", JSON)
            .method(method, BodyPublishers.ofString(json)));
  }

  /** Sends what a browser sends for a form. */
  Reply postForm(URI url, String fields) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", FORM)
            .POST(BodyPublishers.ofString(fields)));
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.timeout(CALL_TIMEOUT).build(), BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /** Hands each line of a stream to somebody, until that one cancels or the stream ends. */
  void stream(URI url, Flow.Subscriber<String> lines) {
    var request = HttpRequest.newBuilder(url).header("Accept", "text/event-stream").build();
    var _ = client
        .sendAsync(request, BodyHandlers.fromLineSubscriber(lines))
        .whenComplete(
            (HttpResponse<Void> _, Throwable broken) -> {
              if (broken != null) {
                lines.onError(broken);
              }
            });
  }

  @Override
  public void close() {
    // Not close(): that would wait for streams that their readers have left.
    client.shutdownNow();
  }
}
