package dev.presgen.orchestrator.sandbox.google;

import org.jspecify.annotations.Nullable;

/** A refusal in Google's words; {@link Envelope} puts it into the form of the API that was called. */
public final class GoogleError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String GLOBAL = "global";

  /** What only quotas and projects' settings refuse. */
  public static final String USAGE_LIMITS = "usageLimits";

  private final int code;
  private final String status;
  private final String domain;
  private final String reason;
  private final @Nullable String field;

  @SuppressWarnings("serial") // never serialised; the base class makes it serialisable
  private final @Nullable ErrorInfo info;

  private GoogleError(
      int code,
      String status,
      String domain,
      String reason,
      String message,
      @Nullable String field,
      @Nullable ErrorInfo info) {
    super(message);
    this.code = code;
    this.status = status;
    this.domain = domain;
    this.reason = reason;
    this.field = field;
    this.info = info;
  }

  private GoogleError(
      int code, String status, String reason, String message, @Nullable String field) {
    this(code, status, GLOBAL, reason, message, field, null);
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

  /** 401, there is no token that counts. */
  public static GoogleError unauthenticated() {
    return new GoogleError(
        401,
        "UNAUTHENTICATED",
        "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
            + " cookie or other valid authentication credential.",
        "Authorization");
  }

  /** 403, the token is not for this. */
  public static GoogleError scopeInsufficient() {
    return forbidden(
        "insufficientPermissions", "Request had insufficient authentication scopes.")
        .with(new ErrorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", java.util.Map.of()));
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

  /** Any refusal; its {@code status} is the one that belongs to the code. */
  public static GoogleError of(int code, String reason, String message) {
    return new GoogleError(code, statusOf(code), reason, message, null);
  }

  /** The same with another domain than {@code global}. */
  public GoogleError in(String newDomain) {
    return new GoogleError(code, status, newDomain, reason, text(), field, info);
  }

  /** The same with details. */
  public GoogleError with(ErrorInfo newInfo) {
    return new GoogleError(code, status, domain, reason, text(), field, newInfo);
  }

  public int code() {
    return code;
  }

  public String status() {
    return status;
  }

  public String domain() {
    return domain;
  }

  public String reason() {
    return reason;
  }

  public @Nullable String field() {
    return field;
  }

  public @Nullable ErrorInfo info() {
    return info;
  }

  /** Never null: every refusal says why. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** As {@code google.rpc.Code} maps to HTTP. */
  private static String statusOf(int code) {
    return switch (code) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 500 -> "INTERNAL";
      case 501 -> "UNIMPLEMENTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "UNKNOWN";
    };
  }
}
