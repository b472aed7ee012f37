package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.Creation;
import dev.presgen.orchestrator.workflows.Creation.Made;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What one visit of step 3 makes, and under which markers: the making and the undoing agree here. */
record RunAssets(RunFolders folders, InstantSource clock, StepContext context) {

  static final String FOLDER = "folder";
  static final String FORM = "form";
  static final String SHEET = "sheet";
  static final String PERMISSION = "permission";

  /** In shared drives new files were seen to answer 404 for 5 to 15 seconds. */
  private static final Duration UNTIL_IT_SHOWS = Duration.ofSeconds(5);

  Ledger ledger() {
    return context.ledger();
  }

  String folderMarker() {
    return Marker.of(context.key(), FOLDER);
  }

  String formMarker() {
    return Marker.of(context.key(), FORM);
  }

  String sheetMarker() {
    return Marker.of(context.key(), SHEET);
  }

  /** The marker of what lets people open the published form. */
  String readersMarker() {
    return formMarker() + "/readers";
  }

  /** The folder's id, from the moment it was reserved. */
  Optional<String> folderId() {
    return ledger().find(FOLDER, folderMarker()).flatMap(Ledger.Entry::externalId);
  }

  /** Whether nobody has said what came of making the folder: the call for it may still be on its way. */
  boolean isFolderUncertain() {
    return ledger()
        .find(FOLDER, folderMarker())
        .filter(entry -> entry.state() == Ledger.State.INTENDED)
        .isPresent();
  }

  /** Makes the folder under the id that was reserved for it, and enters it; may be repeated. */
  StepResult<Folder> makeFolder(String id, String title) {
    return folders
        .createFolder(id, title + " - run " + context.runId(), context.runId())
        .map(
            folder -> {
              ledger().made(FOLDER, folderMarker(), folder.id(), Optional.of(folder.url()));
              return folder;
            });
  }

  /**
   * What comes of calls; pending where they are denied something that may only not show yet, because
   * the run has made something lately.
   */
  <T> StepResult<T> untilAllShows(Supplier<StepResult<T>> calls) {
    // Before they are made: an answer may be read much later, and tells of then.
    var asked = clock.instant();
    var result = calls.get();
    return result instanceof StepResult.Failed<T>(Failure.Permanent(var code, _, _))
        && code.equals(RunFolders.NOT_FOUND)
        && ledger().entries().stream().anyMatch(entry -> mayNotShowYet(entry, asked))
            ? notShownYet()
            : result;
  }

  /** How it stands with an object; pending where it is gone and may only not show yet. */
  StepResult<Presence> untilItShows(String id, Supplier<StepResult<Presence>> look) {
    var asked = clock.instant();
    return look.get()
        .then(
            presence -> presence == Presence.GONE
                && ledger()
                    .entries()
                    .stream()
                    .filter(entry -> entry.externalId().equals(Optional.of(id)))
                    .anyMatch(entry -> mayNotShowYet(entry, asked))
                        ? notShownYet()
                        : StepResult.done(presence));
  }

  /** Whether it was made so lately that the service might still deny that it is there. */
  private boolean mayNotShowYet(Ledger.Entry entry, Instant asked) {
    return entry.state() == Ledger.State.EXISTS
        && asked.isBefore(entry.createdAt().plus(folders.listingLag()));
  }

  private static <T> StepResult<T> notShownYet() {
    return new StepResult.Pending<>("waiting for what was made to show", UNTIL_IT_SHOWS);
  }

  Creation form(String folderId, String name) {
    return new Creation(
        FORM, formMarker(), new InFolder(folderId, FileKind.FORM, name), context, clock);
  }

  Creation sheet(String folderId, String name) {
    return new Creation(
        SHEET, sheetMarker(), new InFolder(folderId, FileKind.SHEET, name), context, clock);
  }

  /** One kind of file in the run's folder. */
  private final class InFolder implements Creation.Outside {
    private final String folderId;
    private final FileKind kind;
    private final String name;

    InFolder(String folderId, FileKind kind, String name) {
      this.folderId = folderId;
      this.kind = kind;
      this.name = name;
    }

    @Override
    public StepResult<List<Made>> find(String marker) {
      return folders
          .find(folderId, kind, marker)
          .map(files -> files.stream().map(this::made).toList());
    }

    @Override
    public StepResult<Made> make(String marker) {
      return folders.createFile(folderId, kind, name, marker).map(this::made);
    }

    @Override
    public StepResult<?> discard(String id) {
      return folders.trash(id);
    }

    @Override
    public Duration listingLag() {
      return folders.listingLag();
    }

    private Made made(FileRef file) {
      return switch (kind) {
        // A form's own link is its editor. It is entered with the responders' link, once it has one.
        case FORM -> new Made(file.id(), Optional.empty());
        case SHEET, DECK -> new Made(file.id(), Optional.of(file.url()));
      };
    }
  }
}
