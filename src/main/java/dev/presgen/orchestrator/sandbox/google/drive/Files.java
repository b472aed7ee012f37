package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Moments;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is in Drive, and where. A file has exactly one parent; only {@link #ROOT} has none. */
@Service
@SandboxOnly
@Transactional
public class Files {

  /** The folder called {@code root}, which always exists and is not stored. */
  public static final String ROOT = "0ASandboxMyDriveUk9PVA";

  /** Deeper than Drive allows; stops a walk that would never end. */
  private static final int DEPTH_MAX = 100;

  private final ObjectTable objects;
  private final List<DocsEditor> editors;

  Files(ObjectTable objects, List<DocsEditor> editors) {
    this.objects = objects;
    this.editors = List.copyOf(editors);
  }

  /**
   * Makes a file with its content.
   *
   * @param metadata a {@code File} whose fields have been checked
   */
  public Stored create(ObjectNode metadata) {
    var mimeType = metadata.path("mimeType").asString("application/octet-stream");
    var id = newId(metadata, mimeType);
    var file = register(id, metadata.path("name").asString("Untitled"), mimeType, parent(metadata));
    FileChange.metadata(metadata, file.body());
    objects.save(file);
    editor(mimeType).ifPresent(editor -> editor.made(id, file.body().path("name").asString("")));
    return file;
  }

  /** Makes only the file, for a service that made the content already. */
  public Stored register(String id, String name, String mimeType, String parent) {
    var body = JsonMapper.shared().createObjectNode();
    var file = Stored.made(Kind.FILE, id, body).below(parent);
    body.put("name", name).put("mimeType", mimeType);
    changed(file);
    Permissions.atCreation(body, mimeType);
    objects.insert(file);
    return file;
  }

  /** The file, in the trash or not. */
  public Stored get(String id) {
    return find(id).orElseThrow(() -> notFound(id));
  }

  public Optional<Stored> find(String id) {
    return isRoot(id) ? Optional.of(root()) : objects.find(Kind.FILE, id);
  }

  /** The file, to be changed and saved in this transaction. */
  public Stored lock(String id) {
    if (isRoot(id)) {
      throw GoogleError.forbidden("insufficientFilePermissions",
          "The root folder cannot be changed.");
    }
    return objects.lock(Kind.FILE, id).orElseThrow(() -> notFound(id));
  }

  public void save(Stored file) {
    objects.save(file);
  }

  /** Changes metadata and place; see {@link FileChange}. */
  public Stored update(String id, ObjectNode metadata, @Nullable String addParents,
      @Nullable String removeParents) {
    var file = lock(id);
    var wasTrashed = isExplicitlyTrashed(file);
    FileChange.metadata(metadata, file.body());
    changed(file);
    if (wasTrashed != isExplicitlyTrashed(file)) {
      Listed.trashChanges(file, Moments.now());
    }
    var moved = place(file, addParents, removeParents);
    objects.save(moved);
    return moved;
  }

  /** Notes that the content of a file was changed, now and by whoever calls. */
  public void touch(String id) {
    var file = lock(id);
    changed(file);
    objects.save(file);
  }

  private static void changed(Stored file) {
    file.body().put("modifiedTime", Moments.millis(Moments.now()));
    file.body().put("modifiedBy", Caller.current().email());
  }

  /** Deletes for good, with everything below. */
  public void delete(String id) {
    var file = lock(id);
    for (var child : objects.below(Kind.FILE, file.id())) {
      delete(child.id());
    }
    editor(file.body().path("mimeType").asString("")).ifPresent(editor -> editor.gone(file.id()));
    objects.delete(Kind.MEDIA, file.id());
    objects.delete(Kind.FILE, file.id());
  }

  /**
   * Matching files, newest first.
   *
   * @param folder where to look; empty for everywhere
   */
  public List<Stored> list(Optional<String> folder, Predicate<Stored> wanted) {
    return folder.map(id -> objects.below(Kind.FILE, id))
        .orElseGet(() -> objects.all(Kind.FILE))
        .stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Stored::createdAt).reversed())
        .toList();
  }

  /** The folders above, nearest first, without the root. */
  public List<Stored> above(Stored file) {
    var folders = new ArrayList<Stored>();
    var parent = file.parent();
    while (parent != null && !isRoot(parent) && folders.size() < DEPTH_MAX) {
      var folder = objects.find(Kind.FILE, parent).orElseThrow();
      folders.add(folder);
      parent = folder.parent();
    }
    return folders;
  }

  /** Whether the file or a folder above it was put into the trash. */
  public boolean isTrashed(Stored file) {
    return isExplicitlyTrashed(file) || above(file).stream().anyMatch(Files::isExplicitlyTrashed);
  }

  static boolean isExplicitlyTrashed(Stored file) {
    return file.body().path("trashed").asBoolean(false);
  }

  static boolean isRoot(String id) {
    return id.equals("root") || id.equals(ROOT);
  }

  static GoogleError notFound(String id) {
    return GoogleError.notFound("File not found: %s.".formatted(id), "fileId");
  }

  private Stored place(Stored file, @Nullable String addParents, @Nullable String removeParents) {
    if (addParents == null) {
      if (removeParents != null && removeParents.equals(file.parent())) {
        throw GoogleError.forbidden("cannotRemoveParent", "A file must have exactly one parent.");
      }
      return file;
    }
    if (addParents.contains(",")) {
      throw GoogleError.forbidden("cannotAddParent",
          "Increasing the number of parents is not allowed");
    }
    var folder = folder(addParents);
    if (folder.equals(file.id())
        || above(get(folder)).stream().anyMatch(up -> up.id().equals(file.id()))) {
      throw GoogleError.forbidden("cannotAddParent", "A folder cannot be moved below itself.");
    }
    return file.below(folder);
  }

  private String newId(ObjectNode metadata, String mimeType) {
    var isEditorType = mimeType.startsWith(MimeTypes.GOOGLE) && !mimeType.equals(MimeTypes.FOLDER);
    if (!metadata.has("id")) {
      return isEditorType ? Ids.document() : Ids.file();
    }
    var id = metadata.path("id").asString("");
    if (isEditorType && !mimeType.equals(MimeTypes.SHORTCUT)) {
      throw GoogleError.invalid("Generated IDs are not supported for Docs Editors formats.");
    }
    if (isEditorType || !Ids.isPregenerated(id)) {
      throw GoogleError.invalid("The provided file ID is not usable.");
    }
    if (objects.find(Kind.FILE, id).isPresent()) {
      throw GoogleError.conflict("fileIdInUse", "A file already exists with the provided ID.");
    }
    return id;
  }

  private String parent(ObjectNode metadata) {
    var parents = metadata.path("parents");
    if (parents.size() > 1) {
      throw GoogleError.forbidden("cannotAddParent",
          "A file cannot be created in more than one folder.");
    }
    return parents.isEmpty() ? ROOT : folder(parents.get(0).asString(""));
  }

  private String folder(String id) {
    if (isRoot(id)) {
      return ROOT;
    }
    var folder = get(id);
    if (!folder.body().path("mimeType").asString("").equals(MimeTypes.FOLDER)) {
      throw GoogleError.forbidden("parentNotAFolder", "The specified parent is not a folder.");
    }
    return folder.id();
  }

  private Optional<DocsEditor> editor(String mimeType) {
    return editors.stream().filter(editor -> editor.mimeType().equals(mimeType)).findFirst();
  }

  private static Stored root() {
    var body = JsonMapper.shared().createObjectNode();
    body.put("name", "My Drive").put("mimeType", MimeTypes.FOLDER);
    body.put("modifiedTime", Moments.millis(java.time.Instant.EPOCH));
    Permissions.atCreation(body, MimeTypes.FOLDER);
    return new Stored(Kind.FILE, ROOT, null, null, java.time.Instant.EPOCH, 1, body);
  }
}
