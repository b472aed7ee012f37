package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseDeck;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import dev.presgen.orchestrator.workflows.assessment.Video;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a new video each time it is asked. */
public final class MemoryVideos implements Videos {

  private final World world;

  /** All videos that were made. */
  public final List<Video> made = new ArrayList<>();

  /** Why there is no such service. */
  public Optional<String> absent = Optional.empty();

  /** What a look shows. */
  public Down down = Down.NEVER;

  /** What is known without a look. */
  public Down knownDown = Down.NEVER;

  /** How often somebody looked. */
  public int looks;

  MemoryVideos(World world) {
    this.world = world;
  }

  @Override
  public Optional<String> absent() {
    return absent;
  }

  @Override
  public Optional<Outage> outage() {
    looks++;
    return down.at(world.time.instant());
  }

  @Override
  public Optional<Outage> knownOutage() {
    return knownDown.at(world.time.instant());
  }

  @Override
  public StepResult<Video> render(CourseDeck course, String voiceProfile) {
    return world.faults.call(
        "video",
        () -> {
          var id = world.nextId("video");
          var outline = course.course();
          var video =
              new Video(outline.key(), outline.title(), id, "https://videos.example.org/" + id);
          made.add(video);
          return StepResult.done(video);
        });
  }

  @Override
  public StepResult<Video> poll(CourseDeck course, String token) {
    throw new IllegalStateException("nothing is ever pending");
  }
}
