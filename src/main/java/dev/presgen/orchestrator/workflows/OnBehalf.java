package dev.presgen.orchestrator.workflows;

import java.lang.ScopedValue.CallableOp;
import java.time.Instant;
import java.util.Optional;

/**
 * For whom a thread works: the runtime binds it around every handler, look and plan, and what stands
 * around outside calls reads it. Where nothing is bound, a person waits who has asked for something
 * outside of any run.
 *
 * @param runId the run
 * @param path where in the run
 * @param deadline by when the work should be done. Only its order counts, among all who wait for the
 *     same scarce thing: a step's is the beginning of its visit and all the time that the visit may
 *     take, so that among steps of a kind the one that waits longest comes first, however often it
 *     has been tried; a look for which nobody waits comes after all of them
 * @param interactive a person waits for the answer now
 */
public record OnBehalf(String runId, String path, Instant deadline, boolean interactive) {

  private static final ScopedValue<OnBehalf> CURRENT = ScopedValue.newInstance();

  /** For whom this thread works. */
  public static Optional<OnBehalf> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Does something for it, on this thread. */
  public <T, X extends Throwable> T call(CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }
}
