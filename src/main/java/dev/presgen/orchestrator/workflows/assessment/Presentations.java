package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import java.util.Optional;

/** Makes slide decks. PresGen Core, in practice. */
public interface Presentations {

  /**
   * Makes the course's deck, or starts to and answers {@link StepResult.Pending}.
   *
   * @param reportText the course as running text, for a service that makes its slides from a text
   * @param requestId the same for every attempt; a service that knows keys answers the deck that it
   *     made before
   */
  StepResult<Deck> render(CourseOutline course, String reportText, String requestId);

  /**
   * Asks about a deck that {@link #render} left pending. Reads only.
   *
   * @param token of the pending result; its first word alone, the job's id, will do
   * @return {@link BlindCreation#LOST_FROM_SIGHT} when nobody will hear the end of it
   */
  StepResult<Deck> poll(CourseOutline course, String token);

  /**
   * Whether the service knows request ids. Where it does not, a repeat after an unknown outcome may
   * make a second deck.
   */
  default boolean knowsKeys() {
    return true;
  }

  /** Why nobody can be asked for decks here: there is no such service. Empty where there is one. */
  Optional<String> absent();

  /**
   * What keeps the service from being used just now; empty where it answers. Looks, which makes
   * nothing.
   */
  Optional<Outage> outage();

  /** As {@link #outage()}, as far as it is known without a look. */
  Optional<Outage> knownOutage();
}
