package dev.presgen.orchestrator.sandbox.google;

import org.jspecify.annotations.Nullable;

/** A refusal in Google's words; {@link GoogleErrors} puts it into the envelope of the API that was called. */
public final class GoogleError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String status;
  private final String reason;
  private final @Nullable String field;

  private GoogleError(
      int code, String status, String reason, String message, @Nullable String field) {
    super(message);
    this.code = code;
    this.status = status;
    this.reason = reason;
    this.field = field;
  }

  /** 400, the request itself is wrong. */
  public static GoogleError invalid(String message) {
    return new GoogleError(400, "INVALID_ARGUMENT", "invalid", message, null);
  }

  /**
   * 400, a field of the body or a parameter is wrong.
   *
   * @param field the path, in proto's snake case, or the parameter's name
   */
  public static GoogleError invalid(String message, String field) {
    return new GoogleError(400, "INVALID_ARGUMENT", "invalid", message, field);
  }

  /** 400, with a reason of Drive's own. */
  public static GoogleError refused(String reason, String message) {
    return new GoogleError(400, "INVALID_ARGUMENT", reason, message, null);
  }

  /** 400, right in itself but not in the present state. */
  public static GoogleError precondition(String message) {
    return new GoogleError(400, "FAILED_PRECONDITION", "failedPrecondition", message, null);
  }

  public static GoogleError forbidden(String reason, String message) {
    return new GoogleError(403, "PERMISSION_DENIED", reason, message, null);
  }

  public static GoogleError notFound(String message, @Nullable String field) {
    return new GoogleError(404, "NOT_FOUND", "notFound", message, field);
  }

  /** What Forms and Sheets say for an id that does not exist. */
  public static GoogleError entityNotFound() {
    return notFound("Requested entity was not found.", null);
  }

  public static GoogleError conflict(String reason, String message) {
    return new GoogleError(409, "ALREADY_EXISTS", reason, message, null);
  }

  public int code() {
    return code;
  }

  public String status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public @Nullable String field() {
    return field;
  }

  /** Never null: every refusal says why. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
