package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.BlindCreation.Named;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

/**
 * Step 10, for one course: makes the narrated video of its deck. Where PresGen Avatar is not there,
 * or stays out of reach, the video is left out, and the run names it as missing.
 */
@Step(AssessmentStep.RENDER_AVATAR_VIDEO)
final class GenerateAvatarVideo implements StepHandler<GenerateAvatarVideo.Input, Video> {

  static final String VIDEO = "video";

  /** Who decides that a video is left out when nobody else does. */
  private static final String NOBODY = "the service";

  record Input(CourseDeck course, AcceptedRequest request) {}

  private final Videos videos;
  private final Services services;
  private final Duration patience;
  private final InstantSource clock;

  GenerateAvatarVideo(
      Videos videos, Services services, AssessmentSettings settings, InstantSource clock) {
    this.videos = videos;
    this.services = services;
    this.patience = settings.videoPatience();
    this.clock = clock;
  }

  @Override
  public Set<Service> switchedBy() {
    return Set.of(Service.AVATAR);
  }

  @Override
  public StepResult<Video> execute(Input input, StepContext context) {
    var creation = creation(context);
    var made = creation.made();
    if (made.isPresent()) {
      return StepResult.done(video(input.course(), made.get()));
    }
    var off = services.switchedOff(Service.AVATAR);
    if (off.isPresent()) {
      return creation.leftOut(off.get());
    }
    return videos
        .absent()
        .map(why -> creation.leftOut(NOBODY, why))
        .orElseGet(
            () -> patience(creation)
                .with(
                    creation.isRepeatNext(),
                    () -> creation.make(
                        () -> videos.render(
                            input.course(), input.request().delivery().voiceProfile()),
                        job -> videos.poll(input.course(), job))));
  }

  private Patience<Video> patience(BlindCreation<Video> creation) {
    return new Patience<>(
        patience,
        clock,
        new Patience.Reached(videos::outage, videos::knownOutage),
        creation::since,
        why -> creation.leftOut(NOBODY, why));
  }

  @Override
  public StepResult<Video> poll(Input input, String token, StepContext context) {
    var creation = creation(context);
    return services
        .switchedOff(Service.AVATAR)
        .map(creation::leftOut)
        .orElseGet(() -> creation.polled(videos.poll(input.course(), token)));
  }

  private static Video video(CourseDeck course, Named made) {
    return new Video(course.course().key(), course.course().title(), made.id(), made.url());
  }

  private static BlindCreation<Video> creation(StepContext context) {
    return new BlindCreation<>(
        VIDEO,
        context,
        video -> new Named(
            Objects.requireNonNull(video.id(), "a service names what it makes"), video.url()));
  }
}
