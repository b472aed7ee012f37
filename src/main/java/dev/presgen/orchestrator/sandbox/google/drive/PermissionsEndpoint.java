package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Drive's {@code permissions}. */
@RestController
@SandboxOnly
@Transactional
@RequestMapping("/sandbox/google/drive/v3/files/{fileId}/permissions")
public class PermissionsEndpoint {

  private static final FieldMask STANDARD = GoogleApi.DRIVE.mask("kind,id,type,role", "Permission");
  private static final FieldMask STANDARD_LIST =
      GoogleApi.DRIVE.mask("kind,permissions(kind,id,type,role)", "PermissionList");

  private final Files files;
  private final Permissions permissions;
  private final Access access;

  PermissionsEndpoint(Files files, Permissions permissions, Access access) {
    this.access = access;
    this.files = files;
    this.permissions = permissions;
  }

  @PostMapping
  public ResponseEntity<String> create(
      @PathVariable String fileId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable Boolean sendNotificationEmail,
      @RequestParam(required = false) @Nullable String fields) {
    var wanted = GoogleApi.DRIVE.read(body, "Permission");
    var answer = GoogleApi.DRIVE.answering("Permission", fields);
    access.requireVisible(fileId, supportsAllDrives);
    var isPersonal = wanted.has("emailAddress");
    if (sendNotificationEmail != null && !isPersonal) {
      throw GoogleError.invalid(
          "The sendNotificationEmail parameter is only allowed for users and groups.",
          "sendNotificationEmail");
    }
    var isNotified = isPersonal && !Boolean.FALSE.equals(sendNotificationEmail);
    return answer.with(permissions.create(fileId, wanted, isNotified), STANDARD);
  }

  @GetMapping
  public ResponseEntity<String> list(
      @PathVariable String fileId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String includePermissionsForView,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.DRIVE.answering("PermissionList", fields);
    access.requireVisible(fileId, supportsAllDrives);
    var list = JsonMapper.shared().createObjectNode().put("kind", "drive#permissionList");
    list.putArray("permissions")
        .addAll(permissions.of(files.get(fileId),
            DriveEndpoint.isPublished(includePermissionsForView)));
    return answer.with(list, STANDARD_LIST);
  }

  @GetMapping("/{permissionId}")
  public ResponseEntity<String> get(
      @PathVariable String fileId,
      @PathVariable String permissionId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.DRIVE.answering("Permission", fields);
    access.requireVisible(fileId, supportsAllDrives);
    return answer.with(permissions.get(fileId, permissionId), STANDARD);
  }

  @DeleteMapping("/{permissionId}")
  public ResponseEntity<Void> delete(
      @PathVariable String fileId,
      @PathVariable String permissionId,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives) {
    access.requireVisible(fileId, supportsAllDrives);
    permissions.delete(fileId, permissionId);
    return ResponseEntity.noContent().build();
  }
}
