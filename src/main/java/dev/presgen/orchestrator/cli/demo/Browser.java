package dev.presgen.orchestrator.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Opens pages as anybody does: without the API's key. */
public final class Browser implements AutoCloseable {
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(30);
  private static final long PAGE_BYTES_MAX = 256L << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(PAGE_TIMEOUT)
          .build();

  /**
   * Opens a page.
   *
   * @throws IOException when nothing answers within 30 s
   */
  public Page open(URI address) throws IOException, InterruptedException {
    return exchange(HttpRequest.newBuilder(address).GET());
  }

  /**
   * Sends a form.
   *
   * @throws IOException when nothing answers within 30 s
   */
  public Page send(FilledForm form) throws IOException, InterruptedException {
    return exchange(
        HttpRequest.newBuilder(form.action())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.encoded())));
  }

  private Page exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        http.send(
            request.timeout(PAGE_TIMEOUT).build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), PAGE_BYTES_MAX));
    return new Page(
        response.uri(),
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body().length,
        new String(response.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /**
   * What was answered.
   *
   * @param bytes the body's length
   * @param text the body, when it is text
   */
  public record Page(URI address, int status, String contentType, int bytes, String text) {}
}
