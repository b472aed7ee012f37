package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.RetryAfter;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns refusals of the PresGen services into failures. Their own are {@code {"detail": …}}, of jobs
 * also {@code {"error_message": …}}; what stands before them may answer anything.
 */
final class PresGenErrors {
  /** The service itself says that it does not have what was named. */
  static final String NOT_FOUND = "NOT_FOUND";

  /** What answers does not have the path: another service, or what stands before this one. */
  static final String NO_SUCH_PATH = "NO_SUCH_PATH";

  static final String WRONG_METHOD = "WRONG_METHOD";
  static final String REFUSED = "REFUSED";
  static final String PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE";

  private static final Duration BUSY_WAIT = Duration.ofSeconds(30);
  private static final Duration TOKEN_RECHECK = Duration.ofMinutes(1);
  private static final Duration SETTING_RECHECK = Duration.ofMinutes(5);

  /** What the framework of both services says of a path that it does not have. */
  private static final String GENERIC = "Not Found";

  private PresGenErrors() {}

  static Failure failure(Call call, int status, @Nullable String retryAfter, byte[] body) {
    String setting = "presgen." + call.service().id();
    Optional<String> said = said(body);
    String words =
        "%s, %s: %d: %s"
            .formatted(
                call.service().title(),
                call.operation(),
                status,
                ServiceWords.fit(said.orElse(null)));
    return switch (status) {
      case 401, 403 ->
          new Failure.Blocked(
              call.service().title() + " refuses the token.",
              "Set " + setting + ".token to a valid one.",
              TOKEN_RECHECK);
      case 404 ->
          speaksForItself(body)
              ? new Failure.Permanent(NOT_FOUND, words, fits(setting))
              : call.effect() == Effect.READ
                  ? new Failure.Permanent(NO_SUCH_PATH, words, fits(setting))
                  : notSpoken(call, setting);
      case 405 ->
          call.effect() == Effect.READ
              ? new Failure.Permanent(WRONG_METHOD, words, fits(setting))
              : notSpoken(call, setting);
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

  /** No run can go on until somebody mends the settings, so none is given up for it. */
  private static Failure notSpoken(Call call, String setting) {
    return new Failure.Blocked(
        call.service().title() + " does not know " + call.operation() + ".",
        fits(setting),
        SETTING_RECHECK);
  }

  private static String fits(String setting) {
    return "Check that %s.base-url leads to the service and that %s.api (render or jobs) fits it."
        .formatted(setting, setting);
  }

  /** Whether a refusal is in the service's own words, and not its framework's or a proxy's. */
  private static boolean speaksForItself(byte[] body) {
    return said(body, "detail", "error_message")
        .filter(words -> !words.equalsIgnoreCase(GENERIC))
        .isPresent();
  }

  private static Optional<String> said(byte[] body) {
    return said(body, "detail", "error_message", "error", "message");
  }

  private static Optional<String> said(byte[] body, String... fields) {
    JsonNode answer;
    try {
      answer = JsonMapper.shared().readTree(body);
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
    return Stream.of(fields)
        .map(field -> words(answer.path(field)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static @Nullable String words(JsonNode node) {
    if (node.isString()) {
      return node.stringValue().isBlank() ? null : node.stringValue();
    }
    return node.isArray() && !node.isEmpty()
        ? node.valueStream().map(PresGenErrors::problem).collect(Collectors.joining("; "))
        : null;
  }

  /** Of a body that does not validate: what is wrong and where, without the values. */
  private static String problem(JsonNode problem) {
    return problem.isString()
        ? problem.stringValue()
        : problem.path("loc").toString() + " " + problem.path("msg").asString("");
  }
}
