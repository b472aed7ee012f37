package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;

/** A course that has a deck: what a video is made of. */
public record CourseDeck(CourseOutline course, Deck deck) {}
