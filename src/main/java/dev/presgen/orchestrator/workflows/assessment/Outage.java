package dev.presgen.orchestrator.workflows.assessment;

import java.time.Instant;

/**
 * A service that is out of reach.
 *
 * @param why what keeps it from being used, for a person
 * @param since from when on it is known to be out of reach; later than it really began, where nobody
 *     looked or this process has begun since
 */
public record Outage(String why, Instant since) {}
