package dev.presgen.orchestrator.workflows.assessment;

/**
 * A narrated video. What each item of {@code GENERATE_AVATAR_VIDEOS} leaves behind.
 *
 * @param course the course's key
 * @param url where it is watched; absolute
 */
public record Video(String course, String title, String id, String url) {}
