package dev.presgen.orchestrator.web.api.request;

import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Takes in the bodies of requests: bounded, and of the type that they say. */
public final class Bodies {

  /** The longest body, in bytes. */
  public static final int BYTES_MAX = 1024 * 1024;

  private Bodies() {}

  /** The body as it came. */
  public static byte[] bytes(HttpServletRequest request) {
    if (request.getContentLengthLong() > BYTES_MAX) {
      throw tooLarge();
    }
    try {
      // A body that is sent in chunks does not tell its length before.
      var body = request.getInputStream().readNBytes(BYTES_MAX + 1);
      if (body.length > BYTES_MAX) {
        throw tooLarge();
      }
      return body;
    } catch (IOException cutOff) {
      throw new RequestRefused(
          Problem.of(
              HttpStatus.BAD_REQUEST, "BODY_CUT_OFF", "The body ended before it was complete."));
    }
  }

  /** The type that a request says its body has; nothing when it says none. */
  public static Optional<MediaType> type(HttpServletRequest request, String readable) {
    var sent = Optional.ofNullable(request.getContentType()).orElse("");
    if (sent.isBlank()) {
      return Optional.empty();
    }
    try {
      var type = MediaType.parseMediaType(sent);
      if (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8)) {
        return Optional.of(type);
      }
    } catch (IllegalArgumentException unknown) {
      throw RequestRefused.contentType(sent, readable);
    }
    throw RequestRefused.contentType(sent, readable + " in UTF-8");
  }

  private static RequestRefused tooLarge() {
    return new RequestRefused(
        Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "BODY_TOO_LARGE",
            "The body has more than " + BYTES_MAX + " bytes, the most that is read."));
  }
}
