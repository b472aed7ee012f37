package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.drive.Drive;
import com.google.api.services.drive.model.File;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "presgen.sandbox.google.tokens=required")
class TokensTest extends SandboxServer {

  private static final List<String> SCOPE = List.of("https://www.googleapis.com/auth/drive.file");
  private static final File FOLDER =
      new File().setName("Run").setMimeType("application/vnd.google-apps.folder");

  @Test
  void without_a_token_nothing_is_answered() {
    var answer = get("/sandbox/google/v1/forms/x");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");
    assertThat(exchangeOf("GET", "/sandbox/google/v1/forms/x", "", "Authorization", "Bearer ya29.x")
        .statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_user_who_let_the_application_in_owns_what_it_makes() throws IOException {
    var user = user("{\"type\": \"authorized_user\", \"email\": \"ann@sandbox.example\"}");
    var made = drive(user).files().create(FOLDER).setFields("owners").execute();
    assertThat(made.getOwners()).extracting(owner -> owner.getEmailAddress() + owner.getMe())
        .containsExactly("ann@sandbox.exampletrue");
  }

  @Test
  void a_service_account_has_no_room_of_its_own_and_some_in_a_shared_drive() throws IOException {
    var robot = (ServiceAccountCredentials) robot("{\"type\": \"service_account\"}");
    var client = drive(robot.createScoped(SCOPE));
    assertThat(refusal(() -> client.files().create(FOLDER).execute()))
        .startsWith("403 Service Accounts do not have storage quota.");
    assertThat(client.about().get().setFields("storageQuota").execute().getStorageQuota())
        .containsEntry("limit", 0L);
    var shared =
        post("/sandbox/person/drives", "{\"name\": \"Team\"}").json().path("id").asString();
    var inside = FOLDER.clone().setParents(List.of(shared));
    assertThat(
        client.files().create(inside).setSupportsAllDrives(true).execute().getName())
        .isEqualTo("Run");
  }

  @Test
  void a_service_account_acts_for_a_user_only_where_it_may() throws IOException {
    var may =
        (ServiceAccountCredentials) robot("{\"type\": \"service_account\", \"delegation\": true}");
    var acting = may.createScoped(SCOPE).createDelegated("ann@sandbox.example");
    assertThat(drive(acting).about()
        .get()
        .setFields("user(emailAddress)")
        .execute()
        .getUser()
        .getEmailAddress())
        .isEqualTo("ann@sandbox.example");
    var mayNot = (ServiceAccountCredentials) robot("{\"type\": \"service_account\"}");
    Assertions.assertThatThrownBy(
        () -> mayNot.createScoped(SCOPE)
            .createDelegated("ann@sandbox.example")
            .refreshAccessToken())
        .hasMessageContaining("unauthorized_client");
  }

  @Test
  void a_token_for_something_else_is_refused_by_its_scope() throws IOException {
    var user = user("{\"type\": \"authorized_user\", \"scope\": \"calendar\"}");
    assertThat(refusal(() -> drive(user).files().create(FOLDER).execute()))
        .isEqualTo("403 Request had insufficient authentication scopes.");
  }

  @Test
  void what_was_revoked_gives_no_token_and_its_tokens_end() throws IOException {
    var user = (UserCredentials) user("{\"type\": \"authorized_user\"}");
    var client = drive(user);
    assertThat(client.files().list().execute().getFiles()).isNotNull();
    var token = user.getAccessToken().getTokenValue();
    assertThat(exchangeOf("DELETE", "/sandbox/google/credentials?id="
        + java.net.URLEncoder.encode(String.valueOf(user.getRefreshToken()),
            StandardCharsets.UTF_8),
        "")
        .statusCode())
        .isEqualTo(200);
    assertThat(
        exchangeOf("GET", "/sandbox/google/drive/v3/files", "", "Authorization", "Bearer " + token)
            .statusCode())
        .isEqualTo(401);
    Assertions.assertThatThrownBy(user::refreshAccessToken).hasMessageContaining("invalid_grant");
  }

  @Test
  void a_signature_that_is_not_the_keys_gives_no_token() throws IOException {
    var file = post("/sandbox/google/credentials", "{\"type\": \"service_account\"}").body();
    var other = post("/sandbox/google/credentials", "{\"type\": \"service_account\"}").json();
    var stolen = (ServiceAccountCredentials) GoogleCredentials.fromStream(stream(file));
    var forged =
        stolen.toBuilder()
            .setClientEmail(other.path("client_email").asString())
            .build()
            .createScoped(SCOPE);
    Assertions.assertThatThrownBy(forged::refreshAccessToken)
        .hasMessageContaining("Invalid JWT Signature.");
  }

  private GoogleCredentials user(String wanted) throws IOException {
    return UserCredentials.fromStream(stream(post("/sandbox/google/credentials", wanted).body()));
  }

  private GoogleCredentials robot(String wanted) throws IOException {
    return ServiceAccountCredentials.fromStream(
        stream(post("/sandbox/google/credentials", wanted).body()));
  }

  private static ByteArrayInputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private Drive drive(GoogleCredentials credentials) {
    return new Drive.Builder(
        new NetHttpTransport(), GsonFactory.getDefaultInstance(),
        new HttpCredentialsAdapter(credentials))
        .setRootUrl(url("/sandbox/google/"))
        .setApplicationName("test")
        .build();
  }
}
