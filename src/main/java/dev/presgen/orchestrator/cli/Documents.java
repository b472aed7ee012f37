package dev.presgen.orchestrator.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that a caller hands over. */
final class Documents {
  /** What the service takes is far less; this only keeps a wrong file from being read whole. */
  private static final int BYTES_MAX = 16 << 20;

  private Documents() {}

  /**
   * The bytes of a file.
   *
   * @param file a path, or {@code -} for standard input
   */
  static byte[] bytes(String file, InputStream standardInput) {
    try (var in = file.equals("-") ? standardInput : Files.newInputStream(Path.of(file))) {
      var bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new UsageProblem(file + " is larger than 16 MB.");
      }
      return bytes;
    } catch (IOException | InvalidPathException e) {
      throw new UsageProblem("Can't read " + file + ": is it there, and a readable file?");
    }
  }

  /** The JSON value in a file. */
  static JsonNode json(String file, InputStream standardInput) {
    try {
      return JsonMapper.shared()
          .readTree(new String(bytes(file, standardInput), StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new UsageProblem(file + " is no JSON: " + e.getOriginalMessage() + at(e));
    }
  }

  /** The JSON object in a file. */
  static ObjectNode object(String file, InputStream standardInput) {
    if (json(file, standardInput) instanceof ObjectNode object) {
      return object;
    }
    throw new UsageProblem(file + " holds no JSON object.");
  }

  private static String at(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
