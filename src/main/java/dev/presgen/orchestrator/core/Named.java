package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The functions that a workflow brings. They are named, because a run is pinned to their names:
 * changed behaviour is a new name. They must be pure. One that throws leaves its node stuck; a guard that
 * throws refuses its signal.
 */
public sealed interface Named {

  String name();

  /** A question about what is there so far. */
  record Condition(String name, Predicate<Outputs> holds) implements Named {}

  /**
   * The items of a for-each.
   *
   * @param type of the items' values
   * @param list at most 1,000 items with distinct keys
   */
  record Items(String name, Class<?> type, Function<Outputs, List<Item>> list) implements Named {}

  /**
   * One item.
   *
   * @param key letters, digits, {@code _} and {@code -}, at most 60
   */
  record Item(String key, Object value) {}

  /** Judges a signal by its payload. */
  record Guard(String name, BiFunction<Outputs, Object, Verdict> judge) implements Named {}

  /** What a guard says. */
  sealed interface Verdict {
    record Accept() implements Verdict {}

    /** It does not fit, and never will. */
    record Refuse(String why) implements Verdict {}

    /** It is kept until the wait opens anew. */
    record NotYet() implements Verdict {}
  }

  /** Times after the opening of a wait; at most 100. */
  record Offsets(String name, Function<Outputs, List<Duration>> after) implements Named {}

  /** Who is asked to act. */
  record Assignee(String name, Function<Outputs, String> who) implements Named {}
}
