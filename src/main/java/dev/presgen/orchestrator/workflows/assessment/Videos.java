package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;

/** Makes narrated videos. PresGen Avatar, in practice. */
public interface Videos {

  /**
   * Makes a video of the deck, or starts to and answers {@link StepResult.Pending}. Blind: the
   * service knows no keys, so that a repeat after an unknown outcome may make a second one.
   */
  StepResult<Video> render(Deck deck, CourseOutline course, String voiceProfile);

  /** Asks about a video that {@link #render} left pending. Reads only. */
  StepResult<Video> poll(Deck deck, String token);
}
