package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A path or method that the stand-in does not have: a page, as Google's front end answers, not JSON. */
@RestController
@SandboxOnly
class GoogleFallback {

  @RequestMapping({"/sandbox/google/v1/**", "/sandbox/google/v4/**", "/sandbox/google/drive/v3/**",
      "/sandbox/google/upload/**", "/sandbox/google/download/**"})
  ResponseEntity<String> unknownPath() {
    return ResponseEntity.status(404)
        .contentType(MediaType.TEXT_HTML)
        .body(
            """
            <!DOCTYPE html><html lang="en"><title>Error 404 (Not Found)!!1</title>
            <p>The requested URL was not found on this server. The sandbox has no such method.</p></html>
            """);
  }
}
