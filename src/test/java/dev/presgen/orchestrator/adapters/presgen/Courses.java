package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.util.List;

/** A course to make decks and videos of. */
final class Courses {
  static final CourseOutline IAM =
      new CourseOutline(
          "1",
          "IAM basics",
          "Security",
          Difficulty.INTERMEDIATE,
          20,
          1.5,
          List.of("Tell users from roles"),
          List.of(
              new Section("Users", List.of("A user is a person."), List.of("sec-01")),
              new Section("Roles", List.of("A role is assumed."), List.of("sec-02"))));

  private Courses() {}
}
