package dev.presgen.orchestrator.workflows.assessment;

import static dev.presgen.orchestrator.workflows.assessment.ResultTabs.row;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tabs that tell a learner what to study. */
final class CourseTabs {

  static final String PLAN = "Training plan";

  private static final String COURSE = "Course ";

  private CourseTabs() {}

  static TabContent plan(TrainingPlan plan) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(row("Course", "Title", "Domain", "Skills", "Hours", "Why"));
    for (var course : plan.courses()) {
      rows.add(
          row(
              course.key(),
              course.title(),
              course.domain(),
              String.join("\n", course.skills()),
              course.hours(),
              course.reason()));
    }
    rows.add(row("", "All courses", "", "", plan.hours(), ""));
    return new TabContent(PLAN, rows, Optional.empty());
  }

  /**
   * One tab a course. Its name has only the course's key, so that a course that is planned anew
   * takes the place of the one before. The sections' points are left to the deck: they explain what
   * is right about items that the learner has missed.
   */
  static List<TabContent> outlines(CourseOutlines outlines) {
    return outlines.courses().stream().map(CourseTabs::outline).toList();
  }

  private static TabContent outline(CourseOutline course) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(row(COURSE + course.key(), course.title()));
    rows.add(row("Domain", course.domain()));
    rows.add(row("Difficulty", ResultTabs.words(course.difficulty().name())));
    rows.add(row("Slides", course.slides()));
    rows.add(row("Hours of study", course.hours()));
    course.objectives().forEach(objective -> rows.add(row("Objective", objective)));
    course.sections()
        .stream()
        .map(Section::title)
        .forEach(section -> rows.add(row("Section", section)));
    return new TabContent(COURSE + course.key(), rows, Optional.empty());
  }

  /** Whether a tab is a course's, of this plan or of one before it. */
  static boolean isOfCourse(String title) {
    return title.startsWith(COURSE);
  }
}
