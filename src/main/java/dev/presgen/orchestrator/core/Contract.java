package dev.presgen.orchestrator.core;

import java.util.List;
import java.util.Optional;

/**
 * What a handler takes and gives.
 *
 * @param needs what it takes, in the order of its input's components
 * @param gives the type of its output
 * @param undoable whether what it makes can be taken back
 */
public record Contract(List<Need> needs, Class<?> gives, boolean undoable) {

  public Contract {
    needs = List.copyOf(needs);
  }

  /**
   * One thing that a handler takes.
   *
   * @param component what the handler calls it
   * @param type of what it is, or of each of its items
   * @param from the node that produces it, or the signal that brings it, where the type alone does
   *     not say
   * @param shape how it is taken
   */
  public record Need(String component, Class<?> type, Optional<String> from, Shape shape) {}

  /** How an output is taken. */
  public enum Shape {
    /** It must be there. */
    ONE,
    /** It may be missing. */
    OPTIONAL,
    /** What the items of a for-each gave, by key; items that gave nothing are missing. */
    EACH
  }
}
