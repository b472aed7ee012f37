package dev.presgen.orchestrator.sandbox.google;

/** A rule that one request of a batch breaks; the batch adds which request. */
public final class RuleBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean bare;

  public RuleBroken(String message) {
    this(message, false);
  }

  /**
   * A broken rule of a batch.
   *
   * @param bare whether the service names the request's index without its kind
   */
  public RuleBroken(String message, boolean bare) {
    super(message);
    this.bare = bare;
  }

  public boolean isBare() {
    return bare;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
