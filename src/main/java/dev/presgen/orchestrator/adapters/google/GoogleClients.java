package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.drive.Drive;
import com.google.api.services.forms.v1.Forms;
import com.google.api.services.sheets.v4.Sheets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds Google's clients for one root URL; again only when that has changed. */
final class GoogleClients implements AutoCloseable {
  private static final String APPLICATION = "presgen-orchestrator";

  // More calls at once than the quotas let pass in their time.
  private static final int CONNECTIONS_MAX = 100;

  // The JDK's own cannot send PATCH, and hides it in a POST that not every proxy understands.
  private final HttpTransport transport =
      new ApacheHttpTransport(
          ApacheHttpTransport.newDefaultHttpClientBuilder()
              .setMaxConnTotal(CONNECTIONS_MAX)
              .setMaxConnPerRoute(CONNECTIONS_MAX)
              .disableCookieManagement()
              .build());
  private final JsonFactory json = GsonFactory.getDefaultInstance();
  private final TokenSource tokens;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Supplier<Optional<Root>> root;
  private volatile @Nullable Clients built;

  /**
   * Takes what the clients are built with.
   *
   * @param root empty while the service to call has not started
   */
  GoogleClients(
      TokenSource tokens,
      Duration connectTimeout,
      Duration readTimeout,
      Supplier<Optional<Root>> root) {
    this.tokens = tokens;
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.root = root;
  }

  /** Where Google is. */
  sealed interface Root {
    /** Each service at its own host. */
    record Own() implements Root {}

    /** All services below one address, which ends with a slash. */
    record At(URI url) implements Root {}
  }

  /** The clients for one root. */
  record Clients(Root root, Drive drive, Forms forms, Sheets sheets) {}

  TokenSource tokens() {
    return tokens;
  }

  Optional<Clients> clients() {
    return root.get().map(this::at);
  }

  private Clients at(Root wanted) {
    Clients known = built;
    if (known != null && known.root().equals(wanted)) {
      return known;
    }
    Clients fresh = build(wanted);
    built = fresh;
    return fresh;
  }

  private Clients build(Root wanted) {
    var drive = new Drive.Builder(transport, json, this::prepare).setApplicationName(APPLICATION);
    var forms = new Forms.Builder(transport, json, this::prepare).setApplicationName(APPLICATION);
    var sheets = new Sheets.Builder(transport, json, this::prepare).setApplicationName(APPLICATION);
    switch (wanted) {
      case Root.Own _ -> {
      }
      case Root.At(URI url) -> {
        drive.setRootUrl(url.toString());
        forms.setRootUrl(url.toString());
        sheets.setRootUrl(url.toString());
      }
    }
    return new Clients(wanted, drive.build(), forms.build(), sheets.build());
  }

  private void prepare(HttpRequest request) throws IOException {
    tokens.initialize(request);
    request.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
    request.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
    // Once, with a new token after a 401; the library would go on up to ten times.
    request.setNumberOfRetries(1);
    request.setFollowRedirects(false);
    // It would log bodies.
    request.setLoggingEnabled(false);
    request.setCurlLoggingEnabled(false);
  }

  @Override
  public void close() throws IOException {
    transport.shutdown();
  }
}
