package dev.presgen.orchestrator.adapters.google;

import dev.presgen.orchestrator.adapters.google.Verdict.Busy;
import dev.presgen.orchestrator.adapters.google.Verdict.Later;
import dev.presgen.orchestrator.adapters.google.Verdict.Open;
import dev.presgen.orchestrator.adapters.google.Verdict.Refused;
import dev.presgen.orchestrator.adapters.google.Verdict.Stop;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every refusal that is known: by the reason that Google names, and else by the status alone. From
 * "Resolve errors" of the Drive API, the usage limits of the Forms and Sheets APIs, and {@code
 * google.api.ErrorReason}.
 */
final class RefusalTable {
  static final String NOT_ALLOWED = "NOT_ALLOWED";
  static final String ALREADY_EXISTS = "ALREADY_EXISTS";
  static final String REFUSED = "REFUSED";
  static final String SHARING_REFUSED = "SHARING_REFUSED";

  /** Google takes the address only if it may write to it. */
  static final String NEEDS_MAIL = "SHARING_NEEDS_MAIL";

  static final String PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE";

  static final Stop CREDENTIALS_REFUSED =
      google(
          "the credentials are refused",
          "Renew presgen.google.credentials and check that the account still has access. Clock skew"
              + " and a revoked key look the same.",
          Recheck.CREDENTIAL);
  static final Stop SCOPE_MISSING =
      google(
          "the credentials lack the scope drive.file",
          "Grant the scope https://www.googleapis.com/auth/drive.file to the credentials.",
          Recheck.CREDENTIAL);
  static final Stop DELEGATION_REFUSED =
      google(
          "the service account may not act for presgen.google.subject",
          "In the domain's admin console, under domain-wide delegation, allow the service account's"
              + " client id the scope https://www.googleapis.com/auth/drive.file; check the subject.",
          Recheck.CREDENTIAL);

  private static final String ADDRESS =
      "Give the learner an address that has a Google account, or set delivery.public.";

  // Quotas are refilled each minute, and no header says when.
  private static final Later QUOTA = new Later(Duration.ofSeconds(30));

  private static final Refused NOT_FOUND =
      new Refused(
          RunFolders.NOT_FOUND,
          "Look in the trash of the account, and whether the object was made by this application:"
              + " it sees no others.");
  private static final Refused NO_RIGHT =
      new Refused(
          NOT_ALLOWED, "Give the account of the credentials the right to edit and share it.");
  private static final Refused BAD_REQUEST =
      new Refused(REFUSED, "Look at Google's words; the request itself was not accepted.");
  private static final Refused EXISTS =
      new Refused(ALREADY_EXISTS, "Look at the object in Google; it exists already.");
  private static final Stop POLICY =
      google(
          "the domain's policy forbids it",
          "Ask the domain's administrator to allow this application to use Drive.",
          Recheck.SETTING);
  private static final Stop PROJECT =
      google(
          "the project of the credentials is suspended, unknown or without billing",
          "Look at the project in the Google Cloud console, or use credentials of another one.",
          Recheck.SPACE);

  private record Row(Verdict verdict, Set<String> reasons) {}

  private static final List<Row> REASONS =
      List.of(
          row(
              QUOTA,
              "rateLimitExceeded",
              "userRateLimitExceeded",
              "RATE_LIMIT_EXCEEDED",
              "RESOURCE_QUOTA_EXCEEDED",
              "RESOURCE_EXHAUSTED"),
          row(new Later(Duration.ofHours(1)), "sharingRateLimitExceeded"),
          row(
              service(
                  "the project's daily limit is used up",
                  "Raise the daily limit of the project in the Google Cloud console, or wait.",
                  Recheck.CAP),
              "dailyLimitExceeded",
              "dailyLimitExceededUnreg"),
          row(
              google(
                  "the account's storage is full, or it has none",
                  "Free or add storage. A service account owns none: set"
                      + " presgen.google.parent-folder to a shared drive, or presgen.google.subject"
                      + " to a user.",
                  Recheck.SPACE),
              "storageQuotaExceeded",
              "quotaExceeded",
              "activeItemCreationLimitExceeded"),
          row(
              service(
                  "the API is not enabled in the project",
                  "Enable the Drive, Forms and Sheets APIs in the project of the credentials.",
                  Recheck.SETTING),
              "accessNotConfigured",
              "SERVICE_DISABLED"),
          row(
              SCOPE_MISSING,
              "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
              "insufficientPermissions",
              "insufficientScopes"),
          row(
              CREDENTIALS_REFUSED,
              "authError",
              "UNAUTHENTICATED",
              "ACCESS_TOKEN_EXPIRED",
              "ACCESS_TOKEN_TYPE_UNSUPPORTED",
              "CREDENTIALS_MISSING",
              "ACCOUNT_STATE_INVALID"),
          row(
              POLICY,
              "domainPolicy",
              "SECURITY_POLICY_VIOLATED",
              "ORG_RESTRICTION_VIOLATION",
              "LOCATION_ORG_POLICY_VIOLATED",
              "USER_BLOCKED_BY_ADMIN"),
          row(
              PROJECT,
              "BILLING_DISABLED",
              "CONSUMER_INVALID",
              "CONSUMER_SUSPENDED",
              "GCP_SUSPENDED",
              "RESOURCE_PROJECT_INVALID",
              "USER_PROJECT_DENIED"),
          row(
              service(
                  "the folder of the runs takes no more files, or none from this account",
                  "Check the folder that presgen.google.parent-folder names: the account's role in"
                      + " it, its depth, and how much it holds.",
                  Recheck.SPACE),
              "insufficientParentPermissions",
              "teamDriveFileLimitExceeded",
              "teamDriveHierarchyTooDeep",
              "teamDriveMembershipRequired",
              "numChildrenInNonRootLimitExceeded",
              "parentNotAFolder"),
          row(
              service(
                  "a sharing policy forbids it",
                  "Allow sharing outside the domain or the shared drive, or use learners' addresses"
                      + " inside of it.",
                  Recheck.SPACE),
              "publishOutNotPermitted",
              "cannotShareTeamDriveTopFolderWithAnyoneOrDomains",
              "shareOutNotPermitted",
              "teamDriveDomainUsersOnlyRestriction",
              "teamDriveTeamMembersOnlyRestriction"),
          row(
              new Refused(SHARING_REFUSED, ADDRESS),
              "shareOutNotPermittedToUser"),
          row(new Refused(NEEDS_MAIL, ADDRESS), "invalidSharingRequest"),
          row(
              NO_RIGHT,
              "insufficientFilePermissions",
              "forbidden",
              "PERMISSION_DENIED",
              "appNotAuthorizedToFile",
              "cannotSetExpiration",
              "cannotModifyInheritedPermission",
              "cannotModifyInheritedTeamDrivePermission",
              "teamDrivesFolderMoveInNotSupported"),
          row(NOT_FOUND, "notFound", "NOT_FOUND"),
          row(EXISTS, "fileIdInUse", "ALREADY_EXISTS"),
          row(
              BAD_REQUEST,
              "invalid",
              "invalidParameter",
              "required",
              "badRequest",
              "failedPrecondition",
              "conditionNotMet",
              "INVALID_ARGUMENT",
              "FAILED_PRECONDITION",
              "OUT_OF_RANGE"),
          row(
              new Open(),
              "backendError",
              "internalError",
              "INTERNAL",
              "DEADLINE_EXCEEDED",
              "UNKNOWN",
              "ABORTED"));

  /** What holds where no reason is given, or one that is not listed. */
  private static final Map<Integer, Verdict> STATUSES =
      Map.ofEntries(
          Map.entry(400, BAD_REQUEST),
          Map.entry(401, CREDENTIALS_REFUSED),
          Map.entry(404, NOT_FOUND),
          Map.entry(408, new Open()),
          Map.entry(409, EXISTS),
          Map.entry(410, NOT_FOUND),
          Map.entry(412, BAD_REQUEST),
          Map.entry(413, new Refused(PAYLOAD_TOO_LARGE, "Ask for fewer or shorter questions.")),
          Map.entry(429, QUOTA),
          Map.entry(500, new Open()),
          Map.entry(502, new Open()),
          Map.entry(503, new Busy(Duration.ofSeconds(5))),
          Map.entry(504, new Open()));

  private static final Map<String, Verdict> BY_REASON =
      REASONS.stream()
          .flatMap(row -> row.reasons().stream().map(reason -> Map.entry(reason, row.verdict())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private RefusalTable() {}

  /** When a person's repair is looked for again. */
  private static final class Recheck {
    // Short, because every run waits for it.
    static final Duration CREDENTIAL = Duration.ofMinutes(1);
    static final Duration SETTING = Duration.ofMinutes(5);
    static final Duration SPACE = Duration.ofMinutes(15);
    static final Duration CAP = Duration.ofHours(1);
  }

  /** The verdict on a refusal; nothing for one that nobody has listed. */
  static Optional<Verdict> verdict(GoogleRefusal refusal) {
    // Whatever the reason says, nothing was done.
    if (refusal.status() == 429) {
      return Optional.of(QUOTA);
    }
    return Optional.ofNullable(BY_REASON.get(refusal.reason()))
        .or(() -> Optional.ofNullable(STATUSES.get(refusal.status())));
  }

  /** Every reason that is listed. */
  static Set<String> reasons() {
    return BY_REASON.keySet();
  }

  /** Every status that is listed. */
  static Set<Integer> statuses() {
    return STATUSES.keySet();
  }

  private static Row row(Verdict verdict, String... reasons) {
    return new Row(verdict, Stream.of(reasons).collect(Collectors.toUnmodifiableSet()));
  }

  private static Stop google(String what, String whatToDo, Duration recheck) {
    return new Stop(false, what, whatToDo, recheck);
  }

  private static Stop service(String what, String whatToDo, Duration recheck) {
    return new Stop(true, what, whatToDo, recheck);
  }
}
