package dev.presgen.orchestrator.sandbox.google;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list goes on. A token is bound to the query that it came from. */
public final class PageToken {

  private PageToken() {}

  /** A token that goes on at this offset. */
  public static String of(int offset, String query) {
    var text = offset + ":" + Integer.toHexString(query.hashCode());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The offset that a token stands for.
   *
   * @param token empty for the beginning
   */
  public static int offset(String token, String query) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      var offset = Integer.parseInt(text.substring(0, Math.max(0, text.indexOf(':'))));
      if (of(offset, query).equals(token)) {
        return offset;
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static GoogleError invalid() {
    return GoogleError.invalid("Invalid Value", "pageToken");
  }
}
