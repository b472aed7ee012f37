package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.Moments;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file as Drive answers it, whole; the mask cuts it. */
@Component
@SandboxOnly
public class FileView {

  private final Files files;
  private final Permissions permissions;

  FileView(Files files, Permissions permissions) {
    this.files = files;
    this.permissions = permissions;
  }

  /**
   * All fields of the file.
   *
   * @param publishedToo whether the permissions of the published view are listed
   */
  public ObjectNode of(Stored file, boolean publishedToo) {
    var stored = file.body();
    var mimeType = stored.path("mimeType").asString("");
    var view = JsonMapper.shared().createObjectNode();
    view.put("kind", "drive#file").put("id", file.id());
    view.put("name", stored.path("name").asString("")).put("mimeType", mimeType);
    view.put("starred", stored.path("starred").asBoolean(false));
    view.put("trashed", files.isTrashed(file));
    view.put("explicitlyTrashed", Files.isExplicitlyTrashed(file));
    if (file.parent() != null) {
      view.putArray("parents").add(file.parent());
    }
    for (var optional : new String[]{"description", "appProperties", "properties"}) {
      if (stored.has(optional)) {
        view.set(optional, stored.get(optional).deepCopy());
      }
    }
    view.putArray("spaces").add("drive");
    view.put("version", Long.toString(file.version()));
    view.put("webViewLink", Links.view(mimeType, file.id()));
    view.put("createdTime", Moments.millis(file.createdAt()));
    view.put("modifiedTime", stored.path("modifiedTime").asString(""));
    view.set("lastModifyingUser", user());
    view.putArray("owners").add(user());
    view.put("ownedByMe", true).put("isAppAuthorized", true).put("writersCanShare", true);
    var granted = permissions.of(file, publishedToo);
    view.put("shared", granted.size() > 1);
    granted.forEach(permission -> view.withArray("permissionIds").add(permission.path("id")));
    view.putArray("permissions").addAll(granted);
    capabilities(view.putObject("capabilities"), mimeType);
    return view;
  }

  /** The account that everything here belongs to. */
  static ObjectNode user() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("kind", "drive#user")
        .put("displayName", "Sandbox owner")
        .put("me", true)
        .put("permissionId", dev.presgen.orchestrator.sandbox.Ids.account(Files.OWNER))
        .put("emailAddress", Files.OWNER);
  }

  private static void capabilities(ObjectNode capabilities, String mimeType) {
    for (var able : new String[]{"canEdit", "canRename", "canShare", "canTrash", "canUntrash",
        "canDelete"}) {
      capabilities.put(able, true);
    }
    capabilities.put("canAddChildren", mimeType.equals(MimeTypes.FOLDER));
    capabilities.put("canListChildren", mimeType.equals(MimeTypes.FOLDER));
  }
}
