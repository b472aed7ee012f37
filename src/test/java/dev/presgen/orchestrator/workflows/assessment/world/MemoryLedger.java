package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.Ledger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger for as long as a test runs. */
public final class MemoryLedger implements Ledger {

  private final List<Entry> entries = new ArrayList<>();
  private final InstantSource clock;
  private final Faults faults;

  MemoryLedger(InstantSource clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public Entry intend(String kind, String marker) {
    return enter(kind, marker, null);
  }

  @Override
  public Entry intend(String kind, String marker, String externalId) {
    return enter(kind, marker, externalId);
  }

  private Entry enter(String kind, String marker, @Nullable String externalId) {
    return find(kind, marker)
        .orElseGet(
            () -> {
              var entry =
                  new Entry(
                      kind,
                      marker,
                      Optional.ofNullable(externalId),
                      Optional.empty(),
                      "",
                      State.INTENDED,
                      clock.instant(),
                      Optional.empty());
              entries.add(entry);
              faults.step();
              return entry;
            });
  }

  @Override
  public Entry made(String kind, String marker, String externalId, Optional<String> url) {
    var before = enter(kind, marker, externalId);
    return replace(
        before,
        new Entry(
            kind,
            marker,
            Optional.of(externalId),
            url.or(before::url),
            before.path(),
            State.EXISTS,
            before.state() == State.EXISTS ? before.createdAt() : clock.instant(),
            before.undoneAt()));
  }

  @Override
  public void underway(String kind, String marker, String externalId) {
    var before = find(kind, marker).orElseThrow();
    if (before.state() == State.INTENDED) {
      replace(
          before,
          new Entry(
              kind,
              marker,
              Optional.of(externalId),
              before.url(),
              before.path(),
              before.state(),
              before.createdAt(),
              before.undoneAt()));
    }
  }

  @Override
  public void again(String kind, String marker) {
    var before = find(kind, marker).orElseThrow();
    if (before.state() == State.UNDONE) {
      replace(
          before,
          new Entry(
              kind,
              marker,
              Optional.empty(),
              Optional.empty(),
              before.path(),
              State.INTENDED,
              before.createdAt(),
              Optional.empty()));
    }
  }

  @Override
  public void settle(String kind, String marker, State state) {
    var before = find(kind, marker).orElseThrow();
    replace(
        before,
        new Entry(
            kind,
            marker,
            before.externalId(),
            before.url(),
            before.path(),
            state,
            before.createdAt(),
            state == State.UNDONE ? Optional.of(clock.instant()) : Optional.empty()));
  }

  private Entry replace(Entry before, Entry after) {
    entries.set(entries.indexOf(before), after);
    faults.step();
    return after;
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The entries of a kind, each as its state and its id. */
  public List<String> lines(String kind) {
    return entries.stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(entry -> entry.state() + entry.externalId().map(id -> " " + id).orElse(""))
        .toList();
  }
}
