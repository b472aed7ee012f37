package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.assessment.RecordedAssessments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs of the product have stored stays readable, also by a version to whose form of the
 * workflow they do not belong: it still shows their links. A property that comes later is null in
 * what was stored before; whoever reads it says what that means. The tests of the core have
 * payloads too, of whatever type; nobody stores those.
 */
class StoredPayloadsTest {

  private static final Codec CODEC = new Codec();

  static List<Path> histories() throws IOException {
    return Histories.files()
        .stream()
        .filter(
            file -> Histories.readBy(Histories.read(file)).equals(RecordedAssessments.workflow()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_stored_payload_is_read_and_means_what_it_meant(Path file) {
    read(
        file,
        (stored, value) -> assertThat(said(JsonMapper.shared().readTree(CODEC.write(value))))
            .as("%s of %s", value.getClass().getSimpleName(), file)
            .isEqualTo(said(stored)));
  }

  @Test
  void all_that_runs_store_is_recorded_to_its_last_part() throws IOException {
    var values = new ArrayList<>();
    for (var file : histories()) {
      read(file, (_, value) -> values.add(value));
    }
    assertThat(PayloadParts.in(values))
        .as("record a run that stores it")
        .containsAll(PayloadParts.of(PayloadTypes.of(RecordedAssessments.workflow())));
  }

  /** Reads each payload of a recording as each type that it is read as. */
  private static void read(Path file, BiConsumer<JsonNode, Object> told) {
    var history = Histories.read(file);
    var types = PayloadTypes.of(Histories.readBy(history), history);
    assertThat(types.keySet()).containsAll(history.stored().keySet());
    history.stored()
        .forEach(
            (ref, stored) -> types.get(ref)
                .forEach(type -> told.accept(stored, CODEC.read(stored.toString(), type))));
  }

  /** What JSON says: null says no more than a property that is not there. */
  private static JsonNode said(JsonNode json) {
    return switch (json) {
      case ObjectNode object -> {
        var said = JsonMapper.shared().createObjectNode();
        object.properties()
            .stream()
            .filter(property -> !property.getValue().isNull())
            .forEach(property -> said.set(property.getKey(), said(property.getValue())));
        yield said;
      }
      case ArrayNode array -> {
        var said = JsonMapper.shared().createArrayNode();
        array.forEach(element -> said.add(said(element)));
        yield said;
      }
      default -> json;
    };
  }
}
