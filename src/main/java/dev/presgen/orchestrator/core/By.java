package dev.presgen.orchestrator.core;

/**
 * Who decided, and why.
 *
 * @param who a user, a machine's name, or {@code learner}
 * @param why the reason given; empty for a signal
 */
public record By(String who, String why) {}
