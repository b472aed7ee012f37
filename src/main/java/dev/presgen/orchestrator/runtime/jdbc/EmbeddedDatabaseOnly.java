package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why the service does not start on a database of the operator's choice. */
final class EmbeddedDatabaseOnly
    extends
      AbstractFailureAnalyzer<SqliteConfiguration.OtherDatabase> {

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, SqliteConfiguration.OtherDatabase cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Leave spring.datasource.url out; say where the data belongs with"
            + " --presgen.data-dir=FOLDER.",
        cause);
  }
}
