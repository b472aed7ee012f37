package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Signs requests with an access token. One for the whole process: each account may hold only so many
 * tokens. New credentials in the file that they come from are taken without a restart.
 */
final class TokenSource implements HttpRequestInitializer {
  // More than the library keeps in hand, so that it finds nothing to do while a call is prepared.
  private static final Duration IN_HAND = Duration.ofMinutes(7);

  private final Optional<CredentialsFile> file;

  private TokenSource(Optional<CredentialsFile> file) {
    this.file = file;
  }

  /** For a service that asks for no token, such as the sandbox. */
  static TokenSource none() {
    return new TokenSource(Optional.empty());
  }

  static TokenSource of(CredentialsFile file) {
    return new TokenSource(Optional.of(file));
  }

  /** Who the tokens speak for. */
  CredentialsFile.Kind kind() {
    return file.map(CredentialsFile::kind).orElse(CredentialsFile.Kind.NONE);
  }

  /** The scopes of the token in hand, as far as Google has named them. */
  List<String> scopes() {
    return file.flatMap(known -> Optional.ofNullable(known.current().getAccessToken()))
        .flatMap(token -> Optional.ofNullable(token.getScopes()))
        .orElse(List.of());
  }

  /** Whether a token must be fetched before the next call. */
  boolean isDue() {
    return file.map(known -> isDue(known.current())).orElse(false);
  }

  /** Whether a token is there that has not ended yet, or none is asked for. */
  boolean isInHand() {
    return file.map(known -> !endsBefore(known.current(), Instant.now())).orElse(true);
  }

  private static boolean isDue(GoogleCredentials credentials) {
    return endsBefore(credentials, Instant.now().plus(IN_HAND));
  }

  private static boolean endsBefore(GoogleCredentials credentials, Instant moment) {
    AccessToken token = credentials.getAccessToken();
    return token == null
        || (token.getExpirationTime() != null
            && token.getExpirationTime().toInstant().isBefore(moment));
  }

  /**
   * Fetches a token, if one is due; once for all who ask meanwhile.
   *
   * @throws NoToken when there is none
   */
  void renew() throws NoToken {
    if (file.isPresent()) {
      renew(file.get().current());
    }
  }

  private static void renew(GoogleCredentials credentials) throws NoToken {
    if (isDue(credentials)) {
      refresh(credentials);
    }
  }

  private static void refresh(GoogleCredentials credentials) throws NoToken {
    try {
      credentials.refresh();
    } catch (IOException refused) {
      throw new NoToken(refused);
    }
  }

  @Override
  public void initialize(HttpRequest request) throws NoToken {
    if (file.isPresent()) {
      var known = file.get();
      var used = known.current();
      sign(request, used);
      var again = new AtomicBoolean(true);
      request.setUnsuccessfulResponseHandler(
          (refused, response, _) -> again.getAndSet(false)
              && renewed(refused, response, known, used));
    }
  }

  /**
   * Once: with other credentials, if others than those used count now, else with a new token. Who has
   * read the file again, this call or another one meanwhile, does not matter.
   */
  private static boolean renewed(
      HttpRequest request, HttpResponse response, CredentialsFile file, GoogleCredentials used)
      throws NoToken {
    if (response.getStatusCode() != 401) {
      return false;
    }
    file.readAgain();
    GoogleCredentials now = file.current();
    if (now.equals(used)) {
      refresh(now);
    }
    sign(request, now);
    return true;
  }

  private static void sign(HttpRequest request, GoogleCredentials credentials) throws NoToken {
    renew(credentials);
    try {
      var handler = request.getUnsuccessfulResponseHandler();
      new HttpCredentialsAdapter(credentials).initialize(request);
      request.setUnsuccessfulResponseHandler(handler);
    } catch (IOException refused) {
      throw new NoToken(refused);
    }
  }

  /** There is no token, so that nothing was sent, or nothing that was accepted. */
  static final class NoToken extends IOException {
    private final IOException refusal;

    NoToken(IOException refusal) {
      super("no access token", refusal);
      this.refusal = refusal;
    }

    IOException refusal() {
      return refusal;
    }
  }
}
