package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PresGen Avatar over HTTP, the style with jobs. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/avatar/api/v1/avatar/videos")
class AvatarJobsEndpoint {

  private static final List<String> QUALITIES = List.of("1080p", "720p", "480p");

  private final Avatar avatar;

  AvatarJobsEndpoint(Avatar avatar) {
    this.avatar = avatar;
  }

  @PostMapping
  ResponseEntity<String> submit(@RequestBody(required = false) byte @Nullable [] bytes) {
    var body = Body.read(bytes);
    var script = body.text("script_content");
    for (var config : List.of("avatar_config", "voice_config", "video_config")) {
      body.requireObject(config);
    }
    body.oneOf("quality", QUALITIES, "720p");
    if (script.isBlank()) {
      throw PresGenError.blank("script_content must not be empty");
    }
    return AvatarEndpoint.answer(view(avatar.submit(script)));
  }

  @GetMapping("/{videoId}")
  ResponseEntity<String> status(@PathVariable String videoId) {
    return AvatarEndpoint.answer(view(avatar.poll(videoId)));
  }

  private static ObjectNode view(Stored job) {
    var answer = JsonMapper.shared().createObjectNode().put("video_id", job.id());
    answer.put("status", job.body().path("status").asString(""));
    answer.put("created_at", job.createdAt().toString());
    if (job.body().has("result")) {
      answer.put("video_url", Links.videoFile(job.body().path("result").asString("")));
      answer.put("duration_seconds", Avatar.CLIP_SECONDS);
      answer.put("file_size_mb", 0.01);
      answer.put("completed_at", job.body().path("completedAt").asString(""));
    }
    return answer;
  }
}
