package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Situations;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the application can see and fill. With the scope {@code drive.file} it sees what it made itself; anything else
 * answers as if it were not there, and may yet be used as a parent.
 */
@Component
@SandboxOnly
public class Access {

  private final Files files;
  private final Situations situations;

  Access(Files files, Situations situations) {
    this.files = files;
    this.situations = situations;
  }

  /** Refuses to know a file that the application does not see. */
  void requireVisible(String id, boolean supportsAllDrives) {
    var file = files.get(id);
    if (!isVisible(file) || (!supportsAllDrives && driveOf(file).isPresent())) {
      throw Files.notFound(id);
    }
  }

  boolean isVisible(Stored file) {
    return !file.body().path("hidden").asBoolean(false) && isReachable(file.id());
  }

  /** Whether the account can use the folder, seen or not. */
  boolean isReachable(String id) {
    return !situations.has(Situations.Kind.PARENT_INVISIBLE, id);
  }

  /** The shared drive that a file lies in, or is. */
  Optional<String> driveOf(Stored file) {
    if (isDrive(file)) {
      return Optional.of(file.id());
    }
    return files.above(file).stream().filter(Access::isDrive).map(Stored::id).findFirst();
  }

  static boolean isDrive(Stored file) {
    return file.body().path("isDrive").asBoolean(false);
  }

  /** Refuses to create where the caller may not, or has no room. */
  public void requireRoom(String parent, boolean supportsAllDrives) {
    if (!isReachable(parent)) {
      throw Files.notFound(parent);
    }
    var drive = driveOf(files.get(parent));
    if (drive.isPresent()) {
      if (!supportsAllDrives) {
        throw Files.notFound(parent);
      }
      return;
    }
    if (hasNoStorage()) {
      throw full(
          "Service Accounts do not have storage quota. Leverage shared drives, or use OAuth"
              + " delegation instead.");
    }
    if (situations.has(Situations.Kind.STORAGE_FULL)) {
      throw full("The user's Drive storage quota has been exceeded.");
    }
  }

  /** Whether the caller owns no storage at all. */
  boolean hasNoStorage() {
    return situations.has(Situations.Kind.SERVICE_ACCOUNT_WITHOUT_STORAGE)
        || Caller.current().kind() == Caller.Kind.SERVICE_ACCOUNT;
  }

  boolean isFull() {
    return situations.has(Situations.Kind.STORAGE_FULL);
  }

  private static GoogleError full(String message) {
    return GoogleError.forbidden("storageQuotaExceeded", message).in(GoogleError.USAGE_LIMITS);
  }
}
