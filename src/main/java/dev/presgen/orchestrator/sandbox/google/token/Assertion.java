package dev.presgen.orchestrator.sandbox.google.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service account says of itself: a JSON Web Token, signed with RS256.
 *
 * @param claims not to be believed before the signature is right
 * @param signed what the signature is of
 * @param signature in the URL-safe alphabet of base 64
 */
record Assertion(JsonNode claims, String signed, String signature) {

  static Optional<Assertion> parse(String text) {
    var parts = List.of(text.split("\\.", -1));
    if (parts.size() != 3) {
      return Optional.empty();
    }
    try {
      var decoder = Base64.getUrlDecoder();
      var claims =
          JsonMapper.shared()
              .readTree(new String(decoder.decode(parts.get(1)), StandardCharsets.UTF_8));
      return Optional.of(
          new Assertion(
              claims, parts.get(0) + "." + parts.get(1), parts.get(2)));
    } catch (IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Whether the owner of this key has signed it. */
  boolean isSignedBy(String publicKey) {
    try {
      var key =
          KeyFactory.getInstance("RSA")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
