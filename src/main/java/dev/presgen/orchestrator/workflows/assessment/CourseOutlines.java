package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Confidential;
import java.util.List;

/**
 * What each course teaches. What {@code GENERATE_COURSE_OUTLINES} leaves behind. It explains what
 * is right and wrong about items, so it is kept as the answer key is.
 */
public record CourseOutlines(List<CourseOutline> courses) implements Confidential {

  public CourseOutlines {
    courses = List.copyOf(courses);
  }

  @Override
  public PayloadClass payloadClass() {
    return PayloadClass.ANSWER_KEY;
  }

  @Override
  public Headings open() {
    return new Headings(
        courses.stream()
            .map(
                course -> new Headings.Course(
                    course.key(),
                    course.title(),
                    course.objectives(),
                    course.sections().stream().map(Section::title).toList()))
            .toList());
  }

  /** The outlines without their texts. */
  public record Headings(List<Course> courses) {
    /** One course's headings. */
    public record Course(
        String key, String title, List<String> objectives, List<String> sections) {}
  }

  /**
   * One course.
   *
   * @param key the planned course's key
   * @param slides how many slides its deck has, 1 to 40
   * @param sections at least a third as many as slides
   */
  public record CourseOutline(
      String key,
      String title,
      String domain,
      Difficulty difficulty,
      int slides,
      double hours,
      List<String> objectives,
      List<Section> sections) {
    public CourseOutline {
      objectives = List.copyOf(objectives);
      sections = List.copyOf(sections);
    }
  }

  /**
   * One section of a course.
   *
   * @param points what it says, a sentence or two each; at least one
   * @param items the items that it was made from
   */
  public record Section(String title, List<String> points, List<String> items) {
    public Section {
      points = List.copyOf(points);
      items = List.copyOf(items);
    }
  }
}
