package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers what is refused, in the envelope of the API that was called. */
@RestControllerAdvice(basePackageClasses = GoogleErrors.class)
@SandboxOnly
class GoogleErrors {

  @ExceptionHandler
  ResponseEntity<String> refused(GoogleError error, HttpServletRequest request) {
    var isDrive = request.getRequestURI().contains("/drive/v3/");
    return ResponseEntity.status(error.code())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Envelope.of(error, isDrive));
  }

  @ExceptionHandler
  ResponseEntity<String> badParameter(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    return refused(
        GoogleError.invalid(
            "Invalid value at '%s', \"%s\"".formatted(e.getName(), e.getValue()), e.getName()),
        request);
  }

  @ExceptionHandler
  ResponseEntity<String> missingParameter(
      MissingServletRequestParameterException e, HttpServletRequest request) {
    return refused(
        GoogleError.invalid(
            "The '%s' parameter is required.".formatted(e.getParameterName()),
            e.getParameterName()),
        request);
  }
}
