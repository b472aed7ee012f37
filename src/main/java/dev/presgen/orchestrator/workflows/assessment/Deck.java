package dev.presgen.orchestrator.workflows.assessment;

import org.jspecify.annotations.Nullable;

/**
 * A slide deck. What each item of {@code GENERATE_PRESENTATIONS} leaves behind. A person who supplies
 * one need give nothing but where it is opened.
 *
 * @param course the course's key
 * @param title at most 300 characters
 * @param id the service's
 * @param url where it is opened: absolute, http or https
 * @param slides how many it has
 * @param local true where it was made here, without PresGen Core, and lies in the run's folder
 * @param why of a local deck: what kept PresGen Core from making it
 */
public record Deck(
    @Nullable String course,
    @Nullable String title,
    @Nullable String id,
    String url,
    @Nullable Integer slides,
    @Nullable Boolean local,
    @Nullable String why) {

  public Deck {
    Shareable.check(title, url);
  }

  /** A deck that PresGen Core has made. */
  public Deck(String course, String title, String id, String url, int slides) {
    this(course, title, id, url, slides, false, null);
  }

  /** Whether it was made here, and lies in the run's folder. */
  public boolean madeHere() {
    return Boolean.TRUE.equals(local);
  }
}
