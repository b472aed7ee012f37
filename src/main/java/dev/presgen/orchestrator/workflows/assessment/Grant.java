package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Ledger;
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
    return give.get()
        .map(
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
