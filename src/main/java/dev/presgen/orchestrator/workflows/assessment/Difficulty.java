package dev.presgen.orchestrator.workflows.assessment;

/** How hard an item is meant to be; a request's difficulty steers the choice of items. */
public enum Difficulty {
  BEGINNER,
  INTERMEDIATE,
  ADVANCED
}
