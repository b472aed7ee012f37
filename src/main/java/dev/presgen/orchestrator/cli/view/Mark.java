package dev.presgen.orchestrator.cli.view;

/** The sign in front of a step. */
final class Mark {
  private Mark() {}

  static String of(String status) {
    return switch (status) {
      case "COMPLETED" -> "✓";
      case "RUNNING" -> "▶";
      case "WAITING" -> "…";
      case "RETRYING" -> "↻";
      case "BLOCKED", "FAILED" -> "✗";
      case "SKIPPED" -> "–";
      case "UNDONE" -> "↩";
      default -> "·";
    };
  }
}
