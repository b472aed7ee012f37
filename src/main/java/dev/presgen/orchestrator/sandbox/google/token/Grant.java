package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.Caller;
import java.time.Instant;
import java.util.Set;

/**
 * What an access token stands for.
 *
 * @param credential the id of the credential that it was given out for
 * @param scopes without the address before their names
 * @param until when it no longer counts
 */
record Grant(String credential, Caller caller, Set<String> scopes, Instant until) {
  Grant {
    scopes = Set.copyOf(scopes);
  }
}
