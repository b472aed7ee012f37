package dev.presgen.orchestrator.sandbox;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Absolute links on this server, with the scheme, host and port by which the caller of the request reached it. */
public final class Links {

  private Links() {}

  /** What the editors of Google's files show: a folder, a form, a spreadsheet or a presentation. */
  public static String view(String mimeType, String id) {
    return switch (mimeType) {
      case "application/vnd.google-apps.folder" -> to("google", "drive", "folders", id);
      case "application/vnd.google-apps.form" -> to("google", "forms", "d", id, "edit");
      case "application/vnd.google-apps.spreadsheet" ->
          to("google", "spreadsheets", "d", id, "edit");
      case "application/vnd.google-apps.presentation" ->
          to("google", "presentation", "d", id, "edit");
      default -> to("google", "drive", "file", id, "view");
    };
  }

  /** The form as a learner sees it. */
  public static String responder(String responderId) {
    return to("google", "forms", "d", "e", responderId, "viewform");
  }

  /** The page on which a person watches a video. */
  public static String video(String id) {
    return to("videos", id);
  }

  /** The video file itself. */
  public static String videoFile(String id) {
    return to("avatar", "training", "download", id);
  }

  /** Where access tokens are given out. */
  public static String token() {
    return to("google", "token");
  }

  private static String to(String... segments) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .pathSegment("sandbox")
        .pathSegment(segments)
        .toUriString();
  }
}
