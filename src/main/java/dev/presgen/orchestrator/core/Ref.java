package dev.presgen.orchestrator.core;

/**
 * Points to a stored payload of the run. State and events carry these instead of contents, so that
 * they stay small and hold nobody's words.
 */
public record Ref(String id) {}
