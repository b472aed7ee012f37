package dev.presgen.orchestrator.sandbox.google.forms;

/** A rule of Forms that one request of a batch breaks; {@link FormBatch} adds which request. */
final class RuleBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean bare;

  RuleBroken(String message) {
    this(message, false);
  }

  /**
   * A broken rule.
   *
   * @param bare whether the service names the request's index without its kind
   */
  RuleBroken(String message, boolean bare) {
    super(message);
    this.bare = bare;
  }

  boolean isBare() {
    return bare;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
