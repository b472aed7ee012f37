package dev.presgen.orchestrator.workflows.assessment;

import java.util.List;

/** Everything a learner is given. What {@code FINALIZE_RESOURCES} leaves behind. */
public record Delivered(
    String folder, String form, String sheet, List<String> presentations, List<String> videos) {
  public Delivered {
    presentations = List.copyOf(presentations);
    videos = List.copyOf(videos);
  }
}
