package dev.presgen.orchestrator.adapters.limits;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service said, made fit for an error that people read: short, and without secrets. */
public final class ServiceWords {
  private static final int LENGTH_MAX = 300;

  // Only the beginning can survive the cut, so nothing longer is searched.
  private static final int SEARCHED_MAX = 2_000;

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@\"'<>(),;:]{1,64}@[^\\s@\"'<>(),;:]{1,255}");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?i)\\b(?:bearer\\s+\\S+|ya29\\.\\S+|[\\w-]*(?:token|secret|password|key)\"?\\s*[=:]\\s*\\S+)");
  private static final Pattern BREAK = Pattern.compile("[\\s\\p{Cntrl}]+");

  private ServiceWords() {}

  /** The words on one line, at most 300 characters; e-mail addresses and credentials left out. */
  public static String fit(@Nullable String words) {
    if (words == null || words.isBlank()) {
      return "no reason given";
    }
    String line =
        BREAK
            .matcher(words.substring(0, Math.min(words.length(), SEARCHED_MAX)))
            .replaceAll(" ")
            .strip();
    line = TOKEN.matcher(line).replaceAll("(credential)");
    line = ADDRESS.matcher(line).replaceAll("(address)");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX - 1) + "…";
  }
}
