package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Ids;
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
  private final Access access;

  FileView(Files files, Permissions permissions, Access access) {
    this.files = files;
    this.access = access;
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
    for (var optional : new String[]{"description", "appProperties", "properties", "size",
        "originalFilename"}) {
      if (stored.has(optional)) {
        view.set(optional, stored.get(optional).deepCopy());
      }
    }
    view.putArray("spaces").add("drive");
    view.put("version", Long.toString(file.version()));
    view.put("webViewLink", Links.view(mimeType, file.id()));
    view.put("createdTime", Moments.millis(file.createdAt()));
    view.put("modifiedTime", stored.path("modifiedTime").asString(""));
    view.set("lastModifyingUser", user(stored.path("modifiedBy").asString(Caller.OWNER.email())));
    view.put("isAppAuthorized", access.isVisible(file)).put("writersCanShare", true);
    access.driveOf(file)
        .ifPresentOrElse(
            drive -> view.put("driveId", drive).put("ownedByMe", false),
            () -> {
              view.putArray("owners").add(user(owner(file)));
              view.put("ownedByMe", owner(file).equals(Caller.current().email()));
            });
    var granted = permissions.of(file, publishedToo);
    view.put("shared", granted.size() > 1);
    granted.forEach(permission -> view.withArray("permissionIds").add(permission.path("id")));
    view.putArray("permissions").addAll(granted);
    capabilities(view.putObject("capabilities"), mimeType);
    return view;
  }

  /** An account, as whoever calls sees it. */
  static ObjectNode user(String email) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("kind", "drive#user")
        .put("displayName", email.equals(Caller.OWNER.email()) ? "Sandbox owner" : email)
        .put("me", email.equals(Caller.current().email()))
        .put("permissionId", Ids.account(email))
        .put("emailAddress", email);
  }

  /** Who made the file; nobody owns what lies in a shared drive. */
  static String owner(Stored file) {
    return file.body().path("owner").asString(Caller.OWNER.email());
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
