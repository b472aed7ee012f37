package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.runtime.LastError;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param code a stable name in capitals
 * @param step the node of the root at which it was
 * @param path the node or item at which it was
 * @param nextRetryAt when it is tried again by itself
 * @param runbook where more is written about it
 */
public record ErrorView(
    String code,
    Category category,
    String message,
    String whatToDo,
    String step,
    String path,
    int attempt,
    @Nullable Instant nextRetryAt,
    @Nullable String runbook) {

  /** What kind of failure it was. */
  public enum Category {
    TRANSIENT,
    THROTTLED,
    BLOCKED,
    UNKNOWN,
    PERMANENT
  }

  static ErrorView of(LastError error) {
    var failure = error.failure();
    return new ErrorView(
        code(failure),
        category(failure),
        failure.detail(),
        whatToDo(failure, error.nextRetryAt()),
        error.at().path().names().getFirst(),
        error.at().label(),
        error.attempt(),
        error.nextRetryAt().orElse(null),
        null);
  }

  private static String code(Failure failure) {
    return switch (failure) {
      case Failure.Permanent permanent -> permanent.code();
      case Failure.Unknown unknown -> unknown.code();
      case Failure.Transient _, Failure.Throttled _, Failure.Blocked _ ->
          category(failure).name();
    };
  }

  private static Category category(Failure failure) {
    return switch (failure) {
      case Failure.Transient _ -> Category.TRANSIENT;
      case Failure.Throttled _ -> Category.THROTTLED;
      case Failure.Blocked _ -> Category.BLOCKED;
      case Failure.Unknown _ -> Category.UNKNOWN;
      case Failure.Permanent _ -> Category.PERMANENT;
    };
  }

  private static String whatToDo(Failure failure, Optional<Instant> nextRetryAt) {
    return switch (failure) {
      case Failure.Permanent permanent -> permanent.whatToDo();
      case Failure.Blocked blocked -> blocked.whatToDo();
      case Failure.Transient _, Failure.Throttled _, Failure.Unknown _ ->
          nextRetryAt.isPresent()
              ? "Nothing: it is tried again by itself."
              : "Mend what the message names, then retry; or cancel the run.";
    };
  }
}
