package dev.presgen.orchestrator.workflows.assessment;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which courses close the gaps, the most useful first. What {@code GENERATE_TRAINING_PLAN} leaves
 * behind.
 *
 * @param hours of study in all, a multiple of a half
 */
public record TrainingPlan(List<PlannedCourse> courses, double hours) {

  /** As many as can be asked for. */
  private static final int COURSES_MAX = 10;

  /**
   * Checks what people may have edited.
   *
   * @throws IllegalArgumentException that says what is wrong and what would be right
   */
  public TrainingPlan {
    courses = List.copyOf(courses);
    if (courses.size() > COURSES_MAX) {
      throw new IllegalArgumentException(
          "has %d courses, at most %d are possible".formatted(courses.size(), COURSES_MAX));
    }
    // In a sheet "A" and "a" are the same tab.
    var keys = new HashSet<String>();
    for (var course : courses) {
      if (!keys.add(course.key().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("has two courses with the key " + course.key());
      }
    }
  }

  /**
   * One course of the plan.
   *
   * @param key what the course is called in paths: {@code 1}, {@code 2}, … by priority; 1 to 60
   *     letters, digits, {@code _} or {@code -}
   * @param title 1 to 300 characters
   * @param skills the skills that it teaches, all of one domain
   * @param priority severity of the gap times the domain's weight; 0 where it deepens what is
   *     already above the target
   * @param hours of study, a multiple of a half
   * @param reason why the learner is given this course, in a sentence
   * @param items the missed items behind it
   */
  public record PlannedCourse(
      String key,
      String title,
      String domain,
      List<String> skills,
      double priority,
      double hours,
      String reason,
      List<String> items) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    /**
     * Checks what people may have edited.
     *
     * @throws IllegalArgumentException that says what is wrong and what would be right
     */
    public PlannedCourse {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException("key must be 1 to 60 letters, digits, _ or -");
      }
      if (DisplayedText.clean(title).isEmpty()
          || DisplayedText.length(title) > Shareable.LONGEST_TITLE) {
        throw new IllegalArgumentException(
            "title must have 1 to %d characters".formatted(Shareable.LONGEST_TITLE));
      }
      skills = List.copyOf(skills);
      items = List.copyOf(items);
    }
  }
}
