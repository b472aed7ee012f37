package dev.presgen.orchestrator.core;

/** Gives the payloads that references point to. The same reference always gives an equal value. */
public interface Payloads {

  /**
   * The value as its producer gave it.
   *
   * @throws Unavailable when it cannot be read now; the decision is not made then
   */
  <T> T read(Ref ref, Class<T> type);

  /** The store of payloads does not answer. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
