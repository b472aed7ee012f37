package dev.presgen.orchestrator.core;

/** A function of a workflow gave what it must not give. */
final class BadAnswer extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String what;

  BadAnswer(String what) {
    super(what);
    this.what = what;
  }

  /**
   * What is journalled about a function that failed: its kind and place. The message of somebody
   * else's exception may quote a payload, which has no place in the journal.
   */
  static String describe(RuntimeException broken) {
    if (broken instanceof BadAnswer answer) {
      return answer.what;
    }
    var frames = broken.getStackTrace();
    return broken.getClass().getSimpleName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }
}
