package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.Optional;

/** Makes narrated videos. PresGen Avatar, in practice. */
public interface Videos {

  /**
   * Makes a video of a course's deck, or starts to and answers {@link StepResult.Pending}. Blind: the
   * service knows no keys, so that a repeat after an unknown outcome may make a second one. A deck
   * that was made here is not shown to the service: it narrates the outline.
   */
  StepResult<Video> render(CourseDeck course, String voiceProfile);

  /**
   * Asks about a video that {@link #render} left pending. Reads only.
   *
   * @param token of the pending result; its first word alone, the job's id, will do
   * @return {@link BlindCreation#LOST_FROM_SIGHT} when nobody will hear the end of it
   */
  StepResult<Video> poll(CourseDeck course, String token);

  /** Why nobody can be asked for videos here: there is no such service. Empty where there is one. */
  Optional<String> absent();

  /**
   * What keeps the service from being used just now; empty where it answers. Looks, which makes
   * nothing.
   */
  Optional<Outage> outage();

  /** As {@link #outage()}, as far as it is known without a look. */
  Optional<Outage> knownOutage();
}
