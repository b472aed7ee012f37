package dev.presgen.orchestrator.workflows.assessment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Which response counts where a learner has sent several in time. */
public enum CountedResponse {
  LAST,
  FIRST,
  /** The one with the most right answers; of equal ones the last. */
  BEST;

  /**
   * The one that counts.
   *
   * @param oldestFirst at least one
   * @param right how many answers of one are right
   */
  public <T> T of(List<T> oldestFirst, ToIntFunction<T> right) {
    return switch (this) {
      case LAST -> oldestFirst.getLast();
      case FIRST -> oldestFirst.getFirst();
      case BEST ->
          oldestFirst.reversed().stream().max(Comparator.comparingInt(right)).orElseThrow();
    };
  }

  /** As it stands in a sentence. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
