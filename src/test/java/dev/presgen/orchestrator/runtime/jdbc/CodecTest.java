package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on disk stays readable: every stored type is written and read as its golden file says. */
class CodecTest {

  private final Codec codec = new Codec();

  static List<Event> events() {
    return Stored.EVENTS;
  }

  static List<Lifecycle> lifecycles() {
    return Stored.LIFECYCLES;
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_stored_as_it_always_was(Event event) {
    var type = codec.typeOf(event);
    var golden = golden("events/" + type + ".json");
    assertThat(codec.write(event)).isEqualTo(golden);
    assertThat(codec.event(type, golden)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("lifecycles")
  void a_state_is_stored_as_it_always_was(Lifecycle lifecycle) {
    var state = Stored.state(lifecycle);
    var golden = golden("states/" + lifecycle.getClass().getSimpleName() + ".json");
    assertThat(codec.write(state)).isEqualTo(golden);
    assertThat(codec.state(golden)).isEqualTo(state);
  }

  @Test
  void there_is_a_sample_of_everything_that_is_stored() {
    assertThat(types(Stored.EVENTS)).isEqualTo(kinds(Event.class));
    assertThat(types(Stored.LIFECYCLES)).isEqualTo(kinds(Lifecycle.class));
    assertThat(types(Stored.POSITIONS)).isEqualTo(kinds(Position.class));
    assertThat(types(Stored.FAILURES)).isEqualTo(kinds(Failure.class));
    assertThat(types(Stored.OUTPUTS)).isEqualTo(kinds(Output.class));
    assertThat(
        types(
            Stored.POSITIONS.stream()
                .filter(Position.Done.class::isInstance)
                .map(done -> ((Position.Done) done).end())
                .toList()))
        .isEqualTo(kinds(Position.End.class));
  }

  @Test
  void every_event_has_a_name_of_its_own() {
    assertThat(Stored.EVENTS).extracting(codec::typeOf).doesNotHaveDuplicates();
  }

  @Test
  void an_event_of_a_newer_node_is_named_in_the_error() {
    assertThatThrownBy(() -> codec.event("RunFrozen", "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the journal holds an event of the unknown type RunFrozen");
  }

  private static Set<Class<?>> types(List<?> samples) {
    return samples.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  /** The records of a sealed family. */
  private static Set<Class<?>> kinds(Class<?> family) {
    return Stream.of(family.getPermittedSubclasses())
        .flatMap(kind -> kind.isSealed() ? kinds(kind).stream() : Stream.of(kind))
        .collect(Collectors.toSet());
  }

  private static String golden(String name) {
    try (var file = CodecTest.class.getResourceAsStream("/golden/stored/" + name)) {
      assertThat(file).as("golden file " + name).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
