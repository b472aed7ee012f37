package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import dev.presgen.orchestrator.adapters.google.Verdict.Busy;
import dev.presgen.orchestrator.adapters.google.Verdict.Later;
import dev.presgen.orchestrator.adapters.google.Verdict.Open;
import dev.presgen.orchestrator.adapters.google.Verdict.Refused;
import dev.presgen.orchestrator.adapters.google.Verdict.Stop;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.RetryAfter;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.adapters.limits.WhyLost;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns Google's refusals into failures, by {@link RefusalTable}. Where a write is refused in a way
 * that nobody has listed, its outcome counts as unknown; a read waits for a person where access is
 * refused, because that may concern every run.
 */
final class GoogleErrors {
  private static final Duration ACCESS_RECHECK = Duration.ofMinutes(15);

  private static final int CAUSES_MAX = 10;

  private GoogleErrors() {}

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
    return RefusalTable.verdict(refusal)
        .map(verdict -> failure(call, refusal, verdict))
        .orElseGet(() -> unlisted(call, refusal));
  }

  private static Failure failure(Call call, GoogleRefusal refusal, Verdict verdict) {
    return switch (verdict) {
      case Later(var wait) -> later(call, refusal, wait);
      case Stop stop -> stopped(call, stop);
      case Refused(var code, var whatToDo) ->
          new Failure.Permanent(code, words(call, refusal), whatToDo);
      case Open _ -> call.unanswered(words(call, refusal));
      case Busy(var wait) when refusal.retryAfter() != null && call.effect().repeatable() ->
          later(call, refusal, wait);
      case Busy _ -> call.unanswered(words(call, refusal));
    };
  }

  private static Failure later(Call call, GoogleRefusal refusal, Duration otherwise) {
    return new Failure.Throttled(
        words(call, refusal), RetryAfter.read(refusal.retryAfter(), Instant.now(), otherwise));
  }

  private static Failure stopped(Call call, Stop stop) {
    String who = stop.ofOneService() ? call.service().title() : "Google";
    return new Failure.Blocked(who + ": " + stop.what() + ".", stop.whatToDo(), stop.recheck());
  }

  private static Failure unlisted(Call call, GoogleRefusal refusal) {
    if (call.effect() != Effect.READ) {
      return new Failure.Unknown(Failure.Unknown.NO_ANSWER, words(call, refusal));
    }
    if (refusal.status() == 403) {
      return new Failure.Blocked(
          "%s: access is refused%s."
              .formatted(
                  call.service().title(),
                  refusal.reason().isEmpty() ? "" : " (" + refusal.reason() + ")"),
          "Look up the reason in Google's documentation; the run goes on once it is mended.",
          ACCESS_RECHECK);
    }
    return refusal.status() >= 500
        ? new Failure.Transient(words(call, refusal))
        : new Failure.Permanent(
            RefusalTable.REFUSED,
            words(call, refusal),
            "Look at Google's words; the request itself was not accepted.");
  }

  /** The failure behind a token endpoint that gave no token. Nothing was sent to the service. */
  static Failure noToken(Call call, IOException refused) {
    boolean passing =
        refused instanceof Retryable retryable
            ? retryable.isRetryable()
            : !(refused instanceof HttpResponseException);
    if (passing) {
      return new Failure.Transient(
          "Google gave no access token for the moment" + unreached(refused) + ".");
    }
    boolean delegation =
        answer(refused)
            .filter(
                body -> Stream.of("unauthorized_client", "access_denied").anyMatch(body::contains))
            .isPresent();
    return stopped(
        call,
        delegation ? RefusalTable.DELEGATION_REFUSED : RefusalTable.CREDENTIALS_REFUSED);
  }

  private static String unreached(IOException refused) {
    return Stream.<Throwable>iterate(refused, Objects::nonNull, Throwable::getCause)
        .limit(CAUSES_MAX)
        .filter(WhyLost::isUnsent)
        .map(lost -> ": " + WhyLost.words((IOException) lost, Optional.empty()))
        .findFirst()
        .orElse("");
  }

  private static Optional<String> answer(IOException refused) {
    return Stream.<Throwable>iterate(refused, Objects::nonNull, Throwable::getCause)
        .limit(CAUSES_MAX)
        .filter(HttpResponseException.class::isInstance)
        .map(HttpResponseException.class::cast)
        .flatMap(
            answered -> Stream.of(answered.getContent(), answered.getMessage())
                .filter(Objects::nonNull))
        .findFirst();
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
