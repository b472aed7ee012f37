package dev.presgen.orchestrator.cli;

/** What the caller typed, or a file that it named, can't be used. The message says what would be. */
final class UsageProblem extends RuntimeException {
  UsageProblem(String message) {
    super(message);
  }
}
