package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.services.drive.DriveScopes;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads credentials; says what is wrong with them, and never what they hold. */
final class CredentialsReader {
  static final String SETTING = "presgen.google.credentials";

  /**
   * The least that serves: it sees only files that this application has made or was given. All
   * methods that are called accept it.
   */
  static final String SCOPE = DriveScopes.DRIVE_FILE;

  private static final List<String> OF_SERVICE_ACCOUNT =
      List.of("client_id", "client_email", "private_key_id", "private_key");
  private static final List<String> OF_USER =
      List.of("client_id", "client_secret", "refresh_token");

  // The JDK's own loses what is said beside a 401. As many at once as there are credentials in use.
  private static final HttpTransport TRANSPORT = new ApacheHttpTransport();

  private CredentialsReader() {}

  /**
   * Reads the JSON of a service account or of an authorized user.
   *
   * @throws IllegalArgumentException that names the setting. Causes are left out on purpose: parsers
   *     quote what they could not read.
   */
  static GoogleCredentials read(String setting, String json, @Nullable String subject) {
    var fields = fields(setting, json);
    var stream = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    try {
      return switch (fields.path("type").asString("")) {
        case "service_account" -> {
          require(setting, fields, OF_SERVICE_ACCOUNT);
          yield acting(ServiceAccountCredentials.fromStream(stream, () -> TRANSPORT), subject);
        }
        case "authorized_user" -> {
          require(setting, fields, OF_USER);
          yield acting(UserCredentials.fromStream(stream, () -> TRANSPORT), subject);
        }
        default ->
            throw new IllegalArgumentException(
                setting
                    + " must be the JSON of a service account or of an authorized user: its"
                    + " \"type\" is neither.");
      };
    } catch (IOException | IllegalStateException unusable) {
      throw new IllegalArgumentException(
          setting
              + " cannot be used: its \"private_key\" is no PKCS #8 key, or was cut off or altered.");
    }
  }

  private static JsonNode fields(String setting, String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(setting + " is no valid JSON.");
    }
  }

  private static void require(String setting, JsonNode fields, List<String> names) {
    for (String name : names) {
      if (fields.path(name).asString("").isBlank()) {
        throw new IllegalArgumentException(setting + " lacks its field \"" + name + "\".");
      }
    }
    if (fields.has("token_uri") && !isWebAddress(fields.path("token_uri").asString(""))) {
      throw new IllegalArgumentException(
          setting + " has a \"token_uri\" that is no http or https address.");
    }
  }

  private static boolean isWebAddress(String text) {
    try {
      var uri = URI.create(text);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /**
   * What the library finds by itself: the file of GOOGLE_APPLICATION_CREDENTIALS of whatever type,
   * gcloud's login, or the account that the platform attaches to this machine.
   */
  static GoogleCredentials platform(@Nullable String subject) {
    try {
      return acting(GoogleCredentials.getApplicationDefault(() -> TRANSPORT), subject);
    } catch (IOException none) {
      throw new IllegalArgumentException(
          "presgen.world is live, but there are no Google credentials: set " + SETTING
              + " to the path or the JSON of a service account or of an authorized user.");
    }
  }

  private static GoogleCredentials acting(
      GoogleCredentials credentials, @Nullable String subject) {
    var scoped = credentials.createScoped(List.of(SCOPE));
    if (subject == null) {
      return scoped;
    }
    if (!(credentials instanceof ServiceAccountCredentials)) {
      throw new IllegalArgumentException(
          "presgen.google.subject needs credentials of a service account.");
    }
    return scoped.createDelegated(subject);
  }
}
