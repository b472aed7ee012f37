package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.presgen.orchestrator.adapters.google.GoogleClients.Root;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Google of canned answers, which checks every request that it got. */
final class GoogleStub implements AutoCloseable {
  private static final Discovery DISCOVERY = new Discovery();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  // One for all tests: they run one after the other, and it takes a while to start.
  private static final WireMockServer SHARED =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  final WireMockServer server;
  final GoogleCalls calls;

  GoogleStub() {
    this(SHARED, LIMIT);
  }

  private GoogleStub(WireMockServer server, Duration limit) {
    this.server = server;
    if (!server.isRunning()) {
      server.start();
    }
    server.resetAll();
    calls = calls(TokenSource.none(), limit);
  }

  /** One with a server of its own, whose slow answers show up in no other test. */
  static GoogleStub impatient(Duration limit) {
    return new GoogleStub(new WireMockServer(WireMockConfiguration.options().dynamicPort()), limit);
  }

  GoogleCalls calls(TokenSource tokens, Duration limit) {
    return new GoogleCalls(
        new GoogleClients(
            tokens,
            limit,
            limit,
            () -> Optional.of(new Root.At(URI.create(server.baseUrl() + "/")))),
        QuickCalls.create(),
        limit);
  }

  /** The requests so far, as {@code METHOD path}, oldest first. */
  List<String> sent() {
    return requests().stream().map(request -> request.getMethod() + " " + path(request)).toList();
  }

  /** The body of the n-th request, from 0. */
  String body(int n) {
    return requests().get(n).getBodyAsString();
  }

  String query(int n, String name) {
    return requests().get(n).queryParameter(name).firstValue();
  }

  private List<LoggedRequest> requests() {
    return server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()))
        .stream()
        .filter(request -> !path(request).startsWith("/token"))
        .toList();
  }

  private static String path(LoggedRequest request) {
    return URI.create(request.getUrl()).getRawPath();
  }

  /** Checks all requests. */
  @Override
  public void close() {
    for (LoggedRequest request : requests()) {
      assertThat(
          DISCOVERY.problems(
              request.getMethod().getName(),
              path(request),
              request.getQueryParams().keySet(),
              request.getBodyAsString()))
          .as(request.getMethod() + " " + request.getUrl())
          .isEmpty();
    }
    if (!server.equals(SHARED)) {
      server.stop();
    }
  }
}
