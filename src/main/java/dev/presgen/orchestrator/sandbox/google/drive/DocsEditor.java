package dev.presgen.orchestrator.sandbox.google.drive;

/** What opens one of Google's MIME types: it makes the content when Drive makes the file, and drops it with it. */
public interface DocsEditor {

  String mimeType();

  /** A file of this type was made in Drive, with nothing but its name. */
  void made(String id, String name);

  /** The file is gone for good. */
  void gone(String id);
}
