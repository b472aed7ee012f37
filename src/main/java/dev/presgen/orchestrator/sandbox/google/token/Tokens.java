package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The access tokens that live. In memory only: after a restart the clients get new ones. */
@Component
@SandboxOnly
class Tokens {

  private final Map<String, Grant> alive = new ConcurrentHashMap<>();

  String give(Grant grant) {
    var now = Instant.now();
    alive.values().removeIf(other -> !other.until().isAfter(now));
    var token = "ya29.sandbox-" + Ids.random(40);
    alive.put(token, grant);
    return token;
  }

  Optional<Grant> find(String token) {
    return Optional.ofNullable(alive.get(token))
        .filter(grant -> grant.until().isAfter(Instant.now()));
  }

  /** Ends all tokens of a credential. */
  void revoke(String credential) {
    alive.values().removeIf(grant -> grant.credential().equals(credential));
  }
}
