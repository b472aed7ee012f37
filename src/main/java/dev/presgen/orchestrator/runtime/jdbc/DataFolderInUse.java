package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why a second process does not start on the same data. */
final class DataFolderInUse extends AbstractFailureAnalyzer<DataFolder.InUse> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DataFolder.InUse cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Stop that process, or start this one with a folder of its own: --presgen.data-dir=FOLDER.",
        cause);
  }
}
