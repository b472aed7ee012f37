package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.BlindCreation.Named;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.Set;

/** Step 10, for one course: makes the narrated video of its deck. */
@Step(AssessmentStep.RENDER_AVATAR_VIDEO)
final class GenerateAvatarVideo implements StepHandler<GenerateAvatarVideo.Input, Video> {

  static final String VIDEO = "video";

  record Input(CourseDeck course, AcceptedRequest request) {}

  private final Videos videos;
  private final Services services;

  GenerateAvatarVideo(Videos videos, Services services) {
    this.videos = videos;
    this.services = services;
  }

  @Override
  public Set<Service> switchedBy() {
    return Set.of(Service.AVATAR);
  }

  @Override
  public StepResult<Video> execute(Input input, StepContext context) {
    var deck = input.course().deck();
    var creation = creation(context);
    var made = creation.made();
    if (made.isPresent()) {
      return StepResult.done(
          new Video(deck.course(), deck.title(), made.get().id(), made.get().url()));
    }
    return services
        .switchedOff(Service.AVATAR)
        .map(creation::leftOut)
        .orElseGet(
            () -> creation.make(
                () -> videos.render(
                    deck, input.course().course(), input.request().delivery().voiceProfile())));
  }

  @Override
  public StepResult<Video> poll(Input input, String token, StepContext context) {
    var creation = creation(context);
    return services
        .switchedOff(Service.AVATAR)
        .map(creation::leftOut)
        .orElseGet(() -> creation.polled(videos.poll(input.course().deck(), token)));
  }

  private static BlindCreation<Video> creation(StepContext context) {
    return new BlindCreation<>(VIDEO, context, video -> new Named(video.id(), video.url()));
  }
}
