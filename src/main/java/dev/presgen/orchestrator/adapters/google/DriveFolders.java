package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.GeneratedIds;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs' folders in Google Drive. Folders take an id that was reserved before; forms and sheets
 * cannot, so they carry a marker by which they are found.
 */
final class DriveFolders implements RunFolders {
  private static final Call GENERATE_IDS = call("files.generateIds", Effect.READ);
  private static final Call CREATE_FOLDER = call("files.create", Effect.KEYED);
  private static final Call CREATE_FILE = call("files.create", Effect.FINDABLE);
  private static final Call UPLOAD = call("files.upload", Effect.FINDABLE);
  private static final Call GET = call("files.get", Effect.READ);
  private static final Call TRASH = call("files.update", Effect.NATURAL);

  private static final String FOLDER_TYPE = "application/vnd.google-apps.folder";
  // Drive's limit for the key and the value of one property together, in UTF-8.
  private static final int PROPERTY_BYTES_MAX = 124;

  private static final Duration PARENT_RECHECK = Duration.ofMinutes(5);

  private final GoogleCalls calls;
  private final Sharing sharing;
  private final @Nullable String parent;
  private final Duration listingLag;

  DriveFolders(GoogleCalls calls, Sharing sharing, @Nullable String parent, Duration listingLag) {
    this.calls = calls;
    this.sharing = sharing;
    this.parent = parent;
    this.listingLag = listingLag;
  }

  private static Call call(String operation, Effect effect) {
    return new Call(Service.GOOGLE_DRIVE, operation, effect);
  }

  @Override
  public StepResult<String> reserveId() {
    return calls.call(
        GENERATE_IDS,
        clients -> clients.drive()
            .files()
            .generateIds()
            .setCount(1)
            .setSpace("drive")
            .setType("files"),
        (GeneratedIds ids) -> ids.getIds().getFirst());
  }

  @Override
  public StepResult<Folder> createFolder(String id, String name, String runId) {
    var wanted =
        new File().setId(id).setName(name).setMimeType(FOLDER_TYPE).setAppProperties(marked(runId));
    if (parent != null) {
      wanted.setParents(List.of(parent));
    }
    StepResult<Folder> made =
        calls.call(
            CREATE_FOLDER,
            clients -> clients
                .drive()
                .files()
                .create(wanted)
                .setSupportsAllDrives(true)
                .setFields("id,webViewLink"),
            DriveFolders::folder);
    // What follows a conflict is about the folder itself, whose parent was accepted before.
    var placed =
        parent == null
            ? made
            : GoogleErrors.on(RunFolders.NOT_FOUND, made, DriveFolders::noParent);
    return GoogleErrors.on(RefusalTable.ALREADY_EXISTS, placed, () -> existing(id));
  }

  private static StepResult<Folder> noParent() {
    return StepResult.failed(
        new Failure.Blocked(
            "Google Drive: the folder of the runs is not there, or not visible.",
            "Check presgen.google.parent-folder, and that the account may add files to it.",
            PARENT_RECHECK));
  }

  private StepResult<Folder> existing(String id) {
    StepResult<Folder> there =
        get(id, "id,webViewLink,trashed")
            .then(file -> Boolean.TRUE.equals(file.getTrashed())
                ? StepResult.refused(
                    "FOLDER_TRASHED",
                    "The run's folder was made before and is in the trash.",
                    "Take it out of the trash, or start the run again.")
                : StepResult.done(folder(file)));
    // In shared drives new files were seen to answer 404 for 5 to 15 seconds.
    return GoogleErrors.on(
        RunFolders.NOT_FOUND,
        there,
        () -> StepResult.failed(
            new Failure.Transient(
                "Google Drive: the run's folder exists, but does not show yet.")));
  }

  @Override
  public StepResult<List<FileRef>> find(String folderId, FileKind kind, String marker) {
    var search = new MarkedFiles(calls, folderId, type(kind), marker);
    return parent == null
        ? search.in(Optional.empty())
        : get(folderId, "id,driveId")
            .then(folder -> search.in(Optional.ofNullable(folder.getDriveId())));
  }

  @Override
  public StepResult<FileRef> createFile(
      String folderId, FileKind kind, String name, String marker) {
    var wanted =
        new File()
            .setName(name)
            .setMimeType(type(kind))
            .setParents(List.of(folderId))
            .setAppProperties(marked(marker));
    return calls.call(
        CREATE_FILE,
        clients -> clients
            .drive()
            .files()
            .create(wanted)
            .setSupportsAllDrives(true)
            .setFields("id,webViewLink,createdTime"),
        MarkedFiles::fileRef);
  }

  @Override
  public StepResult<FileRef> upload(
      String folderId, FileKind kind, String name, String marker, byte[] content) {
    var wanted =
        new File()
            .setName(name)
            .setMimeType(type(kind))
            .setParents(List.of(folderId))
            .setAppProperties(marked(marker));
    return calls.call(
        UPLOAD,
        clients -> new UploadFile(clients.drive(), wanted, content, "id,webViewLink,createdTime"),
        MarkedFiles::fileRef);
  }

  @Override
  public Duration listingLag() {
    return listingLag;
  }

  @Override
  public StepResult<Presence> presence(String id) {
    return orGone(get(id, "trashed").map(DriveFolders::presence));
  }

  /**
   * By the last change alone. Its time would tell nothing more: Google's own work, such as a response
   * that a form receives, moves it too.
   */
  @Override
  public StepResult<Boolean> changedByPerson(String id) {
    StepResult<Boolean> changed =
        get(id, "lastModifyingUser(me)")
            .map(
                file -> file.getLastModifyingUser() != null
                    && Boolean.FALSE.equals(file.getLastModifyingUser().getMe()));
    return GoogleErrors.on(RunFolders.NOT_FOUND, changed, () -> StepResult.done(false));
  }

  @Override
  public StepResult<String> share(String fileId, Reader reader) {
    return sharing.read(fileId, reader);
  }

  @Override
  public StepResult<Presence> trash(String id) {
    return orGone(
        calls.call(
            TRASH,
            clients -> clients
                .drive()
                .files()
                .update(id, new File().setTrashed(true))
                .setSupportsAllDrives(true)
                .setFields("trashed"),
            DriveFolders::presence));
  }

  private StepResult<File> get(String id, String fields) {
    return calls.call(
        GET,
        clients -> clients.drive().files().get(id).setSupportsAllDrives(true).setFields(fields),
        Objects::requireNonNull);
  }

  private static StepResult<Presence> orGone(StepResult<Presence> result) {
    return GoogleErrors.on(RunFolders.NOT_FOUND, result, () -> StepResult.done(Presence.GONE));
  }

  private static Presence presence(File file) {
    return Boolean.TRUE.equals(file.getTrashed()) ? Presence.TRASHED : Presence.PRESENT;
  }

  private static Folder folder(File file) {
    return new Folder(Objects.requireNonNull(file.getId()), url(file));
  }

  static String url(File file) {
    return Objects.requireNonNull(file.getWebViewLink());
  }

  private static Map<String, String> marked(String marker) {
    int bytes = (MarkedFiles.MARKER + marker).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PROPERTY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a marker may have %d bytes at most, but this one has %d"
              .formatted(PROPERTY_BYTES_MAX - MarkedFiles.MARKER.length(),
                  bytes - MarkedFiles.MARKER.length()));
    }
    return Map.of(MarkedFiles.MARKER, marker);
  }

  private static String type(FileKind kind) {
    return switch (kind) {
      case FORM -> "application/vnd.google-apps.form";
      case SHEET -> "application/vnd.google-apps.spreadsheet";
      case DECK -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    };
  }
}
