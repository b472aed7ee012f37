package dev.presgen.orchestrator.workflows.assessment;

import java.util.List;

/**
 * Which courses close the gaps, the most useful first. What {@code GENERATE_TRAINING_PLAN} leaves
 * behind.
 *
 * @param hours of study in all, a multiple of a half
 */
public record TrainingPlan(List<PlannedCourse> courses, double hours) {

  public TrainingPlan {
    courses = List.copyOf(courses);
  }

  /**
   * One course of the plan.
   *
   * @param key what the course is called in paths: {@code 1}, {@code 2}, … by priority
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
    public PlannedCourse {
      skills = List.copyOf(skills);
      items = List.copyOf(items);
    }
  }
}
