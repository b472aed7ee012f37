package dev.presgen.orchestrator.workflows;

import java.util.List;

/**
 * What came of reading input from outside: the value, or everything that is wrong with it.
 *
 * @param <T> what was read
 */
public sealed interface Checked<T> {

  /** Nothing is wrong. */
  record Right<T>(T value) implements Checked<T> {}

  /** Everything that was found wrong, in the order of the input; at most 100 problems. */
  record Wrong<T>(List<FieldProblem> problems) implements Checked<T> {
    public Wrong {
      problems = List.copyOf(problems.subList(0, Math.min(100, problems.size())));
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param pointer a JSON pointer to it from the root of what was read, such as {@code
   *     /learner/email}; empty for the whole
   * @param detail what is wrong and what would be right, for a person
   */
  record FieldProblem(String pointer, String detail) {}
}
