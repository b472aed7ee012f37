package dev.presgen.orchestrator.web.api.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run.
 *
 * @param number from 1, in the workflow's order
 * @param attempts how often it was begun, in all visits and undos included; 1 for a wait or what
 *     has items
 * @param startedAt when its last visit began
 * @param durationMs how long that took, in milliseconds, once it has ended
 * @param items of a fan-out, the branches of what is done at once, or the workflow that is called;
 *     in order, each before what is inside it
 */
public record StepView(
    String name,
    int number,
    StepStatus status,
    int attempts,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long durationMs,
    List<Item> items) {

  public StepView {
    items = List.copyOf(items);
  }

  /**
   * An item, a branch or a called workflow.
   *
   * @param path the step's name and the item's key; of what is inside another one, behind its path
   * @param attempts the most that any of its tasks took
   */
  public record Item(String path, StepStatus status, int attempts) {}
}
