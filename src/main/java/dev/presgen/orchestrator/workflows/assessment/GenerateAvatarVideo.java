package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.BlindCreation.Named;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;

/** Step 10, for one course: makes the narrated video of its deck. */
@Step(AssessmentStep.RENDER_AVATAR_VIDEO)
final class GenerateAvatarVideo implements StepHandler<GenerateAvatarVideo.Input, Video> {

  static final String VIDEO = "video";

  record Input(CourseDeck course, AcceptedRequest request) {}

  private final Videos videos;

  GenerateAvatarVideo(Videos videos) {
    this.videos = videos;
  }

  @Override
  public StepResult<Video> execute(Input input, StepContext context) {
    var deck = input.course().deck();
    var creation = creation(context);
    var made = creation.made();
    return made.isPresent()
        ? StepResult.done(
            new Video(deck.course(), deck.title(), made.get().id(), made.get().url()))
        : creation.make(
            () -> videos.render(
                deck, input.course().course(), input.request().delivery().voiceProfile()));
  }

  @Override
  public StepResult<Video> poll(Input input, String token, StepContext context) {
    return creation(context).polled(videos.poll(input.course().deck(), token));
  }

  private static BlindCreation<Video> creation(StepContext context) {
    return new BlindCreation<>(VIDEO, context, video -> new Named(video.id(), video.url()));
  }
}
