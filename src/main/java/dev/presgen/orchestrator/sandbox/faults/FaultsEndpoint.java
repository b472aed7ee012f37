package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes plans, shows them and ends them. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/faults")
class FaultsEndpoint {

  private final Faults faults;

  FaultsEndpoint(Faults faults) {
    this.faults = faults;
  }

  @GetMapping
  ResponseEntity<String> get() {
    return answer(200, faults.view());
  }

  /** Replaces the plan; a bad one changes nothing. */
  @PutMapping
  ResponseEntity<String> put(@RequestBody(required = false) byte @Nullable [] body) {
    try {
      faults.follow(PlanReader.read(body == null ? new byte[0] : body));
    } catch (BadPlan e) {
      return answer(
          400,
          JsonMapper.shared()
              .createObjectNode()
              .put("pointer", e.pointer())
              .put("detail", e.text()));
    }
    return get();
  }

  @DeleteMapping
  ResponseEntity<String> delete() {
    faults.follow(Plan.nothing());
    return get();
  }

  private static ResponseEntity<String> answer(int status, ObjectNode body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body.toString());
  }
}
