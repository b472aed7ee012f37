package dev.presgen.orchestrator.adapters.presgen;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Video;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PresGen Avatar. It knows no key in either style, and tells of a failed rendering with status 200.
 */
final class PresGenAvatar implements Videos {
  private static final Call RENDER =
      new Call(Service.AVATAR, "training.presentation-only", Effect.BLIND);
  private static final Call SUBMIT = new Call(Service.AVATAR, "avatar.videos", Effect.BLIND);
  private static final Call STATUS = new Call(Service.AVATAR, "avatar.videos.get", Effect.READ);

  private final PresGenHttp http;
  private final AvatarProperties settings;
  private final Jobs jobs;

  PresGenAvatar(PresGenHttp http, AvatarProperties settings) {
    this.http = http;
    this.settings = settings;
    this.jobs = new Jobs(Service.AVATAR);
  }

  record RenderRequest(
      String mode,
      @JsonProperty("voice_profile_name") String voiceProfileName,
      @JsonProperty("google_slides_url") String googleSlidesUrl,
      @JsonProperty("quality_level") String qualityLevel,
      @JsonProperty("use_cache") boolean useCache) {}

  record RenderAnswer(
      @JsonProperty("job_id") @Nullable String jobId,
      @Nullable Boolean success,
      @JsonProperty("download_url") @Nullable String downloadUrl,
      @Nullable String error) {}

  record JobRequest(
      @JsonProperty("script_content") String scriptContent,
      @JsonProperty("avatar_config") Map<String, Object> avatarConfig,
      @JsonProperty("voice_config") Map<String, Object> voiceConfig,
      @JsonProperty("video_config") Map<String, Object> videoConfig,
      String quality) {}

  record JobAnswer(
      @JsonProperty("video_id") @Nullable String videoId,
      @Nullable String status,
      @JsonProperty("video_url") @Nullable String videoUrl,
      @JsonProperty("error_message") @Nullable String errorMessage) {}

  @Override
  public StepResult<Video> render(Deck deck, CourseOutline course, String voiceProfile) {
    return switch (settings.api()) {
      case RENDER -> renderNow(deck, voiceProfile);
      case JOBS -> submit(deck, course, voiceProfile);
    };
  }

  private StepResult<Video> renderNow(Deck deck, String voiceProfile) {
    return http.post(
        RENDER,
        settings.renderTimeout(),
        "training/presentation-only",
        new RenderRequest(
            "presentation_only", voiceProfile, deck.url(), settings.quality().level(), true),
        RenderAnswer.class)
        .then(answer -> Boolean.TRUE.equals(answer.success()) && answer.jobId() != null
            ? video(deck, answer.jobId(), answer.downloadUrl())
            : noVideo(answer.error()));
  }

  private StepResult<Video> submit(Deck deck, CourseOutline course, String voiceProfile) {
    var request =
        new JobRequest(
            script(course),
            Map.of(),
            Map.of("voice_profile_name", voiceProfile),
            Map.of("presentation_url", deck.url()),
            settings.quality().resolution());
    return http.post(
        SUBMIT, settings.callTimeout(), "api/v1/avatar/videos", request, JobAnswer.class)
        .then(
            answer -> jobs.started(SUBMIT, answer.videoId()).then(job -> video(deck, answer, job)));
  }

  @Override
  public StepResult<Video> poll(Deck deck, String token) {
    StepResult<JobAnswer> polled =
        http.get(
            STATUS, settings.callTimeout(), "api/v1/avatar/videos/" + token, JobAnswer.class);
    return jobs.known(token, polled).then(answer -> video(deck, answer, token));
  }

  private StepResult<Video> video(Deck deck, JobAnswer answer, String job) {
    return jobs.result(
        job,
        answer.status(),
        answer.errorMessage(),
        () -> video(deck, job, answer.videoUrl()));
  }

  private StepResult<Video> video(Deck deck, String id, @Nullable String link) {
    return http.base()
        .then(base -> WebLink.of(link, base)
            .map(url -> StepResult.done(new Video(deck.course(), deck.title(), id, url.toString())))
            .orElseGet(() -> noVideo("it answered without a web address")));
  }

  private static String script(CourseOutline course) {
    return course.title()
        + "\n\n"
        + course.sections().stream().map(PresGenAvatar::spoken).collect(Collectors.joining("\n\n"));
  }

  private static String spoken(Section section) {
    return section.title() + ".\n" + String.join("\n", section.points());
  }

  private static <T> StepResult<T> noVideo(@Nullable String words) {
    return StepResult.failed(
        new Failure.Transient("PresGen Avatar made no video: " + ServiceWords.fit(words)));
  }
}
