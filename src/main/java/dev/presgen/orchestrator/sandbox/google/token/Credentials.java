package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Credentials in the shapes of Google's files. A service account's is known by its address, a user's by its refresh
 * token.
 */
@Service
@SandboxOnly
@Transactional
class Credentials {

  private static final int KEY_BITS = 2048;

  private final ObjectTable objects;

  Credentials(ObjectTable objects) {
    this.objects = objects;
  }

  /**
   * A service account with a key.
   *
   * @param isDelegated whether it may act for users of its domain
   * @return the file as Google gives it out
   */
  ObjectNode serviceAccount(boolean isDelegated) {
    var email = "robot-%s@sandbox.iam.gserviceaccount.example".formatted(Ids.hex());
    var keys = keys();
    var kept = JsonMapper.shared().createObjectNode();
    kept.put("publicKey", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    kept.put("isDelegated", isDelegated);
    objects.insert(Stored.made(Kind.CREDENTIAL, email, kept));
    var file = JsonMapper.shared().createObjectNode().put("type", "service_account");
    file.put("project_id", "sandbox").put("private_key_id", Ids.hex());
    file.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(
            Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(keys.getPrivate().getEncoded())));
    file.put("client_email", email).put("client_id", Ids.account(email));
    return file.put("token_uri", Links.token());
  }

  /** A user who let the application in. */
  ObjectNode user(String email, String scope) {
    var refreshToken = "1//sandbox-" + Ids.random(40);
    var secret = Ids.random(24);
    var client = Ids.account(refreshToken) + ".apps.example";
    var kept = JsonMapper.shared().createObjectNode().put("email", email).put("scope", scope);
    kept.put("clientId", client).put("clientSecret", secret);
    objects.insert(Stored.made(Kind.CREDENTIAL, refreshToken, kept));
    var file = JsonMapper.shared().createObjectNode().put("type", "authorized_user");
    file.put("client_id", client).put("client_secret", secret);
    return file.put("refresh_token", refreshToken).put("token_uri", Links.token());
  }

  Optional<Stored> find(String id) {
    return objects.find(Kind.CREDENTIAL, id);
  }

  void delete(String id) {
    objects.delete(Kind.CREDENTIAL, id);
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
