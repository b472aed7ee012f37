package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.Status;
import java.util.Optional;

/**
 * Which runs to list.
 *
 * @param step the node at which a run's root stands
 * @param label name and value
 * @param text matches the beginning of an id, a key or a label's value, and words of the last error
 * @param cursor where the last page ended, as {@link RunPage} gave it
 * @param limit 1 to 200
 */
public record RunQuery(
    Optional<String> workflow,
    Optional<Status> status,
    Optional<String> step,
    Optional<Label> label,
    Optional<String> text,
    Optional<String> cursor,
    int limit) {

  /** A label. */
  public record Label(String name, String value) {}
}
