package dev.presgen.orchestrator.sandbox.presgen;

/** A refusal of PresGen: a status and its {@code {"detail"}}. */
final class PresGenError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private PresGenError(int status, String detail) {
    super(detail);
    this.status = status;
  }

  static PresGenError blank(String detail) {
    return new PresGenError(400, detail);
  }

  static PresGenError invalid(String detail) {
    return new PresGenError(422, detail);
  }

  static PresGenError tooLarge(String detail) {
    return new PresGenError(413, detail);
  }

  static PresGenError notFound(String detail) {
    return new PresGenError(404, detail);
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
