package dev.presgen.orchestrator.workflows.assessment;

/**
 * A slide deck. What each item of {@code GENERATE_PRESENTATIONS} leaves behind.
 *
 * @param course the course's key
 * @param title at most 300 characters
 * @param url where it is opened: absolute, http or https
 */
public record Deck(String course, String title, String id, String url, int slides) {
  public Deck {
    Shareable.check(title, url);
  }
}
