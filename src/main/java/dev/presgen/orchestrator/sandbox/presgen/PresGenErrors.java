package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/** PresGen's one error envelope. */
@RestControllerAdvice(basePackageClasses = PresGenErrors.class)
@SandboxOnly
class PresGenErrors {

  @ExceptionHandler
  ResponseEntity<String> refused(PresGenError error) {
    var body = JsonMapper.shared().createObjectNode().put("detail", error.detail());
    return ResponseEntity.status(error.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(body.toString());
  }
}
