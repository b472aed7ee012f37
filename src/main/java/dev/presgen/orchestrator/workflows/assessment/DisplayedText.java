package dev.presgen.orchestrator.workflows.assessment;

/**
 * Text as a form shows it. Forms refuse line breaks, and answers come back as the text that was
 * shown, so that questions, options and answers must all be cleaned by this one function or they
 * stop matching.
 */
public final class DisplayedText {

  private DisplayedText() {}

  /**
   * The text on one line: line breaks, tabs, other control characters and any run of blanks
   * (no-break ones too) become one space; none is left at either end. Letters, case and signs stay
   * as they are. Cleaning twice changes nothing more.
   */
  public static String clean(String text) {
    var cleaned = new StringBuilder(text.length());
    boolean gap = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
        gap = true;
        continue;
      }
      if (gap && !cleaned.isEmpty()) {
        cleaned.append(' ');
      }
      gap = false;
      cleaned.append(c);
    }
    return cleaned.toString();
  }

  /** Whether a person sees anything of a text, and every character of it is a whole one. */
  public static boolean isVisible(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)
        && text.codePoints()
            .anyMatch(c -> Character.getType(c) != Character.FORMAT && !Character.isWhitespace(c));
  }

  /** How long a text is for a person: characters outside the basic plane count once. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
