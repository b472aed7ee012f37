package dev.presgen.orchestrator.sandbox.google.person;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.drive.FileView;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import dev.presgen.orchestrator.sandbox.google.drive.Permissions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a person does in Drive's pages. */
@RestController
@SandboxOnly
@Transactional
@RequestMapping("/sandbox/person")
public class PersonEndpoint {

  static final String SOMEBODY = "colleague@sandbox.example";

  private final Files files;
  private final FileView view;
  private final Permissions permissions;

  PersonEndpoint(Files files, FileView view, Permissions permissions) {
    this.files = files;
    this.view = view;
    this.permissions = permissions;
  }

  /** Every change bears the name of who made it. */
  @ModelAttribute
  void person(HttpServletRequest request, @RequestParam(defaultValue = SOMEBODY) String as) {
    new Caller(as, Caller.Kind.PERSON).putInto(request);
  }

  /** Makes a file, which the application does not see unless the person lets it. */
  @PostMapping("/files")
  public ResponseEntity<String> create(@RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfFile.class);
    var metadata = JsonMapper.shared().createObjectNode();
    metadata.put("name", asked.name() == null ? "Untitled" : asked.name());
    metadata.put("mimeType", asked.mimeType() == null ? MimeTypes.FOLDER : asked.mimeType());
    if (asked.parent() != null) {
      metadata.putArray("parents").add(asked.parent());
    }
    var file = files.create(metadata);
    file.body().put("hidden", !Boolean.TRUE.equals(asked.visible()));
    files.save(file);
    return answer(view.of(file, true));
  }

  @PatchMapping("/files/{id}")
  public ResponseEntity<String> change(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfFile.class);
    var metadata = JsonMapper.shared().createObjectNode();
    if (asked.name() != null) {
      metadata.put("name", asked.name());
    }
    if (asked.description() != null) {
      metadata.put("description", asked.description());
    }
    if (asked.trashed() != null) {
      metadata.put("trashed", asked.trashed());
    }
    if (asked.mimeType() != null) {
      throw GoogleError.invalid("A file's type cannot be changed.", "mimeType");
    }
    var file = files.update(id, metadata, asked.parent(), null);
    if (asked.visible() != null) {
      file.body().put("hidden", !asked.visible());
      files.save(file);
    }
    return answer(view.of(file, true));
  }

  @DeleteMapping("/files/{id}")
  public ResponseEntity<Void> delete(@PathVariable String id) {
    files.delete(id);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/files/{id}/permissions")
  public ResponseEntity<String> share(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    var wanted = GoogleApi.DRIVE.read(body, "Permission");
    return answer(permissions.create(id, wanted, wanted.has("emailAddress")));
  }

  @DeleteMapping("/files/{id}/permissions/{permissionId}")
  public ResponseEntity<Void> unshare(@PathVariable String id, @PathVariable String permissionId) {
    permissions.delete(id, permissionId);
    return ResponseEntity.noContent().build();
  }

  /** Makes a shared drive, of which the application's account is a member. */
  @PostMapping("/drives")
  public ResponseEntity<String> drive(@RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfFile.class);
    Stored drive =
        files.register(
            "0A" + Ids.random(14) + "PVA",
            asked.name() == null ? "Untitled" : asked.name(),
            MimeTypes.FOLDER,
            Files.ROOT);
    drive.body().put("isDrive", true).put("hidden", !Boolean.TRUE.equals(asked.visible()));
    files.save(drive);
    return answer(view.of(drive, true));
  }

  private static ResponseEntity<String> answer(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
