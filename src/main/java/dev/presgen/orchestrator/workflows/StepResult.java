package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Failure;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a step, or a call to an outside service on its behalf, came to. Expected failures are
 * values; an exception is a bug or a lost connection, and the runtime reports it as {@link
 * Failure.Unknown}.
 *
 * @param <T> what is there when it worked
 */
public sealed interface StepResult<T> {

  /** It worked. */
  record Done<T>(T output) implements StepResult<T> {}

  /**
   * It goes on elsewhere and must be asked again. The wait is durable and costs no thread.
   *
   * @param token what the next poll needs to find it; at most 500 characters
   * @param pollAfter the least time until the next poll; not negative
   */
  record Pending<T>(String token, Duration pollAfter) implements StepResult<T> {}

  /** It did not work. */
  record Failed<T>(Failure failure) implements StepResult<T> {}

  /**
   * It was not done and is not wanted now, such as when its service is switched off: the run goes on
   * without what it would have given. Only a step that its workflow lets be skipped may answer this;
   * of any other, and of an undo, it is a bug.
   *
   * @param who decided that, 1 to 200 characters
   * @param why for the run's history and what is missing in its end, 1 to 2,000 characters
   */
  record LeftOut<T>(String who, String why) implements StepResult<T> {}

  static <T> StepResult<T> done(T output) {
    return new Done<>(output);
  }

  static <T> StepResult<T> failed(Failure failure) {
    return new Failed<>(failure);
  }

  static <T> StepResult<T> refused(String code, String detail, String whatToDo) {
    return new Failed<>(new Failure.Permanent(code, detail, whatToDo));
  }

  /** Goes on with the output when there is one; any other result stays what it is. */
  default <U> StepResult<U> then(Function<? super T, StepResult<U>> next) {
    return switch (this) {
      case Done<T>(var output) -> next.apply(output);
      case Pending<T>(var token, var pollAfter) -> new Pending<>(token, pollAfter);
      case Failed<T>(var failure) -> new Failed<>(failure);
      case LeftOut<T>(var who, var why) -> new LeftOut<>(who, why);
    };
  }

  default <U> StepResult<U> map(Function<? super T, U> change) {
    return then(output -> new Done<>(change.apply(output)));
  }
}
