package dev.presgen.orchestrator.sandbox.google;

import java.util.Map;

/**
 * The {@code google.rpc.ErrorInfo} among an error's details.
 *
 * @param reason in capitals: {@code RATE_LIMIT_EXCEEDED}
 * @param metadata what the reason is about
 */
public record ErrorInfo(String reason, Map<String, String> metadata) {

  /** The project that calls, in the words of Google's errors. */
  public static final String CONSUMER = "projects/100000000001";

  public ErrorInfo {
    metadata = Map.copyOf(metadata);
  }
}
