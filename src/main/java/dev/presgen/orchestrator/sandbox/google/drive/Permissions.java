package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Situations;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may see what. What is granted on a folder is inherited by everything below it. A permission in the
 * {@code published} view lets somebody answer a form, and nothing else.
 */
@Service
@SandboxOnly
@Transactional
public class Permissions {

  /** The id of the permission by which everybody with the link may answer or read. */
  public static final String ANYONE = "anyoneWithLink";

  private final Files files;
  private final ObjectTable objects;
  private final Situations situations;

  Permissions(Files files, ObjectTable objects, Situations situations) {
    this.situations = situations;
    this.files = files;
    this.objects = objects;
  }

  /** What a new file starts with: its owner and, for a form, everybody with the link as responder. */
  static void atCreation(ObjectNode file, String mimeType) {
    file.put("owner", Caller.current().email());
    var granted = file.putArray("permissions");
    granted
        .addObject()
        .put("kind", "drive#permission")
        .put("id", Ids.account(Caller.current().email()))
        .put("type", "user")
        .put("role", "owner")
        .put("emailAddress", Caller.current().email())
        .put("displayName", "Sandbox owner");
    if (mimeType.equals(MimeTypes.FORM)) {
      granted
          .addObject()
          .put("kind", "drive#permission")
          .put("id", ANYONE)
          .put("type", "anyone")
          .put("role", "reader")
          .put("view", "published")
          .put("allowFileDiscovery", false);
    }
  }

  /** The file's own permissions and the inherited ones. */
  public List<ObjectNode> of(Stored file, boolean publishedToo) {
    var all = new ArrayList<ObjectNode>();
    own(file).forEach(permission -> all.add(((ObjectNode) permission).deepCopy()));
    for (var folder : files.above(file)) {
      for (var permission : own(folder)) {
        if (all.stream().noneMatch(known -> isSame(known, permission))) {
          all.add(((ObjectNode) permission).deepCopy());
        }
      }
    }
    all.removeIf(permission -> !publishedToo && permission.has("view"));
    return all;
  }

  /** Grants, or changes the role of who has a permission already: then the id stays the same. */
  public ObjectNode create(String fileId, ObjectNode wanted, boolean isNotified) {
    var file = files.lock(fileId);
    var permission = PermissionRules.checked(wanted, file.body().path("mimeType").asString(""));
    new SharingPolicy(situations).check(permission, isNotified);
    var existing = own(file).valueStream().filter(known -> isSame(known, permission)).findFirst();
    if (existing.isPresent()) {
      if (existing.get().path("role").asString("").equals("owner")) {
        return (ObjectNode) existing.get();
      }
      ((ObjectNode) existing.get()).setAll(permission);
    } else {
      own(file).add(permission);
    }
    files.save(file);
    if (isNotified && permission.has("emailAddress")) {
      tell(permission.path("emailAddress").asString(""), file);
    }
    return permission;
  }

  public ObjectNode get(String fileId, String permissionId) {
    return of(files.get(fileId), true).stream()
        .filter(permission -> permission.path("id").asString("").equals(permissionId))
        .findFirst()
        .orElseThrow(() -> notFound(permissionId));
  }

  /** Takes away; the owner's and inherited ones stay. */
  public void delete(String fileId, String permissionId) {
    var file = files.lock(fileId);
    var permission = get(fileId, permissionId);
    if (permission.path("role").asString("").equals("owner")) {
      throw GoogleError.forbidden("insufficientFilePermissions",
          "The owner of a file cannot be removed.");
    }
    var before = own(file).size();
    own(file).removeIf(known -> known.path("id").asString("").equals(permissionId));
    if (own(file).size() == before) {
      throw GoogleError.forbidden(
          "cannotModifyInheritedPermission", "Cannot update or delete an inherited permission.");
    }
    files.save(file);
  }

  /**
   * Whether this address may answer the form.
   *
   * @param email empty for somebody who is not signed in
   */
  public boolean mayRespond(Stored form, Optional<String> email) {
    return of(form, true).stream()
        .filter(permission -> permission.path("view").asString("").equals("published"))
        .anyMatch(
            permission -> permission.path("type").asString("").equals("anyone")
                || email.filter(permission.path("emailAddress").asString("")::equalsIgnoreCase)
                    .isPresent());
  }

  private void tell(String email, Stored file) {
    var name = file.body().path("name").asString("");
    var mail = JsonMapper.shared().createObjectNode();
    mail.put("to", email).put("subject", "Item shared with you: \"%s\"".formatted(name));
    mail.put("link", Links.view(file.body().path("mimeType").asString(""), file.id()));
    objects.insert(Stored.made(Kind.MAIL, Ids.file(), mail));
  }

  private static ArrayNode own(Stored file) {
    return file.body().withArray("permissions");
  }

  private static boolean isSame(tools.jackson.databind.JsonNode one,
      tools.jackson.databind.JsonNode other) {
    return one.path("id").equals(other.path("id")) && one.path("view").equals(other.path("view"));
  }

  private static GoogleError notFound(String id) {
    return GoogleError.notFound("Permission not found: %s.".formatted(id), "permissionId");
  }
}
