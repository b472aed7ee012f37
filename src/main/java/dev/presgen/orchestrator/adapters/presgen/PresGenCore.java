package dev.presgen.orchestrator.adapters.presgen;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * PresGen Core. Its {@code render} answers the same deck for the same request id; its {@code jobs}
 * know no key.
 */
final class PresGenCore implements Presentations {
  private static final Call RENDER = new Call(Service.CORE, "render", Effect.KEYED);
  private static final Call SUBMIT =
      new Call(Service.CORE, "presentations.educational", Effect.BLIND);
  private static final Call STATUS = new Call(Service.CORE, "jobs.status", Effect.READ);

  static final String RENDER_PATH = "render";
  static final String JOBS_PATH = "presentations/educational";

  private static final int SLIDES_MAX = 40;

  /** The service refuses an outline with fewer sections than a third of its slides. */
  private static final int SLIDES_A_SECTION = 3;

  private final PresGenHttp http;
  private final CoreProperties settings;
  private final Jobs jobs;

  private final Reach reach;

  PresGenCore(PresGenHttp http, CoreProperties settings, Reach reach) {
    this.http = http;
    this.reach = reach;
    this.settings = settings;
    this.jobs = new Jobs(Service.CORE);
  }

  record RenderRequest(
      @JsonProperty("report_text") String reportText,
      @JsonProperty("request_id") String requestId,
      int slides,
      @JsonProperty("use_cache") boolean useCache) {}

  record RenderAnswer(
      @Nullable Boolean ok,
      @Nullable String url,
      @JsonProperty("presentation_id") @Nullable String presentationId,
      @JsonProperty("created_slides") @Nullable Integer createdSlides) {
    boolean worked() {
      return !Boolean.FALSE.equals(ok);
    }
  }

  record JobRequest(
      String title,
      @JsonProperty("content_outline") List<Section> contentOutline,
      @JsonProperty("rag_sources") List<String> ragSources,
      @JsonProperty("source_citations") List<String> sourceCitations,
      @JsonProperty("slide_count") int slideCount,
      @JsonProperty("max_slides") int maxSlides,
      @JsonProperty("learning_objectives") List<String> learningObjectives,
      @JsonProperty("target_audience") String targetAudience,
      @JsonProperty("difficulty_level") String difficultyLevel) {}

  record Section(String title, List<String> content) {}

  record JobAnswer(
      @Nullable Boolean success,
      @JsonProperty("presgen_job_id") @Nullable String jobId,
      @Nullable String status,
      @JsonProperty("presentation_url") @Nullable String presentationUrl,
      @JsonProperty("error_message") @Nullable String errorMessage) {}

  @Override
  public StepResult<Deck> render(CourseOutline course, String reportText, String requestId) {
    return reach.heard(asked(course, reportText, requestId));
  }

  private StepResult<Deck> asked(CourseOutline course, String reportText, String requestId) {
    return switch (settings.api()) {
      case RENDER -> renderNow(course, reportText, requestId);
      case JOBS ->
          course.sections().isEmpty()
              ? StepResult.refused(
                  "OUTLINE_EMPTY",
                  "The outline of the course has no section, and PresGen Core needs one.",
                  "Write the outline anew, or give a deck's link.")
              : submit(course);
    };
  }

  private StepResult<Deck> renderNow(CourseOutline course, String reportText, String requestId) {
    return http.post(
        RENDER,
        settings.timeoutFor(course.slides()),
        RENDER_PATH,
        new RenderRequest(reportText, requestId, course.slides(), true),
        RenderAnswer.class,
        RenderAnswer::worked)
        .then(answer -> answer.worked()
            ? deck(
                course,
                Objects.requireNonNullElse(answer.presentationId(), requestId),
                answer.url(),
                Objects.requireNonNullElse(answer.createdSlides(), course.slides()),
                // Asked again with the same key it answers the same deck.
                () -> noDeck("it answered without a web address"))
            : noDeck("it answered ok: false"));
  }

  private StepResult<Deck> submit(CourseOutline course) {
    var request =
        new JobRequest(
            course.title(),
            course.sections()
                .stream()
                .map(section -> new Section(section.title(), section.points()))
                .toList(),
            List.of(),
            List.of(),
            slides(course),
            SLIDES_MAX,
            course.objectives(),
            "certification_preparation",
            course.difficulty().name().toLowerCase(Locale.ROOT));
    return http.job(
        SUBMIT,
        http.post(SUBMIT, settings.callTimeout(), JOBS_PATH, request, JobAnswer.class)
            .then(answer -> Boolean.FALSE.equals(answer.success())
                ? noDeck(answer.errorMessage())
                : jobs.started(SUBMIT, answer.jobId()).then(job -> deck(course, answer, job))));
  }

  /** As many as the course asks for and the service makes of its sections. */
  private static int slides(CourseOutline course) {
    int most = Math.min(SLIDES_MAX, SLIDES_A_SECTION * course.sections().size());
    return Math.clamp(course.slides(), 1, most);
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

  @Override
  public boolean knowsKeys() {
    return settings.api() == Api.RENDER;
  }

  @Override
  public StepResult<Deck> poll(CourseOutline course, String token) {
    String job = Jobs.id(token);
    StepResult<JobAnswer> polled =
        reach.heard(
            http.get(
                STATUS, settings.callTimeout(), "api/v1/jobs/" + job + "/status", JobAnswer.class));
    return http.job(
        STATUS,
        jobs.known(job, polled)
            .then(answer -> Boolean.FALSE.equals(answer.success())
                ? noDeck(answer.errorMessage())
                : deck(course, answer, job)));
  }

  private StepResult<Deck> deck(CourseOutline course, JobAnswer answer, String job) {
    return jobs.result(
        job,
        answer.status(),
        answer.errorMessage(),
        () -> deck(
            course,
            job,
            answer.presentationUrl(),
            slides(course),
            () -> Jobs.lost(
                "PresGen Core completed job %s without a web address.".formatted(job))));
  }

  private StepResult<Deck> deck(
      CourseOutline course,
      String id,
      @Nullable String link,
      int slides,
      Supplier<StepResult<Deck>> withoutLink) {
    return http.base()
        .then(base -> WebLink.of(link, base)
            .map(url -> new Deck(course.key(), course.title(), id, url.toString(), slides))
            .map(StepResult::done)
            .orElseGet(withoutLink));
  }

  private static StepResult<Deck> noDeck(@Nullable String words) {
    return StepResult.failed(
        new Failure.Transient("PresGen Core made no deck: " + ServiceWords.fit(words)));
  }
}
