package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;

/** Writes decks without the help of a service. */
public interface DeckFiles {

  /**
   * The course as a PowerPoint file of at most as many slides as the course has. The same course and
   * texts give the same bytes.
   *
   * @param subtitle stands below the course's title
   * @param source says where the course comes from
   */
  Written pptx(CourseOutline course, String subtitle, String source);

  /** A file that was written. */
  interface Written {
    /** How many slides it has, at least 1. */
    int slides();

    /** Its content; a copy. */
    byte[] content();
  }
}
