package dev.presgen.orchestrator.adapters.limits;

/**
 * A setting that is never shown.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
