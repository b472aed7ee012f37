package dev.presgen.orchestrator.core;

/** Whether an attempt does a step's work or takes it back. */
public enum Purpose {
  DO,
  UNDO
}
