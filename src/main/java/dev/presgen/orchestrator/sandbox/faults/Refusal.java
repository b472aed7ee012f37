package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.CallFilter;
import dev.presgen.orchestrator.sandbox.google.Envelope;
import dev.presgen.orchestrator.sandbox.google.ErrorInfo;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer that a service gives instead of the right one.
 *
 * @param contentType of the body
 */
record Refusal(int status, String contentType, String body) {

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

  /** In the envelope of the service that was called. */
  static Refusal of(Fault.Refused fault, HttpServletRequest request) {
    var path = CallFilter.path(request);
    var status = fault.status();
    if (path.startsWith("/sandbox/google/token")) {
      return new Refusal(status, JSON, token(fault));
    }
    if (path.startsWith("/sandbox/google/")) {
      return new Refusal(status, JSON, google(fault, path.contains("/drive/v3/")));
    }
    return path.startsWith("/sandbox/slack/")
        ? new Refusal(status, MediaType.TEXT_PLAIN_VALUE, fault.message())
        : new Refusal(status, JSON, object("detail", fault.message()));
  }

  static Refusal page(int status) {
    return new Refusal(
        status,
        MediaType.TEXT_HTML_VALUE,
        """
        <!DOCTYPE html><html lang="en"><title>Error %d (Server Error)!!1</title>
        <p>The server encountered a temporary error and could not complete your request.</p></html>
        """
            .formatted(status));
  }

  /** What a job, a deck or a video says that came to nothing; each reader finds its own fields. */
  static Refusal noSuccess(String message) {
    var body = JsonMapper.shared().createObjectNode();
    body.put("ok", false).put("success", false).put("status", "failed");
    body.put("error", message).put("error_message", message);
    for (var absent : new String[]{"job_id", "presgen_job_id", "video_id", "url", "download_url",
        "output_path"}) {
      body.putNull(absent);
    }
    return new Refusal(200, JSON, body.toString());
  }

  private static String google(Fault.Refused fault, boolean isDrive) {
    var reason = fault.reason() == null ? usual(fault.status()) : fault.reason();
    var error = GoogleError.of(fault.status(), reason, fault.message());
    if (reason.endsWith("LimitExceeded") || reason.equals("quotaExceeded")
        || reason.equals("storageQuotaExceeded") || reason.equals("accessNotConfigured")) {
      error = error.in(GoogleError.USAGE_LIMITS);
    }
    var info = info(fault);
    return Envelope.of(info == null ? error : error.with(new ErrorInfo(info, Map.of())), isDrive);
  }

  private static @Nullable String info(Fault.Refused fault) {
    if (fault.reason() != null && fault.reason().matches("[A-Z_]+")) {
      return fault.reason();
    }
    return fault.status() == 429 ? "RATE_LIMIT_EXCEEDED" : null;
  }

  private static String usual(int status) {
    return switch (status) {
      case 400 -> "badRequest";
      case 401 -> "authError";
      case 403 -> "forbidden";
      case 404 -> "notFound";
      case 409 -> "conflict";
      case 429 -> "rateLimitExceeded";
      case 500, 502, 503, 504 -> "backendError";
      default -> "internalError";
    };
  }

  private static String token(Fault.Refused fault) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("error", fault.reason() == null ? "internal_failure" : fault.reason())
        .put("error_description", fault.message())
        .toString();
  }

  private static String object(String field, String text) {
    return JsonMapper.shared().createObjectNode().put(field, text).toString();
  }
}
