package dev.presgen.orchestrator.adapters.google;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Google says when it refuses, in either of its two forms: Drive names the reason in {@code
 * errors[]}, Forms and Sheets in {@code details[]} or only by a {@code status}.
 *
 * @param reason the most exact that is given; empty where the body says nothing, as those of front
 *     ends do
 */
record GoogleRefusal(
    int status, String reason, @Nullable String message, @Nullable String retryAfter) {

  // Reasons are identifiers; anything longer or stranger is not shown.
  private static final String IDENTIFIER = "[A-Za-z_]{1,80}";

  static GoogleRefusal read(int status, @Nullable String retryAfter, byte[] body) {
    JsonNode error;
    try {
      error = JsonMapper.shared().readTree(body).path("error");
    } catch (JacksonException noJson) {
      return new GoogleRefusal(status, "", null, retryAfter);
    }
    String reason =
        Stream.concat(
            Stream.concat(
                error.path("details").valueStream().map(part -> part.path("reason")),
                error.path("errors").valueStream().map(part -> part.path("reason"))),
            Stream.of(error.path("status")))
            .map(node -> node.asString(""))
            .filter(text -> text.matches(IDENTIFIER))
            .findFirst()
            .orElse("");
    String message = error.path("message").asString("");
    return new GoogleRefusal(status, reason, message.isBlank() ? null : message, retryAfter);
  }
}
