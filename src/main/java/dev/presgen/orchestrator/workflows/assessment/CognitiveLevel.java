package dev.presgen.orchestrator.workflows.assessment;

/**
 * What an item asks of the mind: the levels of Bloom's taxonomy in its revised form (Anderson and
 * Krathwohl, 2001).
 */
public enum CognitiveLevel {
  REMEMBER,
  UNDERSTAND,
  APPLY,
  ANALYZE,
  EVALUATE,
  CREATE
}
