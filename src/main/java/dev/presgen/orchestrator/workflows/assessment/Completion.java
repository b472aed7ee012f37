package dev.presgen.orchestrator.workflows.assessment;

import java.time.Instant;
import java.util.Optional;

/**
 * How the wait for the learner ended. What {@code AWAITING_COMPLETION} leaves behind.
 *
 * @param responses how many responses there were
 * @param sheetId another sheet that holds the responses; empty when the form's own count
 * @param cutOff responses submitted after this moment are late
 */
public record Completion(int responses, Optional<String> sheetId, Instant cutOff) {}
