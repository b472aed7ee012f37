package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.FileList;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for the files of a type in a folder that carry a marker and are not in the trash. What
 * it does not find is made again, so it answers only when it has seen every page.
 */
record MarkedFiles(GoogleCalls calls, String folderId, String mimeType, String marker) {
  /** The property of a file that holds its marker. */
  static final String MARKER = "marker";

  private static final Call LIST = new Call(Service.GOOGLE_DRIVE, "files.list", Effect.READ);

  /** One file is looked for: more pages than this hold nothing that was asked for. */
  private static final int PAGES_MAX = 20;

  /**
   * The files, oldest first.
   *
   * @param driveId the shared drive that is searched; the account's own files where empty
   */
  StepResult<List<FileRef>> in(Optional<String> driveId) {
    var found = new ArrayList<File>();
    String token = null;
    for (int page = 0; page < PAGES_MAX; page++) {
      var answer = page(driveId, token);
      if (!(answer instanceof StepResult.Done<FileList>(var list))) {
        return answer.then(_ -> incomplete());
      }
      if (Boolean.TRUE.equals(list.getIncompleteSearch())) {
        return incomplete();
      }
      found.addAll(Optional.ofNullable(list.getFiles()).orElse(List.of()));
      // A page may be empty although more follow.
      token = list.getNextPageToken();
      if (token == null || token.isEmpty()) {
        return StepResult.done(oldestFirst(found));
      }
    }
    return incomplete();
  }

  private StepResult<FileList> page(Optional<String> driveId, @Nullable String token) {
    return calls.call(
        LIST,
        clients -> {
          var request =
              clients
                  .drive()
                  .files()
                  .list()
                  .setQ(query())
                  .setSpaces("drive")
                  .setOrderBy("createdTime")
                  .setPageSize(100)
                  .setPageToken(token)
                  .setSupportsAllDrives(true)
                  .setIncludeItemsFromAllDrives(true)
                  .setFields(
                      "nextPageToken,incompleteSearch,files(id,webViewLink,createdTime)");
          driveId.ifPresent(id -> request.setCorpora("drive").setDriveId(id));
          return request;
        },
        Objects::requireNonNull);
  }

  private String query() {
    return "'%s' in parents and mimeType='%s' and appProperties has { key='%s' and value='%s' } and trashed=false"
        .formatted(quoted(folderId), mimeType, MARKER, quoted(marker));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static StepResult<List<FileRef>> incomplete() {
    return StepResult.failed(
        new Failure.Transient("Google Drive could not search all that it should have."));
  }

  private static List<FileRef> oldestFirst(List<File> files) {
    return files.stream()
        .map(MarkedFiles::fileRef)
        .sorted(Comparator.comparing(FileRef::createdAt).thenComparing(FileRef::id))
        .toList();
  }

  static FileRef fileRef(File file) {
    return new FileRef(
        Objects.requireNonNull(file.getId()),
        DriveFolders.url(file),
        Instant.ofEpochMilli(file.getCreatedTime().getValue()));
  }
}
