package dev.presgen.orchestrator.workflows;

import java.util.Set;

/**
 * Does the work of one step. A handler is shared by all runs and keeps no state. It may be called
 * again for the same visit after a crash or a lost reply; what it makes outside, it makes under the
 * idempotency key of its context and looks for first when {@link StepContext#mayHaveActed()}.
 *
 * <p>It is called outside any transaction, on a thread that is interrupted when its time is up or
 * its run is cancelled.
 *
 * @param <I> a record: what the step needs. Each component is filled from the output of the node
 *     that produces its type, or of the node that {@link From} names; a component of an item's type
 *     is filled with the item of the for-each around the step. A component that may be missing is an
 *     {@code Optional}.
 * @param <O> a record: what the step leaves behind
 */
public interface StepHandler<I extends Record, O extends Record> {

  /** Does the work, or starts it and answers {@link StepResult.Pending}. */
  StepResult<O> execute(I input, StepContext context) throws Exception;

  /**
   * Asks about work that {@link #execute} or an earlier poll left pending. Without a poll of its
   * own a step is executed again: it finds by its ledger what it has made so far.
   *
   * @param token the last pending result's
   */
  default StepResult<O> poll(I input, String token, StepContext context) throws Exception {
    return execute(input, context);
  }

  /**
   * The services whose switch the step asks for at every start: it does without one that is off, or
   * leaves itself out. What waits for such a service is tried again when it is switched off.
   */
  default Set<Services.Service> switchedBy() {
    return Set.of();
  }
}
