package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.engine.courses.CourseContent.Topic;
import java.util.List;
import java.util.stream.Stream;

/**
 * A course while the plan is made.
 *
 * @param weight of the domain in percent
 * @param target the passing score in percent
 * @param asked how many questions were asked about it; 0 where it was never asked about
 * @param missed the items that were missed
 */
record CourseDraft(
    Topic topic, double weight, double target, int asked, int correct, List<String> missed) {

  /** More would be a course about everything. */
  private static final int MOST_SKILLS = 3;

  CourseDraft {
    missed = List.copyOf(missed);
  }

  double percent() {
    return asked == 0 ? 0 : Math.round(1000.0 * correct / asked) / 10.0;
  }

  boolean isGap() {
    return asked > 0 && percent() < target;
  }

  /** How far below the target, as a share of it. */
  double severity() {
    return isGap() ? (target - percent()) / target : 0;
  }

  double priority() {
    return severity() * weight;
  }

  boolean joins(CourseDraft other) {
    return topic.domain().equals(other.topic.domain())
        && topic.skills().size() + other.topic.skills().size() <= MOST_SKILLS;
  }

  CourseDraft and(CourseDraft other) {
    return new CourseDraft(
        new Topic(
            topic.domain(),
            Stream.concat(topic.skills().stream(), other.topic.skills().stream()).toList()),
        weight,
        target,
        asked + other.asked,
        correct + other.correct,
        Stream.concat(missed.stream(), other.missed.stream()).toList());
  }
}
