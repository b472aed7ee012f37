package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoogleErrorsTest {
  private static Call call(Effect effect) {
    return new Call(Service.GOOGLE_DRIVE, "files.create", effect);
  }

  private static Failure failure(Effect effect, int status, String body) {
    return GoogleErrors.failure(call(effect), status, null, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String drive(int status, String reason) {
    return """
    {"error": {"code": %d, "message": "words", "errors": [
      {"domain": "global", "reason": "%s", "message": "words"}]}}
    """
        .formatted(status, reason);
  }

  private static String formsOrSheets(int status, String reason) {
    return "{\"error\": {\"code\": %d, \"message\": \"words\", \"status\": \"%s\"}}"
        .formatted(status, reason);
  }

  private static String kind(Failure failure) {
    return switch (failure) {
      case Failure.Throttled throttled -> "throttled " + throttled.retryAfter();
      case Failure.Blocked blocked -> "blocked " + blocked.recheckAfter();
      case Failure.Transient _ -> "transient";
      case Failure.Unknown unknown -> "unknown " + unknown.code();
      case Failure.Permanent permanent -> "permanent " + permanent.code();
    };
  }

  /** The envelope, the status, the reason, and what a write that is refused so becomes. */
  private static final String LISTED =
      """
          drive, 429, rateLimitExceeded, throttled PT30S
          drive, 429, anythingElse, throttled PT30S
          drive, 403, rateLimitExceeded, throttled PT30S
          drive, 403, userRateLimitExceeded, throttled PT30S
          drive, 403, sharingRateLimitExceeded, throttled PT1H
          drive, 403, dailyLimitExceeded, blocked PT1H
          drive, 403, dailyLimitExceededUnreg, blocked PT1H
          drive, 403, storageQuotaExceeded, blocked PT15M
          drive, 403, quotaExceeded, blocked PT15M
          drive, 403, activeItemCreationLimitExceeded, blocked PT15M
          drive, 403, accessNotConfigured, blocked PT5M
          drive, 403, insufficientPermissions, blocked PT1M
          drive, 403, insufficientScopes, blocked PT1M
          drive, 403, domainPolicy, blocked PT5M
          drive, 403, insufficientParentPermissions, blocked PT15M
          drive, 403, teamDriveFileLimitExceeded, blocked PT15M
          drive, 403, teamDriveHierarchyTooDeep, blocked PT15M
          drive, 403, teamDriveMembershipRequired, blocked PT15M
          drive, 403, numChildrenInNonRootLimitExceeded, blocked PT15M
          drive, 403, parentNotAFolder, blocked PT15M
          drive, 400, publishOutNotPermitted, blocked PT15M
          drive, 403, cannotShareTeamDriveTopFolderWithAnyoneOrDomains, blocked PT15M
          drive, 403, shareOutNotPermitted, blocked PT15M
          drive, 403, teamDriveDomainUsersOnlyRestriction, blocked PT15M
          drive, 403, teamDriveTeamMembersOnlyRestriction, blocked PT15M
          drive, 403, shareOutNotPermittedToUser, permanent SHARING_REFUSED
          drive, 400, invalidSharingRequest, permanent SHARING_NEEDS_MAIL
          drive, 403, insufficientFilePermissions, permanent NOT_ALLOWED
          drive, 403, forbidden, permanent NOT_ALLOWED
          drive, 403, appNotAuthorizedToFile, permanent NOT_ALLOWED
          drive, 403, cannotSetExpiration, permanent NOT_ALLOWED
          drive, 403, cannotModifyInheritedPermission, permanent NOT_ALLOWED
          drive, 403, cannotModifyInheritedTeamDrivePermission, permanent NOT_ALLOWED
          drive, 403, teamDrivesFolderMoveInNotSupported, permanent NOT_ALLOWED
          drive, 404, notFound, permanent NOT_FOUND
          drive, 410, gone, permanent NOT_FOUND
          drive, 409, fileIdInUse, permanent ALREADY_EXISTS
          drive, 409, anythingElse, permanent ALREADY_EXISTS
          drive, 400, invalid, permanent REFUSED
          drive, 400, invalidParameter, permanent REFUSED
          drive, 400, required, permanent REFUSED
          drive, 400, badRequest, permanent REFUSED
          drive, 400, failedPrecondition, permanent REFUSED
          drive, 400, anythingElse, permanent REFUSED
          drive, 412, conditionNotMet, permanent REFUSED
          drive, 412, anythingElse, permanent REFUSED
          drive, 413, uploadTooLarge, permanent PAYLOAD_TOO_LARGE
          drive, 401, authError, blocked PT1M
          drive, 401, anythingElse, blocked PT1M
          drive, 408, requestTimeout, unknown NO_ANSWER
          drive, 500, backendError, unknown NO_ANSWER
          drive, 500, internalError, unknown NO_ANSWER
          drive, 502, badGateway, unknown NO_ANSWER
          drive, 503, backendError, unknown NO_ANSWER
          drive, 503, anythingElse, unknown NO_ANSWER
          drive, 504, gatewayTimeout, unknown NO_ANSWER
          status, 429, RESOURCE_EXHAUSTED, throttled PT30S
          status, 400, INVALID_ARGUMENT, permanent REFUSED
          status, 400, FAILED_PRECONDITION, permanent REFUSED
          status, 400, OUT_OF_RANGE, permanent REFUSED
          status, 401, UNAUTHENTICATED, blocked PT1M
          status, 403, PERMISSION_DENIED, permanent NOT_ALLOWED
          status, 404, NOT_FOUND, permanent NOT_FOUND
          status, 409, ALREADY_EXISTS, permanent ALREADY_EXISTS
          status, 409, ABORTED, unknown NO_ANSWER
          status, 500, INTERNAL, unknown NO_ANSWER
          status, 500, UNKNOWN, unknown NO_ANSWER
          status, 503, UNAVAILABLE, unknown NO_ANSWER
          status, 504, DEADLINE_EXCEEDED, unknown NO_ANSWER
          details, 429, RATE_LIMIT_EXCEEDED, throttled PT30S
          details, 403, RATE_LIMIT_EXCEEDED, throttled PT30S
          details, 429, RESOURCE_QUOTA_EXCEEDED, throttled PT30S
          details, 403, SERVICE_DISABLED, blocked PT5M
          details, 403, ACCESS_TOKEN_SCOPE_INSUFFICIENT, blocked PT1M
          details, 401, ACCESS_TOKEN_EXPIRED, blocked PT1M
          details, 401, ACCESS_TOKEN_TYPE_UNSUPPORTED, blocked PT1M
          details, 401, CREDENTIALS_MISSING, blocked PT1M
          details, 401, ACCOUNT_STATE_INVALID, blocked PT1M
          details, 403, SECURITY_POLICY_VIOLATED, blocked PT5M
          details, 403, ORG_RESTRICTION_VIOLATION, blocked PT5M
          details, 403, LOCATION_ORG_POLICY_VIOLATED, blocked PT5M
          details, 403, USER_BLOCKED_BY_ADMIN, blocked PT5M
          details, 403, BILLING_DISABLED, blocked PT15M
          details, 403, CONSUMER_INVALID, blocked PT15M
          details, 403, CONSUMER_SUSPENDED, blocked PT15M
          details, 403, GCP_SUSPENDED, blocked PT15M
          details, 400, RESOURCE_PROJECT_INVALID, blocked PT15M
          details, 403, USER_PROJECT_DENIED, blocked PT15M
          """;

  private static Stream<Arguments> listed() {
    return LISTED.lines()
        .map(line -> line.strip().split(", "))
        .filter(parts -> parts.length == 4)
        .map(
            parts -> Arguments.of(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]));
  }

  @ParameterizedTest
  @MethodSource("listed")
  void every_refusal_that_is_known_becomes_one_of_the_five_failures(
      String envelope, int status, String reason, String kind) {
    Failure failure = failure(Effect.FINDABLE, status, body(envelope, status, reason));

    assertThat(kind(failure)).isEqualTo(kind);
    assertThat(whatToDo(failure)).isNotBlank();
  }

  private static String body(String envelope, int status, String reason) {
    return switch (envelope) {
      case "drive" -> drive(status, reason);
      case "status" -> formsOrSheets(status, reason);
      case "details" -> details(status, reason);
      default -> throw new IllegalArgumentException(envelope);
    };
  }

  /** What tells a person what to do, where a person must do something. */
  private static String whatToDo(Failure failure) {
    return switch (failure) {
      case Failure.Blocked blocked -> blocked.whatToDo();
      case Failure.Permanent permanent -> permanent.whatToDo();
      case Failure.Throttled _, Failure.Transient _, Failure.Unknown _ -> "Nothing.";
    };
  }

  @Test
  void no_line_of_the_table_is_left_untested() {
    assertThat(listed().map(row -> (String) row.get()[2])).containsAll(RefusalTable.reasons());
    assertThat(listed().map(row -> (Integer) row.get()[1])).containsAll(RefusalTable.statuses());
    assertThat(listed().map(row -> Arrays.toString(row.get()))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
      "403, neverHeardOf, unknown NO_ANSWER, blocked PT15M",
      "302, '', unknown NO_ANSWER, permanent REFUSED",
      "405, neverHeardOf, unknown NO_ANSWER, permanent REFUSED",
      "422, neverHeardOf, unknown NO_ANSWER, permanent REFUSED",
      "501, neverHeardOf, unknown NO_ANSWER, transient",
      "599, '', unknown NO_ANSWER, transient"
  })
  void what_nobody_has_listed_is_unknown_for_a_write_and_judged_by_its_status_for_a_read(
      int status, String reason, String write, String read) {
    for (Effect effect : Effect.values()) {
      assertThat(kind(failure(effect, status, drive(status, reason))))
          .as(effect.name())
          .isEqualTo(effect == Effect.READ ? read : write);
    }
  }

  private static String details(int status, String reason) {
    return """
    {"error": {"code": %d, "message": "words", "status": "PERMISSION_DENIED", "details": [
      {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "%s"}]}}
    """
        .formatted(status, reason);
  }

  private static Stream<Arguments> one_cause_each() {
    return Stream.of(
        Arguments.of("drive 403 storageQuotaExceeded", "drive 403 quotaExceeded"),
        Arguments.of("drive 401 authError", "status 401 UNAUTHENTICATED"),
        Arguments.of("drive 403 insufficientPermissions",
            "details 403 ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
        Arguments.of("drive 403 accessNotConfigured", "details 403 SERVICE_DISABLED"));
  }

  @ParameterizedTest
  @MethodSource("one_cause_each")
  void one_cause_has_one_text_whatever_google_calls_it(String first, String second) {
    assertThat(blocked(first)).isEqualTo(blocked(second));
  }

  private static Failure blocked(String refusal) {
    var parts = refusal.split(" ", -1);
    int status = Integer.parseInt(parts[1]);
    return failure(Effect.NATURAL, status, body(parts[0], status, parts[2]));
  }

  @Test
  void what_concerns_all_of_google_names_no_service() {
    byte[] body = drive(401, "authError").getBytes(StandardCharsets.UTF_8);
    var failures =
        Stream.of(Service.GOOGLE_DRIVE, Service.GOOGLE_FORMS, Service.GOOGLE_SHEETS)
            .map(service -> new Call(service, "any", Effect.READ))
            .map(call -> GoogleErrors.failure(call, 401, null, body))
            .distinct();

    assertThat(failures).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void only_what_may_be_repeated_is_transient_when_the_outcome_is_open(Effect effect) {
    assertThat(failure(effect, 502, "<html>Bad gateway</html>"))
        .isEqualTo(
            effect.repeatable()
                ? new Failure.Transient("Google Drive, files.create: 502: no reason given")
                : new Failure.Unknown(
                    "NO_ANSWER", "Google Drive, files.create: 502: no reason given"));
  }

  @ParameterizedTest
  @CsvSource({
      "<html>, permanent NOT_FOUND",
      "'', permanent NOT_FOUND",
      "'[1]', permanent NOT_FOUND",
      "'{\"error\": \"invalid\"}', permanent NOT_FOUND",
      "'{\"error\": {\"errors\": 5}}', permanent NOT_FOUND"
  })
  void any_body_is_survived(String body, String kind) {
    assertThat(kind(failure(Effect.READ, 404, body))).isEqualTo(kind);
  }

  @Test
  void the_wait_that_google_asks_for_is_kept() {
    assertThat(
        GoogleErrors.failure(
            call(Effect.FINDABLE),
            429,
            "7",
            formsOrSheets(429, "RESOURCE_EXHAUSTED").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new Failure.Throttled(
                "Google Drive, files.create: 429 RESOURCE_EXHAUSTED: words",
                Duration.ofSeconds(7)));
    assertThat(kind(GoogleErrors.failure(call(Effect.READ), 503, "7", new byte[0])))
        .isEqualTo("throttled PT7S");
  }

  @Test
  void a_failure_that_concerns_every_run_names_none() {
    assertThat(failure(Effect.FINDABLE, 403, drive(403, "storageQuotaExceeded")))
        .isEqualTo(
            new Failure.Blocked(
                "Google: the account's storage is full, or it has none.",
                "Free or add storage. A service account owns none: set"
                    + " presgen.google.parent-folder to a shared drive, or"
                    + " presgen.google.subject to a user.",
                Duration.ofMinutes(15)));
  }

  @Test
  void an_address_in_googles_words_is_not_shown() {
    String body =
        "{\"error\": {\"code\": 400, \"message\": \"ada@example.org has no account\", \"errors\":"
            + " [{\"reason\": \"invalidSharingRequest\"}]}}";

    assertThat(failure(Effect.NATURAL, 400, body).detail())
        .isEqualTo(
            "Google Drive, files.create: 400 invalidSharingRequest: (address) has no account");
  }
}
