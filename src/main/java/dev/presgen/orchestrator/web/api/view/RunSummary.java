package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists show it.
 *
 * @param key the caller's own name for it
 * @param step where it stands; nothing once it has come to its end
 * @param awaiting what it waits for
 * @param missing what it will not deliver
 * @param error what stands in its way, or made it fail
 * @param activeMs how long its steps took without waits, in milliseconds; of a step that was
 *     entered several times only the last time counts
 */
public record RunSummary(
    String id,
    String workflow,
    String version,
    @Nullable String key,
    Status status,
    @Nullable Place step,
    Progress progress,
    List<Awaiting> awaiting,
    List<Missing> missing,
    @Nullable ErrorView error,
    Map<String, String> labels,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt,
    long activeMs) {

  public RunSummary {
    awaiting = List.copyOf(awaiting);
    missing = List.copyOf(missing);
    labels = Map.copyOf(labels);
  }

  /**
   * Where a run stands.
   *
   * @param number from 1; nothing for a node that is not among the steps
   * @param since when it came there
   */
  public record Place(
      String name, @Nullable Integer number, int of, int attempt, Instant since) {}

  /** How many steps are behind the run: done, left out, or done and undone. */
  public record Progress(int completed, int of) {}

  /**
   * Something that a run waits for.
   *
   * @param signal what ends or feeds the wait; nothing for one that only time ends
   * @param assignee who is asked to act
   */
  public record Awaiting(
      String path,
      @Nullable String signal,
      @Nullable String assignee,
      @Nullable Instant deadline,
      @Nullable Instant nextReminder) {}

  /**
   * Something that a run will not deliver.
   *
   * @param kind what it would have been, such as {@code video}
   */
  public record Missing(String kind, String path, String why) {}
}
