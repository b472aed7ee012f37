package dev.presgen.orchestrator.runtime.jdbc;

/**
 * An exception without its words: they may quote an answer or a secret, which has no place in a log
 * or a journal. What is left says what went wrong where.
 */
final class Wordless extends Exception {

  private static final long serialVersionUID = 1;

  /** Causes beyond this many tell nobody anything. */
  private static final int CAUSES_MAX = 8;

  private Wordless(Throwable thrown, int causes) {
    super(
        kind(thrown),
        thrown.getCause() == null || causes == 0
            ? null
            : new Wordless(thrown.getCause(), causes - 1));
    setStackTrace(thrown.getStackTrace());
  }

  static Wordless of(Throwable thrown) {
    return new Wordless(thrown, CAUSES_MAX);
  }

  /** An exception in one line. */
  static String describe(Throwable thrown) {
    var frames = thrown.getStackTrace();
    return thrown instanceof Answers.Bad || frames.length == 0
        ? kind(thrown)
        : kind(thrown) + " at " + frames[0];
  }

  private static String kind(Throwable thrown) {
    return thrown instanceof Answers.Bad bad
        ? String.valueOf(bad.getMessage())
        : thrown.getClass().getName();
  }
}
