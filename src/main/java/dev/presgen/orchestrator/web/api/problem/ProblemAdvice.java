package dev.presgen.orchestrator.web.api.problem;

import dev.presgen.orchestrator.core.Payloads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns whatever goes wrong while a request is answered into a problem. It is the last to be asked,
 * so that a part with a look of its own (pages, the sandbox) may answer for its controllers first.
 */
@RestControllerAdvice
@Order
final class ProblemAdvice {

  private static final Duration STORE_RETRY = Duration.ofSeconds(5);

  private final ProblemWriter writer;

  ProblemAdvice(ProblemWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler
  void refused(RequestRefused refused, HttpServletResponse response) throws IOException {
    writer.write(response, refused.problem(), refused.headers());
  }

  @ExceptionHandler
  void unknownPath(
      NoResourceFoundException unknown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    writer.write(response, Paths.unknown(request.getRequestURI()), Map.of());
  }

  @ExceptionHandler
  void wrongMethod(HttpRequestMethodNotSupportedException wrong, HttpServletResponse response)
      throws IOException {
    var allowed =
        wrong.getSupportedMethods() == null
            ? List.<String>of()
            : List.of(wrong.getSupportedMethods());
    writer.write(
        response,
        Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            wrong.getMethod() + " does not work here; what does: " + String.join(", ", allowed)
                + "."),
        Map.of(HttpHeaders.ALLOW, String.join(", ", allowed)));
  }

  @ExceptionHandler
  void wrongContentType(HttpMediaTypeNotSupportedException wrong, HttpServletResponse response)
      throws IOException {
    refused(
        RequestRefused.contentType(
            String.valueOf(wrong.getContentType()), listed(wrong.getSupportedMediaTypes())),
        response);
  }

  @ExceptionHandler
  void notAcceptable(HttpMediaTypeNotAcceptableException wrong, HttpServletResponse response)
      throws IOException {
    writer.write(
        response,
        Problem.of(
            HttpStatus.NOT_ACCEPTABLE,
            "NOT_ACCEPTABLE",
            "Nothing that the Accept header allows can be had here; what can: "
                + listed(wrong.getSupportedMediaTypes()) + "."),
        Map.of());
  }

  /** Whoever was changing something cannot know whether it is changed, and the key finds out. */
  @ExceptionHandler({
      Payloads.Unavailable.class,
      DataAccessResourceFailureException.class,
      TransientDataAccessException.class,
      TransactionException.class})
  void storeIsSilent(HttpServletResponse response) throws IOException {
    refused(
        RequestRefused.unavailable(
            "STORE_UNAVAILABLE",
            "The service's own store does not answer. What changes something may be sent again with"
                + " the same Idempotency-Key: it counts once.",
            STORE_RETRY),
        response);
  }

  /** There is nobody left to tell. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {}

  @ExceptionHandler
  void anythingElse(Throwable bug, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (bug instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      writer.write(response, Paths.ofStatus(known.getStatusCode().value()), Map.of());
    } else {
      writer.write(
          response, Incidents.of(request.getMethod(), request.getRequestURI(), bug), Map.of());
    }
  }

  private static String listed(List<MediaType> types) {
    return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
  }
}
