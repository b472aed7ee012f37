package dev.presgen.orchestrator.adapters.limits.quota;

/** Calls that a service counts together, within a minute. */
public enum QuotaClass {
  FORMS_READ("forms.read", "Google Forms reads"),
  /** Listing responses. */
  FORMS_EXPENSIVE("forms.expensive", "Google Forms response lists"),
  FORMS_WRITE("forms.write", "Google Forms writes"),
  SHEETS_READ("sheets.read", "Google Sheets reads"),
  SHEETS_WRITE("sheets.write", "Google Sheets writes"),
  /** Counted in units, of which a call costs 5 to 200. */
  DRIVE_UNITS("drive.units", "Google Drive units");

  private final String id;
  private final String title;

  QuotaClass(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name in settings, metrics and forecasts. */
  public String id() {
    return id;
  }

  /** The name for a person: what is waited for. */
  public String title() {
    return title;
  }

  /** The setting that limits it. */
  public String setting() {
    return "presgen.limits." + id + ".per-minute";
  }
}
