package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why the service does not start on any other database. */
final class DatabaseUnknown extends AbstractFailureAnalyzer<DatabaseChoice.Unknown> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseChoice.Unknown cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Set SPRING_DATASOURCE_URL to jdbc:postgresql://HOST/DATABASE, or leave it out and say where"
            + " the data belongs: --data FOLDER, or presgen.data-dir.",
        cause);
  }
}
