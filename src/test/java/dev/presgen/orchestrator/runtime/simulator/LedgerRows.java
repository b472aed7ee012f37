package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What runs have made outside: intended before it is made, named after. */
final class LedgerRows {

  enum State {
    INTENDED,
    EXISTS,
    UNDONE,
    LEFT
  }

  /**
   * An outside object.
   *
   * @param madeFor the visit that asks for it
   * @param tried when it was last about to be made, by the store's own clock
   */
  record Entry(String run, Address madeFor, String key, String marker, Instant tried, State state,
      Optional<String> id) {
    Entry with(State next) {
      return with(next, id);
    }

    Entry with(State next, Optional<String> its) {
      return new Entry(run, madeFor, key, marker, tried, next, its);
    }
  }

  private record Name(String run, String marker) {}

  private final Map<Name, Entry> entries = new LinkedHashMap<>();
  private final Timeline timeline;
  private final ToLongFunction<String> epoch;
  private final Set<Bug> bugs;

  LedgerRows(Timeline timeline, ToLongFunction<String> epoch, Set<Bug> bugs) {
    this.timeline = timeline;
    this.epoch = epoch;
    this.bugs = bugs;
  }

  /** Enters a try; refused to whoever does not have the run's claim any more. */
  boolean intend(String run, Address at, String key, String marker, long claim) {
    return fenced(
        run,
        claim,
        () -> entries.put(
            new Name(run, marker),
            new Entry(run, at, key, marker, timeline.now(), State.INTENDED, Optional.empty())));
  }

  boolean made(String run, String marker, String id, long claim) {
    return fenced(
        run,
        claim,
        () -> entries.computeIfPresent(
            new Name(run, marker),
            (_, was) -> isTakenBack(run, id)
                ? was
                : was.with(State.EXISTS, Optional.of(id))));
  }

  /** What was taken back stays so, whoever hears only later that it had been made. */
  private boolean isTakenBack(String run, String id) {
    return of(run).stream()
        .anyMatch(
            entry -> entry.state() == State.UNDONE && entry.id().equals(Optional.of(id)));
  }

  /**
   * Enters that all tries of an effect are taken back.
   *
   * @param found what was found outside and had not been entered; it is, with the first try
   */
  boolean undone(List<Entry> tries, Optional<String> found, long claim) {
    var first = tries.getFirst();
    return fenced(
        first.run(),
        claim,
        () -> tries.forEach(
            entry -> entries.computeIfPresent(
                new Name(entry.run(), entry.marker()),
                (_, was) -> was.with(
                    State.UNDONE,
                    entry.equals(first) ? was.id().or(() -> found) : was.id()))));
  }

  private boolean fenced(String run, long claim, Runnable change) {
    if (epoch.applyAsLong(run) != claim && !bugs.contains(Bug.LEDGER_NOT_FENCED)) {
      return false;
    }
    change.run();
    return true;
  }

  /** Somebody has accepted what could not be taken back. */
  void leave(String run) {
    entries.replaceAll(
        (_, entry) -> entry.run().equals(run) && entry.state() != State.UNDONE
            ? entry.with(State.LEFT)
            : entry);
  }

  List<Entry> tries(String run, String key) {
    return entries.values()
        .stream()
        .filter(entry -> entry.run().equals(run) && entry.key().equals(key))
        .toList();
  }

  List<Entry> of(String run) {
    return entries.values().stream().filter(entry -> entry.run().equals(run)).toList();
  }

  boolean intended(String run, String marker) {
    return entries.containsKey(new Name(run, marker));
  }
}
