package dev.presgen.orchestrator;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why the service does not start where other machines reach it. */
final class ListensToOthers extends AbstractFailureAnalyzer<LoopbackOnly.Reachable> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, LoopbackOnly.Reachable cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Leave "
            + cause.setting
            + " out, or set it to 127.0.0.1. For callers elsewhere put a proxy that authenticates"
            + " them on this machine, in front of the service.",
        cause);
  }
}
