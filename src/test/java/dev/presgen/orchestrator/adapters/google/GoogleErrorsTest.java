package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @CsvSource({
      "429, rateLimitExceeded, throttled PT30S",
      "429, anythingElse, throttled PT30S",
      "403, rateLimitExceeded, throttled PT30S",
      "403, userRateLimitExceeded, throttled PT30S",
      "403, sharingRateLimitExceeded, throttled PT1H",
      "403, dailyLimitExceeded, blocked PT1H",
      "403, storageQuotaExceeded, blocked PT15M",
      "403, quotaExceeded, blocked PT15M",
      "403, insufficientFilePermissions, permanent NOT_ALLOWED",
      "403, forbidden, permanent NOT_ALLOWED",
      "403, appNotAuthorizedToFile, permanent NOT_ALLOWED",
      "403, insufficientParentPermissions, blocked PT15M",
      "403, domainPolicy, blocked PT5M",
      "403, accessNotConfigured, blocked PT5M",
      "403, insufficientPermissions, blocked PT1M",
      "403, teamDriveFileLimitExceeded, blocked PT15M",
      "403, teamDriveHierarchyTooDeep, blocked PT15M",
      "403, numChildrenInNonRootLimitExceeded, blocked PT15M",
      "403, teamDrivesFolderMoveInNotSupported, permanent NOT_ALLOWED",
      "400, publishOutNotPermitted, blocked PT15M",
      "403, cannotShareTeamDriveTopFolderWithAnyoneOrDomains, blocked PT15M",
      "403, shareOutNotPermitted, blocked PT15M",
      "403, shareOutNotPermittedToUser, permanent SHARING_REFUSED",
      "403, teamDriveDomainUsersOnlyRestriction, blocked PT15M",
      "403, teamDriveTeamMembersOnlyRestriction, blocked PT15M",
      "400, invalidSharingRequest, permanent SHARING_REFUSED",
      "403, cannotSetExpiration, permanent NOT_ALLOWED",
      "403, neverHeardOf, blocked PT15M",
      "404, notFound, permanent NOT_FOUND",
      "410, gone, permanent NOT_FOUND",
      "409, fileIdInUse, permanent ALREADY_EXISTS",
      "400, invalid, permanent REFUSED",
      "400, badRequest, permanent REFUSED",
      "401, authError, blocked PT1M",
      "412, conditionNotMet, permanent REFUSED",
      "413, uploadTooLarge, permanent PAYLOAD_TOO_LARGE",
      "500, backendError, unknown NO_ANSWER",
      "500, internalError, unknown NO_ANSWER",
      "502, badGateway, unknown NO_ANSWER",
      "503, backendError, unknown NO_ANSWER",
      "504, gatewayTimeout, unknown NO_ANSWER",
      "599, whatever, unknown NO_ANSWER"
  })
  void what_drive_refuses_to_create_becomes_a_failure(int status, String reason, String kind) {
    assertThat(kind(failure(Effect.FINDABLE, status, drive(status, reason)))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
      "400, INVALID_ARGUMENT, permanent REFUSED",
      "400, FAILED_PRECONDITION, permanent REFUSED",
      "401, UNAUTHENTICATED, blocked PT1M",
      "403, PERMISSION_DENIED, permanent NOT_ALLOWED",
      "404, NOT_FOUND, permanent NOT_FOUND",
      "409, ALREADY_EXISTS, permanent ALREADY_EXISTS",
      "429, RESOURCE_EXHAUSTED, throttled PT30S",
      "500, INTERNAL, unknown NO_ANSWER",
      "503, UNAVAILABLE, unknown NO_ANSWER",
      "504, DEADLINE_EXCEEDED, unknown NO_ANSWER"
  })
  void what_forms_and_sheets_refuse_becomes_a_failure(int status, String reason, String kind) {
    assertThat(kind(failure(Effect.FINDABLE, status, formsOrSheets(status, reason))))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
      "403, SERVICE_DISABLED, blocked PT5M",
      "403, ACCESS_TOKEN_SCOPE_INSUFFICIENT, blocked PT1M",
      "403, RATE_LIMIT_EXCEEDED, throttled PT30S"
  })
  void the_reason_in_the_details_is_more_exact_than_the_status(
      int status, String reason, String kind) {
    String body =
        """
        {"error": {"code": %d, "message": "words", "status": "PERMISSION_DENIED", "details": [
          {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "%s"}]}}
        """
            .formatted(status, reason);

    assertThat(kind(failure(Effect.FINDABLE, status, body))).isEqualTo(kind);
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
                "Google Drive: the account's storage is full, or it has none"
                    + " (storageQuotaExceeded).",
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
