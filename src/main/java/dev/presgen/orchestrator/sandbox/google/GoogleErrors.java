package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's two error envelopes: Drive lists {@code errors}, Forms and Sheets give a {@code status}. */
@RestControllerAdvice(basePackageClasses = GoogleErrors.class)
@SandboxOnly
class GoogleErrors {

  @ExceptionHandler
  ResponseEntity<String> refused(GoogleError error, HttpServletRequest request) {
    var isDrive = request.getRequestURI().contains("/google/drive/v3/");
    var answer = JsonMapper.shared().createObjectNode();
    var envelope = answer.putObject("error");
    envelope.put("code", error.code()).put("message", error.text());
    if (isDrive) {
      drive(envelope, error);
    } else {
      envelope.put("status", error.status());
      violation(envelope, error);
    }
    return ResponseEntity.status(error.code())
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.toString());
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

  private static void drive(ObjectNode envelope, GoogleError error) {
    var first = envelope.putArray("errors").addObject();
    first.put("message", error.text()).put("domain", "global").put("reason", error.reason());
    if (error.field() != null) {
      first.put("location", error.field()).put("locationType", "parameter");
    }
  }

  private static void violation(ObjectNode envelope, GoogleError error) {
    if (error.field() != null) {
      var detail = envelope.putArray("details").addObject();
      detail.put("@type", "type.googleapis.com/google.rpc.BadRequest");
      var violation = detail.putArray("fieldViolations").addObject();
      violation.put("field", error.field()).put("description", error.text());
    }
  }
}
