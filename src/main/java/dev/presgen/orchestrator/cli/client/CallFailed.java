package dev.presgen.orchestrator.cli.client;

/** A call without the answer that was asked for. The message is plain sentences, one a line. */
public abstract sealed class CallFailed extends RuntimeException {
  private CallFailed(String sentences) {
    super(sentences);
  }

  /** The service answered, and refused: a status of 4xx. */
  public static final class Refused extends CallFailed {
    private final int status;

    Refused(int status, String sentences) {
      super(sentences);
      this.status = status;
    }

    /** The HTTP status, 400 to 499. */
    public int status() {
      return status;
    }
  }

  /** There is no service, it did not answer in time, or it failed: a status of 5xx. */
  public static final class Unreachable extends CallFailed {
    Unreachable(String sentences) {
      super(sentences);
    }
  }
}
