package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.drive.model.About;
import com.google.api.services.drive.model.About.StorageQuota;
import com.google.api.services.drive.model.File;
import dev.presgen.orchestrator.adapters.google.CredentialsFile.Kind;
import dev.presgen.orchestrator.adapters.google.Verdict.Stop;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether runs could use Google: the credentials and their scope, the three APIs, the storage,
 * and the folder of the runs. Only reads; an API is asked for an object that cannot exist, which one
 * that is enabled says.
 */
final class GoogleSelfCheck implements SelfCheck {
  /**
   * The most for one call. At most three follow each other, each of which may wait two seconds for
   * its turn: within the doctor's 20 seconds every line is there, whatever does not answer.
   */
  static final Duration LIMIT_MAX = Duration.ofSeconds(4);

  private static final String GOOGLE = "Google";

  private static final Call ABOUT = new Call(Service.GOOGLE_DRIVE, "about.get", Effect.READ);
  private static final Call GET = new Call(Service.GOOGLE_DRIVE, "files.get", Effect.READ);
  private static final Call FORM = new Call(Service.GOOGLE_FORMS, "forms.get", Effect.READ);
  private static final Call SHEET =
      new Call(Service.GOOGLE_SHEETS, "spreadsheets.get", Effect.READ);

  private static final String NO_SUCH_ID = "presgen-self-check-no-such-object";

  private static final String CREDENTIALS = "Google credentials";
  private static final String SCOPE = "Google scope";
  private static final String STORAGE = "Google storage";

  private final GoogleCalls calls;
  private final TokenSource tokens;
  private final @Nullable String parent;
  private final boolean sandbox;

  /**
   * Takes what is looked at.
   *
   * @param parent the folder of the runs; the account's own root where absent
   * @param sandbox whether the sandbox of this process stands in for Google
   */
  GoogleSelfCheck(
      GoogleCalls calls, TokenSource tokens, @Nullable String parent, boolean sandbox) {
    this.calls = calls;
    this.tokens = tokens;
    this.parent = parent;
    this.sandbox = sandbox;
  }

  @Override
  public String subject() {
    return GOOGLE;
  }

  @Override
  public List<Finding> look() {
    var about = about();
    var findings = new ArrayList<Finding>();
    if (sandbox) {
      findings.add(GoogleFinding.well(GOOGLE, "The sandbox in this process stands in for Google."));
    }
    findings.add(credentials(about));
    if (!isTokenMissing(about)) {
      findings.addAll(parts(about));
    }
    return findings;
  }

  /** Asked side by side: what one of them waits for in vain is not taken from the others. */
  private List<Finding> parts(StepResult<About> about) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var form = threads.submit(this::form);
      var sheet = threads.submit(this::sheet);
      var seen = threads.submit(() -> Optional.ofNullable(parent).map(this::folder));
      Optional<StepResult<File>> folder = answer(seen);
      return List.of(
          scope(about),
          api("Google Drive API", about),
          api("Google Forms API", answer(form)),
          api("Google Sheets API", answer(sheet)),
          storage(about, folder),
          folder.map(this::folder).orElseGet(GoogleFinding::noFolder));
    }
  }

  private static <T> T answer(Future<T> asked) {
    try {
      return asked.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while it looked", stopped);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  private StepResult<About> about() {
    return calls.call(
        ABOUT,
        clients -> clients.drive().about().get().setFields("storageQuota(limit,usage)"),
        Objects::requireNonNull);
  }

  private StepResult<String> form() {
    return calls.call(
        FORM, clients -> clients.forms().forms().get(NO_SUCH_ID), _ -> NO_SUCH_ID);
  }

  private StepResult<String> sheet() {
    return calls.call(
        SHEET,
        clients -> clients.sheets().spreadsheets().get(NO_SUCH_ID).setFields("spreadsheetId"),
        _ -> NO_SUCH_ID);
  }

  private StepResult<File> folder(String id) {
    return calls.call(
        GET,
        clients -> clients
            .drive()
            .files()
            .get(id)
            .setSupportsAllDrives(true)
            .setFields("mimeType,trashed,driveId,capabilities(canAddChildren)"),
        Objects::requireNonNull);
  }

  /** Drive is asked first, so a token that cannot be had, or is refused, shows there. */
  private Finding credentials(StepResult<About> about) {
    if (isTokenMissing(about) && about instanceof StepResult.Failed<About>(var failure)) {
      return GoogleFinding.broken(CREDENTIALS, failure);
    }
    if (sandbox) {
      return GoogleFinding.well(CREDENTIALS, "The sandbox asks for none.");
    }
    if (tokens.kind() == Kind.NONE) {
      return new Finding(
          CREDENTIALS, Verdict.ABSENT, "presgen.google.root-url is set, and no credentials are.",
          "None are needed for an emulator.");
    }
    return GoogleFinding.well(CREDENTIALS,
        "A token was obtained for " + words(tokens.kind()) + ".");
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case NONE -> "nobody";
      case SERVICE_ACCOUNT -> "a service account";
      case DELEGATE -> "presgen.google.subject";
      case USER -> "a user";
      case PLATFORM -> "the account of this machine";
    };
  }

  /** A token that soon ends is none that is missing: whether it serves, Drive's answer says. */
  private boolean isTokenMissing(StepResult<About> about) {
    return about instanceof StepResult.Failed<About>
        && (isCause(about, RefusalTable.CREDENTIALS_REFUSED)
            || isCause(about, RefusalTable.DELEGATION_REFUSED)
            || !tokens.isInHand());
  }

  private static boolean isCause(StepResult<?> result, Stop cause) {
    return result instanceof StepResult.Failed<?>(Failure.Blocked(_, var whatToDo, _))
        && whatToDo.equals(cause.whatToDo());
  }

  private Finding scope(StepResult<About> about) {
    if (isCause(about, RefusalTable.SCOPE_MISSING)
        && about instanceof StepResult.Failed<About>(var failure)) {
      return GoogleFinding.broken(SCOPE, failure);
    }
    var granted = tokens.scopes();
    return granted.isEmpty() || granted.stream().anyMatch(GoogleSelfCheck::suffices)
        ? GoogleFinding.well(SCOPE, "It suffices: Google accepts " + CredentialsReader.SCOPE + ".")
        : new Finding(
            SCOPE,
            Verdict.BROKEN,
            "The token has other scopes than " + CredentialsReader.SCOPE + ".",
            RefusalTable.SCOPE_MISSING.whatToDo());
  }

  private static boolean suffices(String scope) {
    return scope.equals(CredentialsReader.SCOPE)
        || scope.equals("https://www.googleapis.com/auth/drive");
  }

  private static Finding api(String subject, StepResult<?> answer) {
    return switch (answer) {
      case StepResult.Failed<?>(Failure.Permanent(var code, _, _)) when code
          .equals(RunFolders.NOT_FOUND) ->
          GoogleFinding.well(subject, "It is enabled.");
      case StepResult.Failed<?>(var failure) -> GoogleFinding.broken(subject, failure);
      case StepResult.Done<?> _, StepResult.Pending<?> _, StepResult.LeftOut<?> _ ->
          GoogleFinding.well(subject, "It is enabled.");
    };
  }

  private Finding storage(StepResult<About> about, Optional<StepResult<File>> folder) {
    boolean shared =
        folder
            .filter(StepResult.Done.class::isInstance)
            .map(seen -> ((StepResult.Done<File>) seen).output().getDriveId() != null)
            .orElse(false);
    if (shared) {
      return GoogleFinding.well(STORAGE,
          "The files belong to the shared drive of the folder of the runs.");
    }
    if (!(about instanceof StepResult.Done<About>(var known)) || known.getStorageQuota() == null) {
      return new Finding(
          STORAGE, Verdict.ABSENT, "Google does not say how much there is.", "Nothing.");
    }
    var quota = known.getStorageQuota();
    if (quota.getLimit() == null || used(quota) < quota.getLimit()) {
      return GoogleFinding.well(STORAGE, "There is room.");
    }
    return tokens.kind() == Kind.SERVICE_ACCOUNT || quota.getLimit() == 0
        ? new Finding(
            STORAGE,
            Verdict.BROKEN,
            "The account owns no storage, as no service account does, so it cannot own the runs'"
                + " files.",
            "Set presgen.google.parent-folder to a shared drive in which it is a content manager,"
                + " or presgen.google.subject to a user of the domain.")
        : new Finding(
            STORAGE, Verdict.BROKEN, "The account's storage is full.", "Free or add storage.");
  }

  private static long used(StorageQuota quota) {
    return quota.getUsage() == null ? 0 : quota.getUsage();
  }

  private Finding folder(StepResult<File> seen) {
    // Its owner may use it nevertheless: drive.file only hides it.
    boolean unseenIsBroken = sandbox || tokens.kind() == Kind.SERVICE_ACCOUNT;
    return GoogleFinding.folder(seen, unseenIsBroken ? Verdict.BROKEN : Verdict.ABSENT);
  }
}
