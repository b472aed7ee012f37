package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why the service does not start on its data folder. */
final class DataFolderRefused extends AbstractFailureAnalyzer<DataFolder.NotTaken> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DataFolder.NotTaken cause) {
    var remedy =
        switch (cause) {
          case DataFolder.InUse _ ->
              "Stop that process, or start this one with a folder of its own";
          case DataFolder.Unusable _ -> "Let this process write there, or give it another folder";
        };
    return new FailureAnalysis(
        cause.getMessage(), remedy + ": --data FOLDER, or presgen.data-dir.", cause);
  }
}
