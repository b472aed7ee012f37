package dev.presgen.orchestrator.runtime.jdbc;

import static java.util.stream.Collectors.toMap;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.RecordedFlows;
import dev.presgen.orchestrator.core.RecordedPaths;
import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.assessment.RecordedAssessments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs that were recorded, as files, and those that today's tests record. A recording is never
 * changed: {@code -Dhistories.record=true} writes those that are missing and no other.
 */
final class Histories {

  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  /** In it are recordings of a form of today by a rule that is no more. */
  private static final String FOLDED_ONLY = "folded-only";

  private static final Codec CODEC = new Codec();

  static final List<Recording> RECORDINGS =
      Stream.of(RecordedPaths.all(), RecordedFlows.all(), RecordedAssessments.all())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Workflow> WORKFLOWS =
      RECORDINGS.stream()
          .map(Recording::workflow)
          .collect(toMap(Workflow::fingerprint, workflow -> workflow, (one, _) -> one));

  private Histories() {}

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
    for (var file : files()) {
      if (!Files.exists(state(file))) {
        Files.writeString(state(file), CODEC.write(Decider.fold(read(file).journal())) + "\n");
      }
    }
  }

  /** A workflow that gets a new form gets a new folder, beside that of its old form. */
  static Path file(Recording recording) {
    var workflow = recording.workflow();
    return FOLDER
        .resolve(workflow.name() + "-" + workflow.fingerprint())
        .resolve(recording.name() + ".jsonl");
  }

  /**
   * The state that a recording's events fold to, as it is stored. States that are stored in another
   * form are folded anew, so another form needs other files.
   */
  static Path state(Path file) {
    var name = file.getFileName().toString().replace(".jsonl", "");
    return file.resolveSibling("%s.state-%d.json".formatted(name, Codec.STATE_CODEC));
  }

  static List<Path> files() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  static boolean isFoldedOnly(Path file) {
    return file.getParent().endsWith(FOLDED_ONLY);
  }

  static HistoryFile read(Path file) {
    try {
      return HistoryFile.read(Files.readAllLines(file));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The workflow of a recording in just the form that it had; nothing when that is no more. */
  static Optional<Workflow> decidedBy(HistoryFile history) {
    return Optional.ofNullable(WORKFLOWS.get(history.fingerprint()));
  }

  /**
   * The workflow of today that reads what runs of a recording's form have left. Tests of the core
   * have a workflow that bears the name of the product's; it begins elsewhere.
   */
  static Workflow readBy(HistoryFile history) {
    var began = (Event.RunStarted) history.journal().getFirst();
    return decidedBy(history)
        .or(
            () -> WORKFLOWS.values()
                .stream()
                .filter(workflow -> workflow.name().equals(history.workflow()))
                .filter(workflow -> workflow.graph().start().equals(began.start()))
                .findFirst())
        .orElseThrow();
  }
}
