package dev.presgen.orchestrator.cli.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a {@code text/event-stream} together to events, as the HTML standard tells. */
final class EventLines {
  /** Far more than one history entry; what is longer is cut. */
  private static final int DATA_LENGTH_MAX = 1 << 20;

  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private @Nullable String id;
  private @Nullable String lastId;

  /** Takes the next line and gives the event that it completes. */
  Optional<ServerEvent> take(String line) {
    if (line.isEmpty()) {
      return complete();
    }
    var colon = line.indexOf(':');
    var field = colon < 0 ? line : line.substring(0, colon);
    var rest = colon < 0 ? "" : line.substring(colon + 1);
    var value = rest.startsWith(" ") ? rest.substring(1) : rest;
    switch (field) {
      case "data" -> append(value);
      case "id" -> id = value;
      default -> {
        // Comments keep the connection open; other fields concern browsers.
      }
    }
    return Optional.empty();
  }

  /** The id of the last event that came whole: where to go on once the connection is lost. */
  Optional<String> lastId() {
    return Optional.ofNullable(lastId).filter(id -> !id.isEmpty());
  }

  private void append(String value) {
    if (data.length() + value.length() <= DATA_LENGTH_MAX) {
      data.append(hasData ? "\n" : "").append(value);
    }
    hasData = true;
  }

  private Optional<ServerEvent> complete() {
    lastId = id;
    var event = new ServerEvent(lastId().orElse(""), data.toString());
    var complete = hasData;
    data.setLength(0);
    hasData = false;
    return complete ? Optional.of(event) : Optional.empty();
  }
}
