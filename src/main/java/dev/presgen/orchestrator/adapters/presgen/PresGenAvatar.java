package dev.presgen.orchestrator.adapters.presgen;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseDeck;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import dev.presgen.orchestrator.workflows.assessment.Video;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.util.Map;
import java.util.Optional;
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

  static final String RENDER_PATH = "training/presentation-only";
  static final String JOBS_PATH = "api/v1/avatar/videos";

  private final PresGenHttp http;
  private final AvatarProperties settings;
  private final Jobs jobs;

  private final Reach reach;

  PresGenAvatar(PresGenHttp http, AvatarProperties settings, Reach reach) {
    this.http = http;
    this.reach = reach;
    this.settings = settings;
    this.jobs = new Jobs(Service.AVATAR);
  }

  /** What is narrated: the slides of a deck, or a text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RenderRequest(
      String mode,
      @JsonProperty("voice_profile_name") String voiceProfileName,
      @JsonProperty("google_slides_url") @Nullable String googleSlidesUrl,
      @JsonProperty("content_text") @Nullable String contentText,
      @JsonProperty("quality_level") String qualityLevel,
      @JsonProperty("use_cache") boolean useCache) {}

  record RenderAnswer(
      @JsonProperty("job_id") @Nullable String jobId,
      @Nullable Boolean success,
      @JsonProperty("download_url") @Nullable String downloadUrl,
      @Nullable String error) {
    boolean worked() {
      return Boolean.TRUE.equals(success);
    }
  }

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
  public StepResult<Video> render(CourseDeck course, String voiceProfile) {
    return reach.heard(
        switch (settings.api()) {
          case RENDER -> renderNow(course, voiceProfile);
          case JOBS -> submit(course, voiceProfile);
        });
  }

  private StepResult<Video> renderNow(CourseDeck course, String voiceProfile) {
    boolean here = course.deck().madeHere();
    return http.post(
        RENDER,
        settings.renderTimeout(),
        RENDER_PATH,
        new RenderRequest(
            "presentation_only",
            voiceProfile,
            here ? null : course.deck().url(),
            here ? script(course.course()) : null,
            settings.quality().level(),
            true),
        RenderAnswer.class,
        RenderAnswer::worked)
        .then(answer -> answer.worked()
            ? video(course, answer.jobId(), answer.downloadUrl())
            : noVideo(answer.error()));
  }

  private StepResult<Video> submit(CourseDeck course, String voiceProfile) {
    Map<String, Object> presentation =
        course.deck().madeHere() ? Map.of() : Map.of("presentation_url", course.deck().url());
    var request =
        new JobRequest(
            script(course.course()),
            Map.of(),
            Map.of("voice_profile_name", voiceProfile),
            presentation,
            settings.quality().resolution());
    return http.job(
        SUBMIT,
        http.post(SUBMIT, settings.callTimeout(), JOBS_PATH, request, JobAnswer.class)
            .then(
                answer -> jobs.started(SUBMIT, answer.videoId())
                    .then(job -> video(course, answer, job))));
  }

  @Override
  public StepResult<Video> poll(CourseDeck course, String token) {
    String job = Jobs.id(token);
    StepResult<JobAnswer> polled =
        reach.heard(
            http.get(
                STATUS, settings.callTimeout(), JOBS_PATH + "/" + job, JobAnswer.class));
    return http.job(
        STATUS, jobs.known(job, polled).then(answer -> video(course, answer, job)));
  }

  @Override
  public Optional<String> absent() {
    return reach.absent();
  }

  @Override
  public Optional<Outage> outage() {
    return reach.outage();
  }

  @Override
  public Optional<Outage> knownOutage() {
    return reach.knownOutage();
  }

  private StepResult<Video> video(CourseDeck course, JobAnswer answer, String job) {
    return jobs.result(
        job,
        answer.status(),
        answer.errorMessage(),
        () -> video(course, job, answer.videoUrl()));
  }

  private StepResult<Video> video(
      CourseDeck made, @Nullable String id, @Nullable String link) {
    if (id == null) {
      return Jobs.lost("PresGen Avatar made a video and named none.");
    }
    CourseOutline course = made.course();
    return http.base()
        .then(base -> WebLink.of(link, base)
            .map(
                url -> StepResult.done(new Video(course.key(), course.title(), id, url.toString())))
            .orElseGet(
                () -> Jobs.lost("PresGen Avatar made video %s without a web address."
                    .formatted(id))));
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
