package dev.presgen.orchestrator.runtime.jdbc;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Runs that were recorded once are read, folded and decided again by the code of today. */
class HistoriesTest {

  private static final Codec CODEC = new Codec();

  @BeforeAll
  static void recordWhatIsMissing() throws IOException {
    Histories.recordWhatIsMissing();
  }

  static List<Path> histories() throws IOException {
    return Histories.files();
  }

  /** Those of a form that is no more are left out: a version that has it drives their runs. */
  static List<Path> ofTodaysForms() throws IOException {
    return Histories.files()
        .stream()
        .filter(file -> !Histories.isFoldedOnly(file))
        .filter(file -> Histories.decidedBy(Histories.read(file)).isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_recorded_event_is_read_and_written_as_it_was(Path file) {
    for (var line : Histories.read(file).lines()) {
      for (var stored : line.events()) {
        var read = new Decision.Accepted(List.of(HistoryFile.event(stored)), null);
        assertThat(HistoryFile.came(read).at("/events/0"))
            .as("%s, line %d", file, line.number())
            .isEqualTo(stored);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_recorded_run_is_folded_to_the_state_that_it_had(Path file) throws IOException {
    assertThat(Histories.state(file))
        .as("record it with -Dtest=HistoriesTest -Dhistories.record=true")
        .exists();
    var stored = Files.readString(Histories.state(file));
    var folded = Decider.fold(Histories.read(file).journal());
    assertThat(CODEC.state(stored)).isEqualTo(folded);
    assertThat(JsonMapper.shared().readTree(CODEC.write(folded)))
        .isEqualTo(JsonMapper.shared().readTree(stored));
  }

  @ParameterizedTest
  @MethodSource("ofTodaysForms")
  void a_recorded_run_is_decided_as_it_was(Path file) {
    var history = Histories.read(file);
    var decider = new Decider(Histories.decidedBy(history).orElseThrow(), history.payloads());
    RunState state = null;
    for (var line : history.lines()) {
      var decision =
          line.fact().isPresent()
              ? decider.decide(state, line.fact().get())
              : started(decider, HistoryFile.event(line.events().getFirst()));
      assertThat(HistoryFile.came(decision))
          .as("%s, line %d", file, line.number())
          .isEqualTo(line.came());
      if (decision instanceof Decision.Accepted(_, var after)) {
        state = after;
      }
    }
  }

  private static Decision started(Decider decider, Event event) {
    var started = (Event.RunStarted) event;
    return decider.start(started.time(), started.runId(), started.input(), started.by());
  }

  @Test
  void every_path_of_every_workflow_is_recorded_in_its_form_of_today() {
    assertThat(Histories.RECORDINGS)
        .hasSizeGreaterThanOrEqualTo(40)
        .allSatisfy(
            recording -> assertThat(Histories.file(recording))
                .as("record it with -Dtest=HistoriesTest -Dhistories.record=true")
                .exists());
  }

  @Test
  void every_kind_of_event_and_fact_is_recorded() throws IOException {
    var events = new HashSet<Class<?>>();
    var facts = new HashSet<Class<?>>();
    for (var file : histories()) {
      for (var line : Histories.read(file).lines()) {
        line.fact().ifPresent(fact -> facts.add(fact.getClass()));
        line.events().forEach(stored -> events.add(HistoryFile.event(stored).getClass()));
      }
    }
    assertThat(events).isEqualTo(leaves(Event.class));
    assertThat(facts).isEqualTo(leaves(Fact.class));
  }

  private static Set<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses())
            .flatMap(type -> leaves(type).stream())
            .collect(toSet())
        : Set.of(family);
  }
}
