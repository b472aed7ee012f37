package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Video;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.util.ArrayList;
import java.util.List;

/** Makes a new video each time it is asked. */
public final class MemoryVideos implements Videos {

  private final World world;

  /** All videos that were made. */
  public final List<Video> made = new ArrayList<>();

  MemoryVideos(World world) {
    this.world = world;
  }

  @Override
  public StepResult<Video> render(Deck deck, CourseOutline course, String voiceProfile) {
    return world.faults.call(
        "video",
        () -> {
          var id = world.nextId("video");
          var video =
              new Video(deck.course(), deck.title(), id, "https://videos.example.org/" + id);
          made.add(video);
          return StepResult.done(video);
        });
  }

  @Override
  public StepResult<Video> poll(Deck deck, String token) {
    throw new IllegalStateException("nothing is ever pending");
  }
}
