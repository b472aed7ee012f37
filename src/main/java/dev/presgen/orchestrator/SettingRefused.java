package dev.presgen.orchestrator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;

/**
 * Says in plain words which setting keeps the service from starting, instead of where in the code it
 * was found. Before Spring's own, which would tell how it binds them.
 */
final class SettingRefused implements FailureAnalyzer, Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    return StartFailed.aboutSetting(failure)
        .map(
            message -> new FailureAnalysis(
                message,
                "Correct it where it is set (the environment, as PRESGEN_…, ./application.yaml, or an"
                    + " option), and start again.",
                failure))
        .orElse(null);
  }
}
