package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drive's {@code files} and {@code about}. */
@RestController
@SandboxOnly
@Transactional
@RequestMapping("/sandbox/google")
public class DriveEndpoint {

  private static final FieldMask STANDARD = GoogleApi.DRIVE.mask("kind,id,name,mimeType", "File");

  /** Documented for {@code files.generateIds}. */
  private static final int IDS_MAX = 1000;

  /** What a consumer's account has. */
  private static final long STORAGE_BYTES = 15L << 30;

  private final Files files;
  private final FileView view;
  private final FileListing listing;
  private final Access access;
  private final MediaTable media;

  DriveEndpoint(Files files, FileView view, FileListing listing, Access access,
      MediaTable media) {
    this.media = media;
    this.files = files;
    this.access = access;
    this.view = view;
    this.listing = listing;
  }

  @GetMapping("/drive/v3/about")
  public ResponseEntity<String> about(@RequestParam(required = false) @Nullable String fields) {
    if (fields == null) {
      throw GoogleError.invalid("The 'fields' parameter is required for this method.", "fields");
    }
    var answer = GoogleApi.DRIVE.answering("About", fields);
    var about = JsonMapper.shared().createObjectNode().put("kind", "drive#about");
    about.set("user", FileView.user(Caller.current().email()));
    about.put("canCreateDrives", false);
    storage(about.putObject("storageQuota"));
    return answer.with(about);
  }

  private void storage(ObjectNode quota) {
    var limit = access.hasNoStorage() ? 0 : STORAGE_BYTES;
    var usage = access.isFull() ? limit : 0;
    quota.put("limit", Long.toString(limit)).put("usage", Long.toString(usage));
    quota.put("usageInDrive", Long.toString(usage)).put("usageInDriveTrash", "0");
  }

  @GetMapping("/drive/v3/files/generateIds")
  public ResponseEntity<String> generateIds(
      @RequestParam(defaultValue = "10") int count,
      @RequestParam(defaultValue = "drive") String space,
      @RequestParam(required = false) @Nullable String fields) {
    if (count < 1 || count > IDS_MAX) {
      throw GoogleError.invalid(
          "Invalid value '%d'. Values must be within the range: [1, %d]".formatted(count, IDS_MAX),
          "count");
    }
    var answer = GoogleApi.DRIVE.answering("GeneratedIds", fields);
    var generated = JsonMapper.shared().createObjectNode();
    generated.put("kind", "drive#generatedIds").put("space", space);
    var ids = generated.putArray("ids");
    for (int i = 0; i < count; i++) {
      ids.add(Ids.file());
    }
    return answer.with(generated);
  }

  @PostMapping("/drive/v3/files")
  public ResponseEntity<String> create(
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String includePermissionsForView,
      @RequestParam(required = false) @Nullable String fields) {
    var metadata = GoogleApi.DRIVE.read(body, "File");
    FileChange.requireWritable(metadata);
    var answer = GoogleApi.DRIVE.answering("File", fields);
    access.requireRoom(metadata.path("parents").path(0).asString(Files.ROOT), supportsAllDrives);
    return answer.with(view.of(files.create(metadata), isPublished(includePermissionsForView)),
        STANDARD);
  }

  @GetMapping({"/drive/v3/files/{fileId}", "/download/drive/v3/files/{fileId}"})
  public ResponseEntity<?> get(
      @PathVariable String fileId,
      @RequestParam(defaultValue = "json") String alt,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String includePermissionsForView,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.DRIVE.answering("File", fields);
    access.requireVisible(fileId, supportsAllDrives);
    var file = files.get(fileId);
    if (alt.equals("media")) {
      return media.of(fileId).orElseThrow(DriveEndpoint::notDownloadable).answer();
    }
    return answer.with(view.of(file, isPublished(includePermissionsForView)), STANDARD);
  }

  @GetMapping("/drive/v3/files")
  public ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String orderBy,
      @RequestParam(defaultValue = "100") int pageSize,
      @RequestParam(defaultValue = "") String pageToken,
      @RequestParam(defaultValue = "user") String corpora,
      @RequestParam(required = false) @Nullable String driveId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(defaultValue = "false") boolean includeItemsFromAllDrives,
      @RequestParam(required = false) @Nullable String includePermissionsForView,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.DRIVE.answering("FileList", fields);
    var isEverywhere = supportsAllDrives && includeItemsFromAllDrives;
    if (corpora.equals("drive") != (driveId != null)) {
      throw GoogleError.invalid(
          "The driveId parameter must be specified if and only if corpora is set to drive.",
          "driveId");
    }
    if (driveId != null) {
      if (!isEverywhere) {
        throw GoogleError.forbidden(
            "teamDrivesParentLimit",
            "The includeItemsFromAllDrives and supportsAllDrives parameters must be set.");
      }
      if (files.find(driveId).filter(Access::isDrive).isEmpty()) {
        throw GoogleError.notFound("Shared drive not found: " + driveId, "driveId");
      }
    }
    var page =
        listing.page(
            q, orderBy, pageSize, pageToken, new FileListing.Corpus(driveId, isEverywhere));
    var list = JsonMapper.shared().createObjectNode();
    list.put("kind", "drive#fileList").put("incompleteSearch", false);
    page.next().ifPresent(next -> list.put("nextPageToken", next));
    var found = list.putArray("files");
    page.files().forEach(file -> found.add(view.of(file, isPublished(includePermissionsForView))));
    return answer.with(list, FileListing.STANDARD);
  }

  @PatchMapping("/drive/v3/files/{fileId}")
  public ResponseEntity<String> update(
      @PathVariable String fileId,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String addParents,
      @RequestParam(required = false) @Nullable String removeParents,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String includePermissionsForView,
      @RequestParam(required = false) @Nullable String fields) {
    var metadata = GoogleApi.DRIVE.read(body, "File");
    var answer = GoogleApi.DRIVE.answering("File", fields);
    access.requireVisible(fileId, supportsAllDrives);
    FileChange.requireUpdatable(metadata, files.get(fileId).body().path("mimeType").asString(""));
    var updated = files.update(fileId, metadata, addParents, removeParents);
    return answer.with(view.of(updated, isPublished(includePermissionsForView)), STANDARD);
  }

  @DeleteMapping("/drive/v3/files/{fileId}")
  public ResponseEntity<Void> delete(
      @PathVariable String fileId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives) {
    access.requireVisible(fileId, supportsAllDrives);
    files.delete(fileId);
    return ResponseEntity.noContent().build();
  }

  private static GoogleError notDownloadable() {
    return GoogleError.forbidden(
        "fileNotDownloadable",
        "Only files with binary content can be downloaded. Use Export with Docs Editors files.");
  }

  static boolean isPublished(@Nullable String includePermissionsForView) {
    return "published".equals(includePermissionsForView);
  }
}
