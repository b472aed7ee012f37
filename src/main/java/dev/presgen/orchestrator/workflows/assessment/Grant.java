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
    var entry = ledger.intend(RunAssets.PERMISSION, marker);
    if (entry.state() == State.UNDONE) {
      ledger.settle(RunAssets.PERMISSION, marker, State.INTENDED);
    }
    var result = give.get();
    if (result instanceof StepResult.Failed<T>(var failure) && Creation.hadNoEffect(failure)) {
      // Nobody may come back to it: after a rewind it is given under another marker.
      ledger.settle(RunAssets.PERMISSION, marker, State.UNDONE);
    }
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
