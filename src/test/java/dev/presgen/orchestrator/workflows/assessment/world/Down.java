package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.assessment.Outage;
import java.time.Instant;
import java.util.Optional;

/**
 * When a service is out of reach.
 *
 * @param until exclusive
 */
public record Down(Instant from, Instant until) {

  public static final Down NEVER = new Down(Instant.MAX, Instant.MAX);

  public static final Down ALWAYS = new Down(Instant.MIN, Instant.MAX);

  Optional<Outage> at(Instant now) {
    return now.isBefore(from) || !now.isBefore(until)
        ? Optional.empty()
        : Optional.of(new Outage("It is down.", from));
  }
}
