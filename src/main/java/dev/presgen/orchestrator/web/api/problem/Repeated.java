package dev.presgen.orchestrator.web.api.problem;

import java.util.stream.Collectors;

/** What a caller has sent, fit to be repeated: short, and with nothing that a terminal obeys. */
public final class Repeated {

  private static final int CHARACTERS_MAX = 60;

  private Repeated() {}

  /** The text in quotes, at most 60 characters of it, each one that is not visible as a question mark. */
  public static String quoted(String text) {
    var shown =
        text.codePoints()
            .limit(CHARACTERS_MAX)
            .map(c -> isVisible(c) ? c : '?')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    boolean cut = text.codePointCount(0, text.length()) > CHARACTERS_MAX;
    return "\"" + shown + (cut ? "…" : "") + "\"";
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
