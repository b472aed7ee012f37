package dev.presgen.orchestrator.cli.view;

/**
 * Colours for a terminal, or none.
 *
 * @param colored whether escape sequences may be written
 */
public record Ink(boolean colored) {
  /** Writes no escape sequences. */
  public static final Ink NONE = new Ink(false);

  /** What went well. */
  public String good(String text) {
    return paint("32", text);
  }

  /** What needs somebody. */
  public String bad(String text) {
    return paint("31", text);
  }

  /** What goes on or waits. */
  public String open(String text) {
    return paint("33", text);
  }

  /** What matters less. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** Headings. */
  public String strong(String text) {
    return paint("1", text);
  }

  /** A text in the colour of the status of a run, a step or an outside object. */
  public String status(String status, String text) {
    return switch (status) {
      case "COMPLETED", "EXISTS" -> good(text);
      case "FAILED", "NEEDS_ATTENTION", "BLOCKED", "LEFT", "UNKNOWN" -> bad(text);
      case "RUNNING", "WAITING", "RETRYING", "PAUSED", "CANCELLING", "UNDOING" -> open(text);
      default -> dim(text);
    };
  }

  private String paint(String code, String text) {
    return colored && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
