package dev.presgen.orchestrator.workflows.assessment;

/**
 * A slide deck. What each item of {@code GENERATE_PRESENTATIONS} leaves behind.
 *
 * @param course the course's key
 * @param url where it is opened, as the service answered it
 */
public record Deck(String course, String title, String id, String url, int slides) {}
