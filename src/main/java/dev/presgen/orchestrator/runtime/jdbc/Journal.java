package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was decided on runs: written, stored with its events, and read again as their history. What
 * stores belongs into the transaction of its caller; what reads will do without one.
 */
final class Journal {

  private final RunTable runs;
  private final Moves moves;
  private final GroupCommit<Moves.Change> commits;
  private final EventTable events;
  private final Codec codec;

  /**
   * The journal of a database.
   *
   * @param commitsAtOnce on how many connections decisions are committed at a time
   */
  Journal(RunTable runs, Moves moves, int commitsAtOnce, EventTable events, Codec codec) {
    this.runs = runs;
    this.moves = moves;
    this.commits = new GroupCommit<>(moves::commit, commitsAtOnce);
    this.events = events;
    this.codec = codec;
  }

  /** Stores a new run and the events that began it. */
  RunTable.Row insert(
      RunState state,
      List<Event> decided,
      Optional<String> key,
      Map<String, String> labels,
      Instant now) {
    var run = new RunRecord(state, key, labels, 1, now, now, Optional.empty());
    runs.insert(run);
    events.append(state.runId(), events.written(0, decided));
    return new RunTable.Row(run, 0);
  }

  /** Writes what was decided on a row; it is not stored by this. */
  Moves.Change written(
      RunTable.Row before,
      RunState after,
      List<Event> decided,
      List<PayloadTable.New> coming,
      Instant now) {
    var record =
        new RunRecord(
            after,
            before.run().key(),
            before.run().labels(),
            before.run().revision() + 1,
            before.run().createdAt(),
            now,
            after.ended() ? Optional.of(now) : Optional.empty());
    return new Moves.Change(
        new RunTable.Row(record, before.epoch()),
        codec.write(after),
        Status.of(after).name(),
        after.root().position().at().node(),
        LastError.of(after).map(error -> storable(error.failure().detail())).orElse(""),
        events.written(before.state().sequence(), decided),
        coming);
  }

  /** PostgreSQL cannot keep this one character, which the words of others may hold. */
  private static String storable(String text) {
    return text.replace('\0', ' ');
  }

  /**
   * Stores a decision: all of it, or nothing when the run has changed since it was read. Part of the
   * caller's transaction.
   *
   * @return whether it is stored, by this or by an earlier try whose outcome nobody has told
   */
  boolean store(Moves.Change change) {
    return moves.store(change) || holds(change);
  }

  /** Stores a decision as {@link #store} does, in a transaction that it may share with others. */
  boolean commit(Moves.Change change) {
    return commits.commit(change) || holds(change);
  }

  /** Whether a decision is stored. */
  boolean holds(Moves.Change change) {
    return events.holds(change.runId(), change.entries());
  }

  List<HistoryEntry> history(String runId, long after, int limit) {
    return events.history(runId, after, limit);
  }

  /** What of some types has happened to a run since a moment, oldest first. */
  List<HistoryEntry> since(String runId, Instant moment, Set<String> types) {
    return events.since(runId, moment, types);
  }
}
