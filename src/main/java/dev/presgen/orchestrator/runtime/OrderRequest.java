package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.By;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Orders something of a run.
 *
 * @param by who orders it, and why
 */
public record OrderRequest(Action action, By by, Optional<Once> once) {

  /** What is ordered. A path is a node, or an item such as {@code GENERATE_PRESENTATIONS/3}. */
  public sealed interface Action {

    record Pause() implements Action {}

    record Resume() implements Action {}

    /**
     * Ends the run.
     *
     * @param undo whether to take back what it has made
     * @param accept whether to accept what could not be taken back
     */
    record Cancel(boolean undo, boolean accept) implements Action {}

    record Retry(Optional<String> path) implements Action {}

    /**
     * Leaves work out.
     *
     * @param output what stands in for what the work would have given
     */
    record Skip(Optional<String> path, Optional<JsonNode> output) implements Action {}

    /**
     * Goes back.
     *
     * @param to the step, or the item to begin again with
     * @param input what the step there is to take instead of what other steps gave: an object whose
     *     members are named as what the step takes
     */
    record Rewind(String to, Optional<JsonNode> input) implements Action {}

    /**
     * Asks somebody else to answer a wait.
     *
     * @param to who: an address or a name
     */
    record Delegate(Optional<String> path, String to) implements Action {}

    record Extend(Optional<String> path, Instant until) implements Action {}
  }
}
