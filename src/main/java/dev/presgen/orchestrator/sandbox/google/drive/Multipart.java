package dev.presgen.orchestrator.sandbox.google.drive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The two parts of an upload of type {@code multipart}: what is told of the file, then its bytes. Bytes are held as
 * characters of ISO 8859-1, one for each.
 *
 * @param mediaType of the second part
 */
record Multipart(String metadata, String mediaType, String media) {

  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/related\\s*;.*boundary=\"?([^\";]{1,100})\"?.*",
          Pattern.CASE_INSENSITIVE);

  private record Part(String headers, String body) {}

  static Multipart parse(String contentType, byte[] body) {
    var matcher = BOUNDARY.matcher(contentType);
    if (!matcher.matches()) {
      throw GoogleError.refused("badContent", "Malformed multipart body: no boundary.");
    }
    var parts = parts("\r\n" + new String(body, ISO_8859_1), "\r\n--" + matcher.group(1));
    if (parts.size() != 2) {
      throw GoogleError.refused(
          "badContent", "Malformed multipart body: %d parts instead of 2.".formatted(parts.size()));
    }
    return new Multipart(
        parts.getFirst().body(), contentType(parts.getLast().headers()), parts.getLast().body());
  }

  private static List<Part> parts(String text, String delimiter) {
    var parts = new ArrayList<Part>();
    int at = text.indexOf(delimiter);
    while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
      int begin = at + delimiter.length();
      int body = text.indexOf("\r\n\r\n", begin);
      at = text.indexOf(delimiter, begin);
      if (body < 0 || at < body) {
        throw GoogleError.refused("badContent", "Malformed multipart body: a part has no end.");
      }
      parts.add(
          new Part(text.substring(begin, body), text.substring(body + 4, Math.max(at, body + 4))));
    }
    return parts;
  }

  private static String contentType(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
        .map(line -> line.substring("content-type:".length()).strip())
        .findFirst()
        .orElse("application/octet-stream");
  }
}
