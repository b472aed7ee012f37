package dev.presgen.orchestrator.sandbox;

import java.util.Locale;

/** What a stored object is. The lower-case name is what stands in the database. */
public enum Kind {
  FILE,
  FORM,
  RESPONSE,
  SPREADSHEET,
  DECK,
  VIDEO,
  JOB,
  MAIL,
  MESSAGE,
  CREDENTIAL,
  MEDIA;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
