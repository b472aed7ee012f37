package dev.presgen.orchestrator.sandbox.faults;

/** A plan that cannot be followed. */
final class BadPlan extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * Names what is wrong.
   *
   * @param pointer the JSON pointer of the field
   */
  BadPlan(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  String pointer() {
    return pointer;
  }

  String text() {
    return pointer + ": " + getMessage();
  }
}
