package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Which metadata a caller may write, and its limits. */
final class FileChange {

  private static final List<String> PLAIN = List.of("name", "description", "starred", "trashed");
  private static final List<String> MAPS = List.of("appProperties", "properties");

  /** Bytes of key and value together, in UTF-8, as Drive documents it for custom properties. */
  private static final int PROPERTY_BYTES_MAX = 124;

  /** Private properties of one app on one file, documented by Drive. */
  private static final int PROPERTIES_MAX = 30;

  private FileChange() {}

  /** Refuses fields that only Drive writes. */
  static void requireWritable(ObjectNode metadata) {
    for (var name : metadata.propertyNames()) {
      if (GoogleApi.DRIVE.isReadOnly("File", name)) {
        throw notWritable("The resource body includes fields which are not directly writable.");
      }
    }
  }

  /** The same for an existing file, whose id, type and place the body cannot change. */
  static void requireUpdatable(ObjectNode metadata, String mimeType) {
    requireWritable(metadata);
    if (metadata.has("parents")) {
      throw notWritable(
          "The parents field is not directly writable in update requests. Use the addParents and"
              + " removeParents parameters instead.");
    }
    var sameType = metadata.path("mimeType").asString(mimeType).equals(mimeType);
    if (metadata.has("id") || !sameType) {
      throw notWritable("The resource body includes fields which are not directly writable.");
    }
  }

  /** Writes what a caller may write; a property whose value is null is cleared. */
  static void metadata(ObjectNode from, ObjectNode file) {
    for (var name : PLAIN) {
      if (from.has(name)) {
        file.set(name, from.get(name));
      }
    }
    for (var name : MAPS) {
      if (from.has(name)) {
        var map = file.path(name) instanceof ObjectNode existing ? existing : file.putObject(name);
        from.path(name).properties().forEach(entry -> map.set(entry.getKey(), entry.getValue()));
        map.removeIf(value -> value.isNull());
        requireSmall(map);
      }
    }
  }

  private static void requireSmall(ObjectNode map) {
    if (map.size() > PROPERTIES_MAX) {
      throw GoogleError.forbidden(
          "propertyLimitExceeded",
          "A file can have at most %d properties.".formatted(PROPERTIES_MAX));
    }
    for (var entry : map.properties()) {
      var text = entry.getKey() + entry.getValue().asString("");
      if (text.getBytes(StandardCharsets.UTF_8).length > PROPERTY_BYTES_MAX) {
        throw GoogleError.invalid(
            "Property key and value must not exceed %d bytes in UTF-8: %s"
                .formatted(PROPERTY_BYTES_MAX, entry.getKey()));
      }
    }
  }

  private static GoogleError notWritable(String message) {
    return GoogleError.forbidden("fieldNotWritable", message);
  }
}
