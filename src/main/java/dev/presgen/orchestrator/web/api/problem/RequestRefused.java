package dev.presgen.orchestrator.web.api.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Ends a request whose answer is a problem. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  public RequestRefused(Problem problem) {
    this(problem, Map.of());
  }

  /**
   * Ends a request.
   *
   * @param headers what the answer's head says besides
   */
  public RequestRefused(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  public static RequestRefused invalid(List<Fault> faults) {
    return new RequestRefused(Problem.invalid(faults));
  }

  public static RequestRefused notFound(String detail) {
    return new RequestRefused(Problem.notFound(detail));
  }

  /** It cannot be done now; the same request may be sent again later. */
  public static RequestRefused unavailable(String code, String detail, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return new RequestRefused(
        Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail),
        Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
  }

  /** The content type is not one that is read here. */
  public static RequestRefused contentType(String sent, String readable) {
    return new RequestRefused(
        Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_CONTENT_TYPE",
            (sent.isBlank() ? "The body has no Content-Type" : "The Content-Type is " + sent)
                + "; supported here: " + readable + "."),
        Map.of(HttpHeaders.ACCEPT, readable));
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
