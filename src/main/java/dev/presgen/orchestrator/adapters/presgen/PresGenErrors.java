package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.RetryAfter;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns refusals of the PresGen services, which are {@code {"detail": …}}, into failures. */
final class PresGenErrors {
  static final String NOT_FOUND = "NOT_FOUND";
  static final String REFUSED = "REFUSED";
  static final String PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE";

  private static final Duration BUSY_WAIT = Duration.ofSeconds(30);
  private static final Duration TOKEN_RECHECK = Duration.ofMinutes(1);
  private static final Duration SETTING_RECHECK = Duration.ofMinutes(5);

  private PresGenErrors() {}

  static Failure failure(Call call, int status, @Nullable String retryAfter, byte[] body) {
    String setting = "presgen." + call.service().id();
    String words =
        "%s, %s: %d: %s"
            .formatted(
                call.service().title(), call.operation(), status, ServiceWords.fit(detail(body)));
    return switch (status) {
      case 401, 403 ->
          new Failure.Blocked(
              call.service().title() + " refuses the token.",
              "Set " + setting + ".token to a valid one.",
              TOKEN_RECHECK);
      case 404 ->
          new Failure.Permanent(
              NOT_FOUND,
              words,
              "Check that " + setting + ".base-url and " + setting + ".api fit the service.");
      case 413 -> new Failure.Permanent(PAYLOAD_TOO_LARGE, words, "Ask for fewer slides a course.");
      case 429 ->
          new Failure.Throttled(words, RetryAfter.read(retryAfter, Instant.now(), BUSY_WAIT));
      case 503 ->
          retryAfter != null && call.effect().repeatable()
              ? new Failure.Throttled(words, RetryAfter.read(retryAfter, Instant.now(), BUSY_WAIT))
              : call.unanswered(words);
      default -> byClass(call, status, words, setting);
    };
  }

  private static Failure byClass(Call call, int status, String words, String setting) {
    if (status >= 500 || status == 408) {
      return call.unanswered(words);
    }
    return status < 400
        ? new Failure.Blocked(
            call.service().title() + " points elsewhere.",
            "Set " + setting + ".base-url to where it is now.",
            SETTING_RECHECK)
        : new Failure.Permanent(
            REFUSED, words, "Look at the service's words; the request itself was not accepted.");
  }

  private static @Nullable String detail(byte[] body) {
    try {
      JsonNode detail = JsonMapper.shared().readTree(body).path("detail");
      return detail.isString()
          ? detail.asString()
          : detail.isMissingNode() ? null : problems(detail);
    } catch (JacksonException noJson) {
      return null;
    }
  }

  /** Of a body that does not validate: what is wrong and where, without the values. */
  private static String problems(JsonNode list) {
    return String.join(
        "; ",
        list.valueStream()
            .map(problem -> problem.path("loc").toString() + " " + problem.path("msg").asString(""))
            .toList());
  }
}
