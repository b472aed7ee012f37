package dev.presgen.orchestrator.workflows.assessment.engine.reading;

/** JSON pointers as text (RFC 6901). */
public final class Pointers {

  private Pointers() {}

  public static String in(String parent, String field) {
    return parent + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  public static String in(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer to what is around; the root for the root. */
  public static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }
}
