package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Service;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.InstantSource;

/** Looks at services that have an address. */
final class Reaches {
  private Reaches() {}

  static Reach of(Service service, PresGenHttp http, String path) {
    return new Reach(
        service,
        http,
        CircuitBreaker.ofDefaults(service.id()),
        InstantSource.system(),
        false,
        "look.render",
        path);
  }
}
