package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Outage;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes decks, at once for the same request id the same one, or as jobs that know no ids. */
public final class MemoryPresentations implements Presentations {

  private final World world;
  private final Map<String, Deck> byRequest = new HashMap<>();
  private final Map<String, Deck> jobs = new HashMap<>();

  /** All decks that were made. */
  public final List<Deck> made = new ArrayList<>();

  /** Why there is no such service. */
  public Optional<String> absent = Optional.empty();

  /** What a look shows. */
  public Down down = Down.NEVER;

  /** What is known without a look. */
  public Down knownDown = Down.NEVER;

  /** How often somebody looked. */
  public int looks;

  /** Whether decks are made as jobs. */
  public boolean asJobs;

  MemoryPresentations(World world) {
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
  public boolean knowsKeys() {
    return !asJobs;
  }

  @Override
  public StepResult<Deck> render(CourseOutline course, String reportText, String requestId) {
    return world.faults.call(
        "deck",
        () -> {
          if (!asJobs) {
            return StepResult.done(byRequest.computeIfAbsent(requestId, _ -> make(course)));
          }
          var job = world.nextId("job");
          jobs.put(job, make(course));
          return new StepResult.Pending<>(job, Duration.ofSeconds(5));
        });
  }

  private Deck make(CourseOutline course) {
    var id = world.nextId("deck");
    var deck =
        new Deck(
            course.key(), course.title(), id, "https://slides.example.org/" + id, course.slides());
    made.add(deck);
    return deck;
  }

  @Override
  public StepResult<Deck> poll(CourseOutline course, String token) {
    return world.faults.call(
        "deck job",
        () -> {
          var deck = jobs.get(token);
          if (deck == null) {
            throw new IllegalStateException("no job " + token);
          }
          return StepResult.done(deck);
        });
  }
}
