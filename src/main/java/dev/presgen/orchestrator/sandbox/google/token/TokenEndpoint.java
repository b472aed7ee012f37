package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.ReadRequest;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.SandboxProperties;
import dev.presgen.orchestrator.sandbox.Situations;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Google's token endpoint: access tokens for refresh tokens and for service accounts' assertions. */
@RestController
@SandboxOnly
class TokenEndpoint {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SCOPE_ROOT = "https://www.googleapis.com/auth/";

  /** Google lets clocks differ so much. */
  private static final Duration SKEW_MAX = Duration.ofMinutes(5);

  private final Credentials credentials;
  private final Tokens tokens;
  private final Situations situations;
  private final Duration lifetime;

  TokenEndpoint(
      Credentials credentials, Tokens tokens, Situations situations, SandboxProperties settings) {
    this.credentials = credentials;
    this.tokens = tokens;
    this.situations = situations;
    this.lifetime = settings.google().tokenLifetime();
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String error;

    private Refused(String error, String description) {
      super(description);
      this.error = error;
    }
  }

  @PostMapping("/sandbox/google/token")
  ResponseEntity<String> token(HttpServletRequest request) {
    try {
      var form = form(ReadRequest.text(request));
      var grant =
          switch (form.getOrDefault("grant_type", "")) {
            case JWT_BEARER -> ofAssertion(form.getOrDefault("assertion", ""));
            case "refresh_token" -> ofRefreshToken(form);
            default ->
                throw new Refused("unsupported_grant_type", "Invalid grant_type: it must be set.");
          };
      var answer = JsonMapper.shared().createObjectNode().put("access_token", tokens.give(grant));
      answer.put("expires_in", lifetime.toSeconds()).put("token_type", "Bearer");
      answer.put("scope",
          grant.scopes().stream().map(SCOPE_ROOT::concat).collect(Collectors.joining(" ")));
      return answer(200, answer.toString());
    } catch (Refused e) {
      var answer = JsonMapper.shared().createObjectNode().put("error", e.error);
      return answer(400, answer.put("error_description", e.getMessage()).toString());
    }
  }

  private Grant ofRefreshToken(Map<String, String> form) {
    var refreshToken = form.getOrDefault("refresh_token", "");
    var kept = credentials.find(refreshToken).filter(found -> found.body().has("clientSecret"));
    if (kept.isEmpty() || situations.has(Situations.Kind.TOKEN_REVOKED)) {
      throw new Refused("invalid_grant", "Token has been expired or revoked.");
    }
    var body = kept.get().body();
    if (!body.path("clientId").asString("").equals(form.get("client_id"))
        || !body.path("clientSecret").asString("").equals(form.get("client_secret"))) {
      throw new Refused("invalid_client", "The OAuth client was not found.");
    }
    var caller = new Caller(body.path("email").asString(""), Caller.Kind.USER);
    return grant(refreshToken, caller, body.path("scope").asString(""));
  }

  private Grant ofAssertion(String text) {
    var assertion =
        Assertion.parse(text)
            .orElseThrow(() -> new Refused("invalid_grant", "Bad Request: no assertion."));
    var claims = assertion.claims();
    var issuer = claims.path("iss").asString("");
    var kept = credentials.find(issuer).filter(found -> found.body().has("publicKey"));
    if (kept.isEmpty() || situations.has(Situations.Kind.TOKEN_REVOKED)) {
      throw new Refused("invalid_grant", "Invalid grant: account not found");
    }
    if (!assertion.isSignedBy(kept.get().body().path("publicKey").asString(""))) {
      throw new Refused("invalid_grant", "Invalid JWT Signature.");
    }
    var now = Instant.now();
    var from = Instant.ofEpochSecond(claims.path("iat").asLong(0));
    var until = Instant.ofEpochSecond(claims.path("exp").asLong(0));
    if (now.plus(SKEW_MAX).isBefore(from)
        || now.minus(SKEW_MAX).isAfter(until)
        || !isMeant(claims.path("aud").asString(""))) {
      throw new Refused("invalid_grant",
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.");
    }
    var subject = claims.path("sub").asString("");
    if (subject.isEmpty() || subject.equals(issuer)) {
      return grant(issuer, new Caller(issuer, Caller.Kind.SERVICE_ACCOUNT), scope(claims));
    }
    if (!kept.get().body().path("isDelegated").asBoolean(false)) {
      throw new Refused("unauthorized_client",
          "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.");
    }
    return grant(issuer, new Caller(subject, Caller.Kind.USER), scope(claims));
  }

  /** Google's library names Google's own address, wherever the credentials' {@code token_uri} leads. */
  private static boolean isMeant(String audience) {
    return audience.equals("https://oauth2.googleapis.com/token")
        || audience.endsWith("/sandbox/google/token");
  }

  private static String scope(tools.jackson.databind.JsonNode claims) {
    return claims.path("scope").asString("");
  }

  private Grant grant(String credential, Caller caller, String scope) {
    return new Grant(credential, caller, scopes(scope), Instant.now().plus(lifetime));
  }

  private static Set<String> scopes(String scope) {
    return Arrays.stream(scope.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith(SCOPE_ROOT) ? name.substring(SCOPE_ROOT.length()) : name)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var field : body.split("&", -1)) {
      var at = field.indexOf('=');
      if (at > 0) {
        form.put(decoded(field.substring(0, at)), decoded(field.substring(at + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused("invalid_request", "The body is not form-encoded.");
    }
  }

  private static ResponseEntity<String> answer(int status, String body) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
