package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.services.drive.DriveScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.presgen.orchestrator.adapters.limits.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs requests with an access token that it renews by itself. One for the whole process: each
 * account may hold only so many tokens.
 */
final class TokenSource implements HttpRequestInitializer {
  private static final String SETTING = "presgen.google.credentials";

  // The least that serves: it sees only files that this application has made or was given.
  private static final List<String> SCOPES = List.of(DriveScopes.DRIVE_FILE);

  private final @Nullable HttpCredentialsAdapter credentials;

  private TokenSource(@Nullable HttpCredentialsAdapter credentials) {
    this.credentials = credentials;
  }

  /** For a service that asks for no token, such as the sandbox. */
  static TokenSource none() {
    return new TokenSource(null);
  }

  /**
   * Reads credentials.
   *
   * @param subject the user that a service account acts for
   * @throws IllegalArgumentException when they are none; says nothing of what they hold
   */
  static TokenSource of(Secret setting, @Nullable String subject) {
    String json = json(setting.value().strip());
    GoogleCredentials read = read(json).createScoped(SCOPES);
    if (subject != null) {
      if (!(read instanceof ServiceAccountCredentials)) {
        throw new IllegalArgumentException(
            "presgen.google.subject needs credentials of a service account.");
      }
      read = read.createDelegated(subject);
    }
    return new TokenSource(new HttpCredentialsAdapter(read));
  }

  private static String json(String value) {
    if (value.startsWith("{")) {
      return value;
    }
    try {
      return Files.readString(Path.of(value));
    } catch (IOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException(
          SETTING + " is neither JSON nor the path of a file that can be read.");
    }
  }

  // The causes are left out on purpose: parsers quote what they could not read.
  private static GoogleCredentials read(String json) {
    try {
      var stream = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
      String type = JsonMapper.shared().readTree(json).path("type").asString("");
      return switch (type) {
        case "service_account" -> ServiceAccountCredentials.fromStream(stream);
        case "authorized_user" -> UserCredentials.fromStream(stream);
        default ->
            throw new IllegalArgumentException(
                SETTING
                    + " must be the JSON of a service account or of an authorized user: its"
                    + " \"type\" is neither.");
      };
    } catch (IOException | JacksonException unreadable) {
      throw new IllegalArgumentException(
          SETTING + " cannot be read: a part of the JSON is missing or malformed.");
    }
  }

  @Override
  public void initialize(HttpRequest request) throws NoToken {
    if (credentials == null) {
      return;
    }
    try {
      credentials.initialize(request);
    } catch (IOException refused) {
      throw new NoToken(refused);
    }
  }

  /** There is no token, so that nothing was sent. */
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
