package dev.presgen.orchestrator.workflows.assessment;

/**
 * A narrated video. What each item of {@code GENERATE_AVATAR_VIDEOS} leaves behind.
 *
 * @param course the course's key
 * @param title at most 300 characters
 * @param url where it is watched: absolute, http or https
 */
public record Video(String course, String title, String id, String url) {
  public Video {
    Shareable.check(title, url);
  }
}
