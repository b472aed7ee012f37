package dev.presgen.orchestrator.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP API as a careful program uses it: a request that nobody answered is sent again, under the
 * same key, until somebody does.
 */
final class Api implements AutoCloseable {
  /** Longer than anything but a frozen or overwhelmed server takes to answer. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Function<RandomGenerator, Optional<URI>> servers;
  private final Moments moments;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CALL_TIMEOUT)
          .build();

  /**
   * The API.
   *
   * @param servers one of those that could answer
   * @param moments when they end, nothing is asked any more
   */
  Api(Function<RandomGenerator, Optional<URI>> servers, Moments moments) {
    this.servers = servers;
    this.moments = moments;
  }

  /** What was answered; a status below 500. */
  record Reply(int status, JsonNode body) {
    boolean accepted() {
      return status < 300;
    }
  }

  Reply get(RandomGenerator dice, String path) throws InterruptedException {
    return ask(dice, path, url -> HttpRequest.newBuilder(url).GET());
  }

  Reply post(RandomGenerator dice, String path, String key, String body)
      throws InterruptedException {
    return ask(dice, path, url -> request(url, key, body));
  }

  /** A request that counts once. */
  static HttpRequest.Builder request(URI url, String key, String body) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body));
  }

  private Reply ask(
      RandomGenerator dice, String path, Function<URI, HttpRequest.Builder> request)
      throws InterruptedException {
    var last = "no server listens";
    do {
      var server = servers.apply(dice);
      if (server.isPresent()) {
        try {
          var answer = send(request.apply(server.get().resolve(path)));
          if (answer.status() < 500) {
            return answer;
          }
          last = answer.toString();
        } catch (IOException unanswered) {
          last = unanswered.toString();
        }
      }
    } while (!moments.pass(PAUSE));
    throw new AssertionError("nobody answers at " + path + ": " + last);
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.timeout(CALL_TIMEOUT).build(), BodyHandlers.ofString());
    return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
