package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks outside whether what a wait waits for has happened. It changes nothing and may be asked at
 * any time, by the wait itself or for a signal that must be checked before it is accepted.
 *
 * @param <I> a record, filled as a step's input is
 * @param <S> a record: the payload of the signal that it checks
 * @param <O> a record: the wait's output
 */
public interface WaitProbe<I extends Record, S extends Record, O extends Record> {

  /**
   * Looks once.
   *
   * @param signal what a signal says about it, when one is checked
   * @param asOf only what happened before this moment counts: the deadline when it has passed, else
   *     now
   */
  Finding<O> look(I input, Optional<S> signal, Instant asOf, StepContext context) throws Exception;

  /** What a look came to. */
  sealed interface Finding<O> {
    /** It has happened. */
    record Found<O>(O output) implements Finding<O> {}

    /** Not yet. */
    record Nothing<O>() implements Finding<O> {}

    /**
     * It cannot be judged, or the signal does not fit; the wait goes on.
     *
     * @param why for a person, with what would be right
     */
    record Refused<O>(String code, String why) implements Finding<O> {}

    /** The look itself did not work. */
    record Failed<O>(Failure failure) implements Finding<O> {}
  }
}
