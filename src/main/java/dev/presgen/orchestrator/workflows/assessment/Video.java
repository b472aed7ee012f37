package dev.presgen.orchestrator.workflows.assessment;

import org.jspecify.annotations.Nullable;

/**
 * A narrated video. What each item of {@code GENERATE_AVATAR_VIDEOS} leaves behind. A person who
 * supplies one need give nothing but where it is watched.
 *
 * @param course the course's key
 * @param title at most 300 characters
 * @param id the service's
 * @param url where it is watched: absolute, http or https
 */
public record Video(
    @Nullable String course, @Nullable String title, @Nullable String id, String url) {
  public Video {
    Shareable.check(title, url);
  }
}
