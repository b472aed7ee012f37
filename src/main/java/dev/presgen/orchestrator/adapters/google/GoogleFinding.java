package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.drive.model.File;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Verdict;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;

/** What was found of Google, in words. */
final class GoogleFinding {
  private static final String FOLDER_TYPE = "application/vnd.google-apps.folder";
  private static final String FOLDER = "Google folder of the runs";

  private GoogleFinding() {}

  /**
   * The folder of the runs.
   *
   * @param unseen how it stands with one that Google does not show
   */
  static Finding folder(StepResult<File> seen, Verdict unseen) {
    return switch (seen) {
      case StepResult.Done<File>(var file) -> folder(file);
      case StepResult.Failed<File>(Failure.Permanent(var code, _, _)) when code
          .equals(RunFolders.NOT_FOUND) ->
          new Finding(
              FOLDER,
              unseen,
              "The scope drive.file does not show it: it was not made by this application.",
              "Check that presgen.google.parent-folder is the id of a folder of this account, or of"
                  + " a shared drive in which it is a content manager.");
      case StepResult.Failed<File>(var failure) -> broken(FOLDER, failure);
      case StepResult.Pending<File> _, StepResult.LeftOut<File> _ -> noFolder();
    };
  }

  private static Finding folder(File file) {
    if (!FOLDER_TYPE.equals(file.getMimeType())) {
      return new Finding(
          FOLDER, Verdict.BROKEN, "What presgen.google.parent-folder names is no folder.",
          "Set it to the id behind /folders/ in the address of a folder.");
    }
    if (Boolean.TRUE.equals(file.getTrashed())) {
      return new Finding(
          FOLDER, Verdict.BROKEN, "The folder is in the trash.", "Take it out of the trash.");
    }
    if (file.getCapabilities() == null
        || !Boolean.TRUE.equals(file.getCapabilities().getCanAddChildren())) {
      return new Finding(
          FOLDER, Verdict.BROKEN, "The account may not add files to the folder.",
          "Make the account a content manager of the shared drive, or an editor of the folder.");
    }
    return well(FOLDER, "The account may add files to it.");
  }

  static Finding noFolder() {
    return new Finding(
        FOLDER, Verdict.ABSENT, "Runs make their folders in the account's own root.",
        "Set presgen.google.parent-folder to have them elsewhere.");
  }

  static Finding well(String subject, String detail) {
    return new Finding(subject, Verdict.WELL, detail, "");
  }

  static Finding broken(String subject, Failure failure) {
    String whatToDo =
        switch (failure) {
          case Failure.Blocked blocked -> blocked.whatToDo();
          case Failure.Permanent permanent -> permanent.whatToDo();
          case Failure.Throttled _, Failure.Transient _, Failure.Unknown _ ->
              "Look again in a minute; if it stays, check the network between here and Google.";
        };
    return new Finding(subject, Verdict.BROKEN, failure.detail(), whatToDo);
  }
}
