package dev.presgen.orchestrator.workflows.assessment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that was checked, with every default filled in. What {@code REQUEST_ASSESSMENT} leaves
 * behind.
 *
 * @param deadline how long the learner has, from the moment the form is open
 * @param reminders when to remind, counted back from the deadline, longest first
 */
public record AcceptedRequest(
    Certification certification,
    Learner learner,
    Optional<String> requestedBy,
    AssessmentOptions assessment,
    Delivery delivery,
    Duration deadline,
    List<Duration> reminders) {

  public AcceptedRequest {
    reminders = List.copyOf(reminders);
  }

  /** Who answers. The name may be anything a person types. */
  public record Learner(Optional<String> name, String email) {
    /** The name, or the address where none was given. */
    public String displayName() {
      return name.orElse(email);
    }
  }

  /**
   * What is asked.
   *
   * @param questionCount 1 to 100
   * @param bank the item bank's name
   * @param engine who writes the items; {@code bank} is the built-in engine
   * @param seed the same request with the same seed gives the same items
   */
  public record AssessmentOptions(
      int questionCount, Difficulty difficulty, String bank, String engine, long seed) {}

  /**
   * What is delivered in the end.
   *
   * @param courses the most courses that are made, 1 to 10
   * @param slidesPerCourse 1 to 40
   * @param localDecks whether a deck may be made here when PresGen Core cannot be had; null in what
   *     was stored before anybody could say
   * @param open whether anyone with a link may open the form and the results
   */
  public record Delivery(
      int courses,
      int slidesPerCourse,
      boolean presentations,
      boolean videos,
      @Nullable Boolean localDecks,
      String voiceProfile,
      boolean open) {
    /** Whether a deck may be made here when PresGen Core cannot be had. */
    public boolean allowsLocalDecks() {
      return !Boolean.FALSE.equals(localDecks);
    }
  }
}
