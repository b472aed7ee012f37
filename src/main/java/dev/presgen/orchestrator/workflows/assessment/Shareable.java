package dev.presgen.orchestrator.workflows.assessment;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a title and a link must be for people to be shown them, whoever supplies them. */
final class Shareable {

  /** In characters as people count them; none that the engine writes is longer. */
  static final int LONGEST_TITLE = 300;

  private Shareable() {}

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException that names what is wrong and what would be right
   */
  static void check(@Nullable String title, String url) {
    int length = title == null ? 0 : DisplayedText.length(title);
    if (length > LONGEST_TITLE) {
      throw new IllegalArgumentException(
          "title has %d characters, must have at most %d".formatted(length, LONGEST_TITLE));
    }
    if (!isWebAddress(url)) {
      throw new IllegalArgumentException(
          "url must be a whole web address that begins with http:// or https://");
    }
  }

  private static boolean isWebAddress(String url) {
    try {
      var uri = URI.create(url);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getRawAuthority() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
