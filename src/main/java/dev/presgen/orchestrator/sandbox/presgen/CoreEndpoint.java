package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PresGen Core over HTTP. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/core")
class CoreEndpoint {

  private static final List<String> LEVELS = List.of("beginner", "intermediate", "advanced");

  private final Core core;

  CoreEndpoint(Core core) {
    this.core = core;
  }

  @GetMapping("/healthz")
  ResponseEntity<String> healthz() {
    return answer(JsonMapper.shared().createObjectNode().put("ok", true));
  }

  @PostMapping("/render")
  ResponseEntity<String> render(@RequestBody(required = false) byte @Nullable [] bytes) {
    var body = Body.read(bytes);
    var report = body.text("report_text");
    var slides = slides(body, "slides");
    var requestId = body.optionalText("request_id").filter(id -> !id.isBlank()).orElse(null);
    var usesCache = body.flag("use_cache", true);
    if (report.isBlank()) {
      throw PresGenError.blank("report_text must not be empty");
    }
    var deck = core.render(report, requestId, slides, usesCache);
    var made = deck.body().path("slides");
    return answer(
        JsonMapper.shared()
            .createObjectNode()
            .put("ok", true)
            .put("url", Links.view(MimeTypes.PRESENTATION, deck.id()))
            .put("presentation_id", deck.id())
            .put("created_slides", made.size())
            .put("first_slide_id", made.path(0).path("id").asString("")));
  }

  @PostMapping("/presentations/educational")
  ResponseEntity<String> educational(@RequestBody(required = false) byte @Nullable [] bytes) {
    var body = Body.read(bytes);
    var title = body.text("title");
    body.oneOf("difficulty_level", LEVELS, "intermediate");
    body.optionalText("target_audience");
    var slides = slides(body, "slide_count");
    if (title.isBlank()) {
      throw PresGenError.blank("title must not be empty");
    }
    var sections = Section.ofOutline(body.json().path("content_outline"));
    if (sections.isEmpty() || sections.size() * 3 < slides) {
      throw PresGenError.invalid(
          "content_outline: %d sections are too few for %d slides, at least %d are needed"
              .formatted(sections.size(), slides, Math.max(1, Math.ceilDiv(slides, 3))));
    }
    return answer(job(core.submit(title, sections, slides)));
  }

  @GetMapping("/api/v1/jobs/{jobId}/status")
  ResponseEntity<String> status(@PathVariable String jobId) {
    return answer(job(core.poll(jobId)));
  }

  private static int slides(Body body, String field) {
    var slides = body.number(field, 1);
    if (slides > Core.SLIDES_MAX) {
      throw PresGenError.tooLarge(
          "%s: %d slides are too many, at most %d are possible".formatted(field, slides,
              Core.SLIDES_MAX));
    }
    return slides;
  }

  private static ObjectNode job(Stored job) {
    var answer = JsonMapper.shared().createObjectNode().put("success", true);
    answer.put("presgen_job_id", job.id()).put("status", job.body().path("status").asString(""));
    if (job.body().has("result")) {
      answer.put("presentation_url",
          Links.view(MimeTypes.PRESENTATION, job.body().path("result").asString("")));
    }
    return answer;
  }

  private static ResponseEntity<String> answer(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
