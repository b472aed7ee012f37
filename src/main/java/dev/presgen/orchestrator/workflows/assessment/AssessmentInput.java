package dev.presgen.orchestrator.workflows.assessment;

import tools.jackson.databind.JsonNode;

/**
 * What a run is started with.
 *
 * @param json the request as it was sent; it was read without a problem then
 */
public record AssessmentInput(JsonNode json) {}
