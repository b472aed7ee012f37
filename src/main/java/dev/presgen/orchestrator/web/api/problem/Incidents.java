package dev.presgen.orchestrator.web.api.problem;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Bugs as callers meet them: a number that finds the log's entry, and nothing of the inside. */
final class Incidents {

  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private Incidents() {}

  /** Logs a bug and gives the problem that tells of it. */
  static Problem of(String method, String path, Throwable bug) {
    var incident = UUID.randomUUID().toString();
    LOG.error("Incident {}: {} {} failed", incident, method, path, bug);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The service has failed over this request. Its log tells more under incident "
            + incident + ".");
  }
}
