package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.RetryAfter;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns Google's refusals into failures. A reason that is listed decides; else the status does. A
 * 403 with a reason that nobody has listed waits for a person, because it may concern every run.
 */
final class GoogleErrors {
  static final String NOT_FOUND = "NOT_FOUND";
  static final String NOT_ALLOWED = "NOT_ALLOWED";
  static final String ALREADY_EXISTS = "ALREADY_EXISTS";
  static final String REFUSED = "REFUSED";
  static final String SHARING_REFUSED = "SHARING_REFUSED";
  static final String PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE";

  // Quotas are refilled each minute, and no header says when.
  private static final Duration QUOTA_WAIT = Duration.ofSeconds(30);
  private static final Duration SHARING_WAIT = Duration.ofHours(1);
  private static final Duration UNAVAILABLE_WAIT = Duration.ofSeconds(5);

  // Short, because every run waits for it.
  private static final Duration CREDENTIAL_RECHECK = Duration.ofMinutes(1);
  private static final Duration SETTING_RECHECK = Duration.ofMinutes(5);
  private static final Duration SPACE_RECHECK = Duration.ofMinutes(15);
  private static final Duration CAP_RECHECK = Duration.ofHours(1);

  private static final String RENEW_CREDENTIALS =
      "Renew presgen.google.credentials and check that the account still has access. Clock skew"
          + " and a revoked key look the same.";

  private static final Map<String, Verdict> BY_REASON = byReason();

  private GoogleErrors() {}

  @FunctionalInterface
  private interface Verdict {
    Failure of(Call call, GoogleRefusal refusal);
  }

  /** Goes on with something else where a call was refused with this code; else changes nothing. */
  static <T> StepResult<T> on(String code, StepResult<T> result, Supplier<StepResult<T>> instead) {
    return result instanceof StepResult.Failed<T>(Failure.Permanent(var refused, _, _))
        && refused.equals(code)
            ? instead.get()
            : result;
  }

  /** The failure behind an answer that is no success. */
  static Failure failure(Call call, int status, @Nullable String retryAfter, byte[] body) {
    var refusal = GoogleRefusal.read(status, retryAfter, body);
    if (status == 429) {
      return throttled(QUOTA_WAIT).of(call, refusal);
    }
    return BY_REASON.getOrDefault(refusal.reason(), byStatus(status)).of(call, refusal);
  }

  /** The failure behind a token endpoint that gave no token. Nothing was sent to the service. */
  static Failure noToken(IOException refused) {
    boolean passing =
        refused instanceof Retryable retryable
            ? retryable.isRetryable()
            : !(refused instanceof HttpResponseException);
    return passing
        ? new Failure.Transient("Google gave no access token for the moment.")
        : new Failure.Blocked(
            "Google refuses the credentials.", RENEW_CREDENTIALS, CREDENTIAL_RECHECK);
  }

  private static Verdict byStatus(int status) {
    return switch (status) {
      case 401 -> blocked("the credentials are refused", RENEW_CREDENTIALS, CREDENTIAL_RECHECK);
      case 403 ->
          blocked(
              "access is refused",
              "Look up the reason in Google's documentation; the run goes on once it is mended.",
              SPACE_RECHECK);
      case 404, 410 -> BY_REASON.getOrDefault("notFound", GoogleErrors::unexpected);
      case 408, 500, 502, 504 -> GoogleErrors::unanswered;
      case 503 -> GoogleErrors::unavailable;
      case 409 -> permanent(ALREADY_EXISTS, "Look at the object in Google; it exists already.");
      case 413 -> permanent(PAYLOAD_TOO_LARGE, "Ask for fewer or shorter questions.");
      default -> GoogleErrors::unexpected;
    };
  }

  private static Map<String, Verdict> byReason() {
    var rows = new HashMap<String, Verdict>();
    all(
        rows,
        throttled(QUOTA_WAIT),
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED");
    all(rows, throttled(SHARING_WAIT), "sharingRateLimitExceeded");
    all(
        rows,
        blocked(
            "the project's daily limit is used up",
            "Raise the daily limit of the project in the Google Cloud console, or wait.",
            CAP_RECHECK),
        "dailyLimitExceeded",
        "dailyLimitExceededUnreg");
    all(
        rows,
        blocked(
            "the account's storage is full, or it has none",
            "Free or add storage. A service account owns none: set presgen.google.parent-folder"
                + " to a shared drive, or presgen.google.subject to a user.",
            SPACE_RECHECK),
        "storageQuotaExceeded",
        "quotaExceeded");
    all(
        rows,
        blocked(
            "the API is not enabled in the project",
            "Enable the Drive, Forms and Sheets APIs in the project of the credentials.",
            SETTING_RECHECK),
        "accessNotConfigured",
        "SERVICE_DISABLED");
    all(
        rows,
        blocked(
            "the credentials lack the scope drive.file",
            "Grant the scope https://www.googleapis.com/auth/drive.file to the credentials.",
            CREDENTIAL_RECHECK),
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "insufficientPermissions");
    all(
        rows,
        blocked(
            "the domain's policy forbids it",
            "Ask the domain's administrator to allow this application to use Drive.",
            SETTING_RECHECK),
        "domainPolicy");
    all(
        rows,
        blocked(
            "the folder of the runs takes no more files, or none from this account",
            "Check the folder that presgen.google.parent-folder names: the account's role in it,"
                + " its depth, and how much it holds.",
            SPACE_RECHECK),
        "insufficientParentPermissions",
        "teamDriveFileLimitExceeded",
        "teamDriveHierarchyTooDeep",
        "numChildrenInNonRootLimitExceeded");
    all(
        rows,
        blocked(
            "a sharing policy forbids it",
            "Allow sharing outside the domain or the shared drive, or use learners' addresses"
                + " inside of it.",
            SPACE_RECHECK),
        "publishOutNotPermitted",
        "cannotShareTeamDriveTopFolderWithAnyoneOrDomains",
        "shareOutNotPermitted",
        "teamDriveDomainUsersOnlyRestriction",
        "teamDriveTeamMembersOnlyRestriction");
    all(
        rows,
        permanent(
            SHARING_REFUSED,
            "Give the learner an address that has a Google account, or set delivery.public."),
        "shareOutNotPermittedToUser",
        "invalidSharingRequest");
    all(
        rows,
        permanent(
            NOT_ALLOWED, "Give the account of the credentials the right to edit and share it."),
        "insufficientFilePermissions",
        "forbidden",
        "PERMISSION_DENIED",
        "appNotAuthorizedToFile",
        "cannotSetExpiration",
        "teamDrivesFolderMoveInNotSupported");
    all(
        rows,
        permanent(
            NOT_FOUND,
            "Look in the trash of the account, and whether the object was made by this"
                + " application: it sees no others."),
        "notFound",
        NOT_FOUND);
    all(
        rows,
        GoogleErrors::unanswered,
        "backendError",
        "internalError",
        "INTERNAL",
        "DEADLINE_EXCEEDED");
    return Map.copyOf(rows);
  }

  private static void all(Map<String, Verdict> rows, Verdict verdict, String... reasons) {
    List.of(reasons).forEach(reason -> rows.put(reason, verdict));
  }

  private static Verdict throttled(Duration otherwise) {
    return (call, refusal) -> new Failure.Throttled(
        words(call, refusal), RetryAfter.read(refusal.retryAfter(), Instant.now(), otherwise));
  }

  private static Verdict blocked(String what, String whatToDo, Duration recheck) {
    return (call, refusal) -> new Failure.Blocked(
        call.service().title()
            + ": "
            + what
            + (refusal.reason().isEmpty() ? "." : " (" + refusal.reason() + ")."),
        whatToDo,
        recheck);
  }

  private static Verdict permanent(String code, String whatToDo) {
    return (call, refusal) -> new Failure.Permanent(code, words(call, refusal), whatToDo);
  }

  private static Failure unanswered(Call call, GoogleRefusal refusal) {
    return call.unanswered(words(call, refusal));
  }

  private static Failure unavailable(Call call, GoogleRefusal refusal) {
    return refusal.retryAfter() != null && call.effect().repeatable()
        ? throttled(UNAVAILABLE_WAIT).of(call, refusal)
        : unanswered(call, refusal);
  }

  private static Failure unexpected(Call call, GoogleRefusal refusal) {
    return refusal.status() >= 500
        ? unanswered(call, refusal)
        : permanent(REFUSED, "Look at Google's words; the request itself was not accepted.")
            .of(call, refusal);
  }

  private static String words(Call call, GoogleRefusal refusal) {
    return "%s, %s: %s: %s"
        .formatted(
            call.service().title(),
            call.operation(),
            (refusal.status() + " " + refusal.reason()).strip(),
            ServiceWords.fit(refusal.message()));
  }
}
