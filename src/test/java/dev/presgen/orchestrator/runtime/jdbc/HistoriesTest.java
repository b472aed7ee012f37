package dev.presgen.orchestrator.runtime.jdbc;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.RecordedFlows;
import dev.presgen.orchestrator.core.RecordedPaths;
import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.assessment.RecordedAssessments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that were recorded once are read, folded and decided again by the code of today. A recording
 * is never changed: {@code -Dhistories.record=true} writes those that are missing and no other.
 */
class HistoriesTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  /** In it are recordings of a form of today by a rule that is no more. */
  private static final String FOLDED_ONLY = "folded-only";

  private static final List<Recording> RECORDINGS =
      Stream.of(RecordedPaths.all(), RecordedFlows.all(), RecordedAssessments.all())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Workflow> WORKFLOWS =
      RECORDINGS.stream()
          .map(Recording::workflow)
          .collect(toMap(Workflow::fingerprint, workflow -> workflow, (one, _) -> one));

  @BeforeAll
  static void recordWhatIsMissing() throws IOException {
    if (!Boolean.getBoolean("histories.record")) {
      return;
    }
    for (var recording : RECORDINGS) {
      var file = file(recording);
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.writeString(file, HistoryFile.written(recording));
      }
    }
  }

  /** A workflow that gets a new form gets a new folder, beside that of its old form. */
  private static Path file(Recording recording) {
    var workflow = recording.workflow();
    return FOLDER
        .resolve(workflow.name() + "-" + workflow.fingerprint())
        .resolve(recording.name() + ".jsonl");
  }

  static List<Path> histories() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_recorded_run_is_read_folded_and_written_as_it_was(Path file) throws IOException {
    var history = HistoryFile.read(Files.readAllLines(file));
    var journal = new ArrayList<Event>();
    for (var line : history.lines()) {
      for (var stored : line.events()) {
        var event = HistoryFile.event(stored);
        assertThat(HistoryFile.came(new Decision.Accepted(List.of(event), null)).at("/events/0"))
            .as("%s, line %d", file, line.number())
            .isEqualTo(stored);
        journal.add(event);
      }
    }
    assertThat(Decider.fold(journal).sequence()).isEqualTo(journal.size());
  }

  static List<Path> decidedAsToday() throws IOException {
    return histories().stream().filter(file -> !file.getParent().endsWith(FOLDED_ONLY)).toList();
  }

  @ParameterizedTest
  @MethodSource("decidedAsToday")
  void a_recorded_run_is_decided_as_it_was(Path file) throws IOException {
    var history = HistoryFile.read(Files.readAllLines(file));
    var workflow = WORKFLOWS.get(history.fingerprint());
    if (workflow == null) {
      return; // Of a form that is no more: runs of it are driven by a version that has it.
    }
    var decider = new Decider(workflow, history.payloads());
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
    assertThat(RECORDINGS)
        .hasSizeGreaterThanOrEqualTo(40)
        .allSatisfy(
            recording -> assertThat(file(recording))
                .as("record it with -Dtest=HistoriesTest -Dhistories.record=true")
                .exists());
  }

  @Test
  void every_kind_of_event_and_fact_is_recorded() throws IOException {
    var events = new HashSet<Class<?>>();
    var facts = new HashSet<Class<?>>();
    for (var file : histories()) {
      for (var line : HistoryFile.read(Files.readAllLines(file)).lines()) {
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
