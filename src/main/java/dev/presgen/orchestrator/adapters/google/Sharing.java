package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.drive.model.Permission;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.util.Optional;

/**
 * Who may open a file. Drive loses permissions of one file that are written at the same time, so
 * whoever shares a file does it one after the other.
 */
final class Sharing {
  private static final Call CREATE =
      new Call(Service.GOOGLE_DRIVE, "permissions.create", Effect.NATURAL);
  private static final Call DELETE =
      new Call(Service.GOOGLE_DRIVE, "permissions.delete", Effect.NATURAL);

  private static final String READ = "reader";

  // Drive's fixed id of the permission for everybody.
  private static final String ANYONE = "anyoneWithLink";

  private final GoogleCalls calls;

  Sharing(GoogleCalls calls) {
    this.calls = calls;
  }

  /** Lets somebody open a file; for a form that is its editor. Answers the permission's id. */
  StepResult<String> read(String fileId, Reader reader) {
    return create(fileId, permission(reader), reader);
  }

  /** Lets somebody answer a form, and nothing else. */
  StepResult<String> answer(String formId, Reader reader) {
    return create(formId, permission(reader).setView("published"), reader);
  }

  /** Takes back that everybody who has the link gets in. */
  StepResult<String> close(String fileId) {
    StepResult<String> deleted =
        calls.call(
            DELETE,
            clients -> clients.drive()
                .permissions()
                .delete(fileId, ANYONE)
                .setSupportsAllDrives(true),
            nothing -> ANYONE);
    return GoogleErrors.on(RunFolders.NOT_FOUND, deleted, () -> StepResult.done(ANYONE));
  }

  private static Permission permission(Reader reader) {
    return switch (reader) {
      case Reader.Person(String email) ->
          new Permission().setType("user").setRole(READ).setEmailAddress(email);
      case Reader.Anyone _ -> new Permission().setType("anyone").setRole(READ);
    };
  }

  private StepResult<String> create(String fileId, Permission permission, Reader reader) {
    return switch (reader) {
      case Reader.Person _ -> {
        // Google writes to people unless told not to. An address without a Google account cannot be
        // let in silently: then it has to be a mail.
        StepResult<String> silently = create(fileId, permission, Optional.of(false));
        yield GoogleErrors.on(
            RefusalTable.NEEDS_MAIL,
            silently,
            () -> create(fileId, permission, Optional.of(true)));
      }
      case Reader.Anyone _ -> {
        StepResult<String> opened = create(fileId, permission, Optional.empty());
        yield GoogleErrors.on(RefusalTable.NOT_ALLOWED, opened, Sharing::notForEverybody);
      }
    };
  }

  /** A policy against links that everybody may open looks like a missing right. */
  private static StepResult<String> notForEverybody() {
    return StepResult.refused(
        RefusalTable.SHARING_REFUSED,
        "Google Drive does not let the account open the file to everybody who has the link.",
        "Start the run without delivery.public, or have the domain's administrator allow it.");
  }

  /**
   * Gives a permission.
   *
   * @param mail whether Google writes to the person; empty for everybody, where it refuses to be told
   */
  private StepResult<String> create(String fileId, Permission permission, Optional<Boolean> mail) {
    return calls.call(
        CREATE,
        clients -> {
          var request =
              clients
                  .drive()
                  .permissions()
                  .create(fileId, permission)
                  .setSupportsAllDrives(true)
                  .setFields("id");
          mail.ifPresent(request::setSendNotificationEmail);
          return request;
        },
        Permission::getId);
  }
}
