package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether what handlers and probes answer can be used at all. */
final class Answers {

  /** How long a token may be; the journal keeps it. */
  private static final int TOKEN_MAX = 500;

  /** How long the name of whoever has something left out may be. */
  private static final int WHO_MAX = 200;

  /** As long as an operator's reason. */
  private static final int WHY_MAX = 2_000;

  private Answers() {}

  /** A handler has answered what it must not answer. */
  static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;

    Bad(String what) {
      super(what);
    }
  }

  /**
   * The answer as it is.
   *
   * @throws Bad when it lacks what it must have
   */
  static <T> StepResult<T> checked(@Nullable StepResult<T> result) {
    return switch (result) {
      case null -> throw new Bad("it answered nothing");
      case StepResult.Done<T>(var output) when absent(output) ->
          throw new Bad("it is done, with nothing");
      case StepResult.Pending<T>(var token, var pollAfter) when absent(token)
          || absent(pollAfter)
          || token.length() > TOKEN_MAX
          || pollAfter.isNegative() ->
          throw new Bad(
              "a pending answer needs a token of at most "
                  + TOKEN_MAX
                  + " characters and a time that is not negative");
      case StepResult.Failed<T>(var failure) when absent(failure) ->
          throw new Bad("it failed, with nothing");
      case StepResult.LeftOut<T>(var who, var why) when absent(who)
          || absent(why)
          || who.isBlank()
          || why.isBlank()
          || who.length() > WHO_MAX
          || why.length() > WHY_MAX ->
          throw new Bad(
              "what is left out needs who wants that, in at most "
                  + WHO_MAX
                  + " characters, and why, in at most "
                  + WHY_MAX);
      case StepResult.Done<T> _, StepResult.Pending<T> _, StepResult.Failed<T> _, StepResult.LeftOut<
          T> _ ->
          result;
    };
  }

  /**
   * The finding as it is.
   *
   * @throws Bad when it lacks what it must have
   */
  static <T> Finding<T> checked(@Nullable Finding<T> finding) {
    return switch (finding) {
      case null -> throw new Bad("it answered nothing");
      case Finding.Found<T>(var output) when absent(output) ->
          throw new Bad("it found something, which is nothing");
      case Finding.Failed<T>(var failure) when absent(failure) ->
          throw new Bad("it failed, with nothing");
      case Finding.Found<T> _, Finding.Nothing<T> _, Finding.Refused<T> _, Finding.Failed<T> _ ->
          finding;
    };
  }

  /** Handlers are not all compiled with the checks that make this impossible. */
  private static boolean absent(@Nullable Object part) {
    return part == null;
  }

  /** The least time until the same may be asked again. */
  static Duration comeBackAfter(Failure failure) {
    return switch (failure) {
      case Failure.Throttled f -> f.retryAfter();
      case Failure.Blocked f -> f.recheckAfter();
      case Failure.Transient _, Failure.Unknown _, Failure.Permanent _ -> Duration.ZERO;
    };
  }
}
