package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
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

/** PresGen Avatar over HTTP, the synchronous style. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/avatar/training")
class AvatarEndpoint {

  private static final List<String> QUALITIES = List.of("fast", "standard", "high");

  private final Avatar avatar;

  AvatarEndpoint(Avatar avatar) {
    this.avatar = avatar;
  }

  /** Answers 200 for a failure too, as the real service does. */
  @PostMapping("/presentation-only")
  ResponseEntity<String> render(@RequestBody(required = false) byte @Nullable [] bytes) {
    var body = Body.read(bytes);
    body.oneOf("mode", List.of("presentation_only"), null);
    body.oneOf("quality_level", QUALITIES, "standard");
    body.flag("use_cache", true);
    var voice = body.text("voice_profile_name");
    var slides = body.optionalText("google_slides_url").filter(it -> !it.isBlank());
    var text = body.optionalText("content_text").filter(it -> !it.isBlank());
    if (slides.isEmpty() && text.isEmpty()) {
      throw PresGenError.blank("Either google_slides_url or content_text is required");
    }
    var video = avatar.render(voice, slides.orElse(null), text.orElse(null));
    var error = video.body().path("error");
    var answer = JsonMapper.shared().createObjectNode().put("job_id", video.id());
    answer.put("success", error.isMissingNode()).put("mode", "presentation_only");
    if (error.isMissingNode()) {
      answer.put("output_path", "output/%s.mp4".formatted(video.id()));
      answer.put("download_url", "/training/download/" + video.id());
      answer.put("total_duration", Avatar.CLIP_SECONDS).put("avatar_duration", 0.0);
      answer.put("presentation_duration", Avatar.CLIP_SECONDS).putNull("error");
    } else {
      answer.putNull("output_path").putNull("download_url");
      answer.put("total_duration", 0.0)
          .put("avatar_duration", 0.0)
          .put("presentation_duration", 0.0);
      answer.set("error", error);
    }
    answer.put("processing_time", 0.1);
    return answer(answer);
  }

  @GetMapping("/status/{jobId}")
  ResponseEntity<String> status(@PathVariable String jobId) {
    var video = avatar.find(jobId).orElseThrow(() -> PresGenError.notFound("Job not found"));
    var error = video.body().path("error").asString("");
    return answer(
        JsonMapper.shared()
            .createObjectNode()
            .put("job_id", jobId)
            .put("status", error.isEmpty() ? "completed" : "failed")
            .put("message", error.isEmpty() ? "Video generation completed" : error));
  }

  @GetMapping("/download/{jobId}")
  ResponseEntity<Resource> download(@PathVariable String jobId) {
    if (avatar.find(jobId).filter(video -> !video.body().has("error")).isEmpty()) {
      throw PresGenError.notFound("Video not found");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("video/mp4"))
        .body(new ClassPathResource(Avatar.CLIP));
  }

  @GetMapping("/voice-profiles")
  ResponseEntity<String> voiceProfiles() {
    var answer = JsonMapper.shared().createObjectNode();
    var profiles = answer.putArray("profiles");
    Avatar.VOICES.forEach(voice -> profiles.addObject().put("name", voice).put("language", "en"));
    return answer(answer);
  }

  static ResponseEntity<String> answer(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
