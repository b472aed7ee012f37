package dev.presgen.orchestrator.sandbox.google.drive;

/** The MIME types by which Drive knows Google's own files. */
public final class MimeTypes {

  static final String GOOGLE = "application/vnd.google-apps.";
  public static final String FOLDER = GOOGLE + "folder";
  public static final String FORM = GOOGLE + "form";
  public static final String SPREADSHEET = GOOGLE + "spreadsheet";
  public static final String PRESENTATION = GOOGLE + "presentation";
  static final String SHORTCUT = GOOGLE + "shortcut";

  private MimeTypes() {}
}
