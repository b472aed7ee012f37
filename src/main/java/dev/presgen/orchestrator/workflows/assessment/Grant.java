package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Creation;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.Ledger.State;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A permission on a file, with its entry in the ledger. Giving it twice is harmless, so an intended
 * one is simply given again.
 *
 * @param marker unique in the run
 */
record Grant(Ledger ledger, String marker, String fileId) {

  /**
   * Gives the permission.
   *
   * @param id the service's id of it, unique for the file
   */
  <T> StepResult<T> given(Supplier<StepResult<T>> give, Function<T, String> id) {
    ledger.intend(RunAssets.PERMISSION, marker);
    return entered(give.get(), id);
  }

  /**
   * As {@link #given}, where a single call gives it: when that is refused, nothing was given. It is
   * settled, since nobody may come back to it: after a rewind it is given under another marker.
   */
  <T> StepResult<T> givenByOneCall(Supplier<StepResult<T>> give, Function<T, String> id) {
    // An earlier attempt may have given it without anybody knowing.
    var before = ledger.find(RunAssets.PERMISSION, marker).map(Ledger.Entry::state);
    ledger.intend(RunAssets.PERMISSION, marker);
    if (before.equals(Optional.of(State.UNDONE))) {
      ledger.settle(RunAssets.PERMISSION, marker, State.INTENDED);
    }
    var result = give.get();
    if (!before.equals(Optional.of(State.INTENDED))
        && result instanceof StepResult.Failed<T>(var failure)
        && Creation.hadNoEffect(failure)) {
      ledger.settle(RunAssets.PERMISSION, marker, State.UNDONE);
    }
    return entered(result, id);
  }

  private <T> StepResult<T> entered(StepResult<T> result, Function<T, String> id) {
    return result.map(
        given -> {
          ledger.made(
              RunAssets.PERMISSION, marker, fileId + "/" + id.apply(given), Optional.empty());
          return given;
        });
  }

  /** Whether an entry is a permission on the file. */
  static boolean isOn(Ledger.Entry entry, String fileId) {
    return entry.kind().equals(RunAssets.PERMISSION)
        && entry.externalId().map(id -> id.startsWith(fileId + "/")).orElse(false);
  }
}
