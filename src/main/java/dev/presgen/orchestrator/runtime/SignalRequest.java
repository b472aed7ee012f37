package dev.presgen.orchestrator.runtime;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Tells a run something.
 *
 * @param name the signal's name
 * @param payload as it was sent; an empty object for none
 * @param who who says so
 */
public record SignalRequest(String name, JsonNode payload, String who, Optional<Once> once) {}
