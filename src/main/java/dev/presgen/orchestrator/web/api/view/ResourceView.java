package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.Undoable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object that a run has made outside, or meant to make.
 *
 * @param kind such as {@code folder}
 * @param step the node of the root that made it
 * @param path the node or item that made it
 */
public record ResourceView(
    String kind,
    @Nullable String externalId,
    @Nullable String url,
    String step,
    String path,
    Ledger.State state,
    Instant createdAt,
    @Nullable Instant undoneAt) {

  public static ResourceView of(Ledger.Entry entry) {
    int first = entry.path().indexOf('/');
    return new ResourceView(
        entry.kind(),
        entry.externalId().orElse(null),
        entry.url().orElse(null),
        first < 0 ? entry.path() : entry.path().substring(0, first),
        entry.path(),
        entry.state(),
        entry.createdAt(),
        entry.undoneAt().orElse(null));
  }

  /** What an undo would do to an object. */
  public record Planned(
      String kind, String externalId, String url, String action, String why) {

    public static Planned of(Undoable.Planned planned) {
      return new Planned(
          planned.kind(),
          planned.externalId(),
          planned.url(),
          planned.action().name().toLowerCase(Locale.ROOT),
          planned.why());
    }
  }
}
