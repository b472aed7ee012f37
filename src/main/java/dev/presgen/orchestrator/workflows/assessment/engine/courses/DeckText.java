package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import java.util.List;

/** A course as the text that PresGen Core makes slides from. */
public final class DeckText {

  /** The longest text, in characters. */
  public static final int LONGEST = 100_000;

  private DeckText() {}

  /**
   * The course in Markdown: its title, its objectives, and each section's points under its title. A
   * course that is too long ends after the last point that fits.
   */
  public static String of(CourseOutline course) {
    var text = new StringBuilder("# " + course.title() + "\n");
    add(text, "Objectives", course.objectives());
    for (Section section : course.sections()) {
      if (!add(text, section.title(), section.points())) {
        break;
      }
    }
    return text.toString();
  }

  private static boolean add(StringBuilder text, String title, List<String> points) {
    String heading = "\n## " + title + "\n\n";
    boolean hasHeading = false;
    for (String point : points) {
      String line = (hasHeading ? "" : heading) + "- " + point + "\n";
      if (text.length() + line.length() > LONGEST) {
        return false;
      }
      text.append(line);
      hasHeading = true;
    }
    return true;
  }
}
