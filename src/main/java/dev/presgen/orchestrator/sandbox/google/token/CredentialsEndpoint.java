package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Google's console does: gives out files of credentials, and takes them back. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/google/credentials")
class CredentialsEndpoint {

  /** The credentials to make. */
  record Wanted(
      @Nullable String type,
      @Nullable String email,
      @Nullable String scope,
      @Nullable Boolean delegation) {}

  private final Credentials credentials;
  private final Tokens tokens;

  CredentialsEndpoint(Credentials credentials, Tokens tokens) {
    this.credentials = credentials;
    this.tokens = tokens;
  }

  @PostMapping
  ResponseEntity<String> make(@RequestBody Wanted wanted) {
    var file =
        switch (String.valueOf(wanted.type())) {
          case "service_account" ->
              credentials.serviceAccount(Boolean.TRUE.equals(wanted.delegation()));
          case "authorized_user" ->
              credentials.user(
                  wanted.email() == null ? "user@sandbox.example" : wanted.email(),
                  wanted.scope() == null ? "drive.file" : wanted.scope());
          default ->
              throw GoogleError.invalid(
                  "type must be service_account or authorized_user", "type");
        };
    return answer(file);
  }

  /**
   * Takes a credential back, with all its tokens.
   *
   * @param id a service account's address or a user's refresh token
   */
  @DeleteMapping
  ResponseEntity<String> revoke(@RequestParam String id) {
    if (credentials.find(id).isEmpty()) {
      throw GoogleError.notFound("There is no such credential.", "id");
    }
    credentials.delete(id);
    tokens.revoke(id);
    return answer(JsonMapper.shared().createObjectNode());
  }

  private static ResponseEntity<String> answer(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
