package dev.presgen.orchestrator.runtime.jdbc;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as it was recorded, one line of JSON for what it is about, one for its payloads, and one for
 * each decision: the fact, and the events as they are stored, or how it was turned down.
 */
final class HistoryFile {

  private static final Codec CODEC = new Codec();
  private static final JsonMapper FACTS = facts();

  private final JsonNode about;
  private final Map<String, JsonNode> stored = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * A decision.
   *
   * @param fact nothing where the run was started
   * @param came what came of it, as JSON
   */
  record Line(int number, Optional<Fact> fact, JsonNode came) {
    List<JsonNode> events() {
      return came.path("events").valueStream().toList();
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  private HistoryFile(JsonNode about) {
    this.about = about;
  }

  private static JsonMapper facts() {
    var builder =
        CODEC.strict()
            .rebuild()
            .addMixIn(Fact.class, Named.class)
            .addMixIn(Fact.Check.class, Named.class);
    Stream.concat(leaves(Fact.class), leaves(Fact.Check.class))
        .forEach(type -> builder.registerSubtypes(new NamedType(type, type.getSimpleName())));
    return builder.build();
  }

  private static Stream<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses()).flatMap(HistoryFile::leaves)
        : Stream.of(family);
  }

  static HistoryFile read(List<String> text) {
    var file = new HistoryFile(JsonMapper.shared().readTree(text.get(0)));
    JsonMapper.shared()
        .readTree(text.get(1))
        .properties()
        .forEach(payload -> file.stored.put(payload.getKey(), payload.getValue()));
    for (int i = 2; i < text.size(); i++) {
      var line = JsonMapper.shared().readTree(text.get(i));
      var fact =
          line.has("fact")
              ? Optional.of(FACTS.treeToValue(line.get("fact"), Fact.class))
              : Optional.<Fact>empty();
      file.lines.add(new Line(i + 1, fact, ((ObjectNode) line).without("fact")));
    }
    return file;
  }

  static String written(Recording recording) {
    var text = new StringBuilder();
    var about = new LinkedHashMap<String, String>();
    about.put("workflow", recording.workflow().name());
    about.put("version", recording.workflow().version());
    about.put("fingerprint", recording.workflow().fingerprint());
    text.append(CODEC.write(about)).append('\n');
    var payloads = new TreeMap<String, JsonNode>();
    recording.payloads()
        .forEach((ref, value) -> payloads.put(ref.id(),
            JsonMapper.shared().readTree(CODEC.write(value))));
    text.append(CODEC.write(payloads)).append('\n');
    for (var told : recording.told()) {
      var line = JsonMapper.shared().createObjectNode();
      if (told.fact() != null) {
        line.set("fact",
            FACTS.readTree(FACTS.writerFor(Fact.class).writeValueAsString(told.fact())));
      }
      line.setAll((ObjectNode) came(told.decision()));
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** What came of a fact, as a line says it. */
  static JsonNode came(Decision decision) {
    var line = JsonMapper.shared().createObjectNode();
    switch (decision) {
      case Decision.Accepted(var events, _) -> {
        var list = line.putArray("events");
        events.forEach(
            event -> list.addObject()
                .put("type", CODEC.typeOf(event))
                .set("body", JsonMapper.shared().readTree(CODEC.write(event))));
      }
      case Decision.Refused refused -> line.put("refused", refused.code());
      case Decision.Late _ -> line.put("late", true);
    }
    return line;
  }

  String workflow() {
    return about.path("workflow").asString();
  }

  String fingerprint() {
    return about.path("fingerprint").asString();
  }

  List<Line> lines() {
    return lines;
  }

  /** All events, in their order. */
  List<Event> journal() {
    return lines.stream().flatMap(line -> line.events().stream()).map(HistoryFile::event).toList();
  }

  /** The payloads by reference, as they are stored. */
  Map<String, JsonNode> stored() {
    return stored;
  }

  static Event event(JsonNode stored) {
    return CODEC.event(stored.path("type").asString(), stored.path("body").toString());
  }

  Payloads payloads() {
    return new Payloads() {
      @Override
      public <T> T read(Ref ref, Class<T> type) {
        return CODEC.read(stored.get(ref.id()).toString(), type);
      }
    };
  }
}
