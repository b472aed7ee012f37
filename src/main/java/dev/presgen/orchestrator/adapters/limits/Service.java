package dev.presgen.orchestrator.adapters.limits;

/** An outside service with a circuit breaker and retries of its own. */
public enum Service {
  GOOGLE_DRIVE("google-drive", "Google Drive"),
  GOOGLE_FORMS("google-forms", "Google Forms"),
  GOOGLE_SHEETS("google-sheets", "Google Sheets"),
  CORE("core", "PresGen Core"),
  AVATAR("avatar", "PresGen Avatar");

  private final String id;
  private final String title;

  Service(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name in settings ({@code resilience4j.*.instances.<id>}), logs and metrics. */
  public String id() {
    return id;
  }

  /** The name for a person. */
  public String title() {
    return title;
  }
}
