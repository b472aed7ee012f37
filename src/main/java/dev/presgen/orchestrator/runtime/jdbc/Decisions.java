package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Workflows;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges facts about stored runs and journals what follows, in one transaction each. */
final class Decisions {

  private final Workflows workflows;
  private final Journal journal;
  private final PayloadTable payloads;
  private final EventBus bus;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  Decisions(Workflows workflows, Stores stores, InstantSource clock) {
    this.workflows = workflows;
    this.journal = stores.journal();
    this.payloads = stores.payloads();
    this.bus = stores.bus();
    this.transaction = stores.transaction();
    this.clock = clock;
  }

  /** Now, to the millisecond: as fine as the journal keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether this node has the workflow that a run is pinned to. */
  boolean knows(RunState state) {
    return workflows.of(state).isPresent();
  }

  Workflow workflow(RunState state) {
    return workflows
        .of(state)
        .orElseThrow(
            () -> new IllegalStateException(
                "run "
                    + state.runId()
                    + " is pinned to another form of workflow "
                    + state.workflow()
                    + ", which this node does not have"));
  }

  Decider decider(RunState state, List<PayloadTable.New> coming) {
    return new Decider(workflow(state), payloads.of(state.runId(), coming));
  }

  /** What came of a fact about a row. */
  sealed interface Outcome {
    /** It is journalled, or was not worth an event. */
    record Decided(Journal.Row after) implements Outcome {}

    record Late(String why) implements Outcome {}

    record Refused(Decision.Refused refusal) implements Outcome {}

    /** Somebody else decided first: read the run again. */
    record Moved() implements Outcome {}
  }

  /** Decides on a row that the caller has read, in a transaction of its own. */
  Outcome decide(Journal.Row row, Fact fact, List<PayloadTable.New> coming) {
    return switch (decider(row.state(), coming).decide(row.state(), fact)) {
      case Decision.Late(var why) -> new Outcome.Late(why);
      case Decision.Refused refused -> new Outcome.Refused(refused);
      case Decision.Accepted(var events, _) when events.isEmpty() -> new Outcome.Decided(row);
      case Decision.Accepted(var events, var after) -> {
        var change = journal.written(row, after, events);
        var moved = transaction.execute(_ -> store(change, coming));
        if (moved == null || moved.isEmpty()) {
          yield new Outcome.Moved();
        }
        tell(moved.get().run(), change.entries());
        yield new Outcome.Decided(moved.get());
      }
    };
  }

  /** Stores a decision within the caller's transaction; nothing when the row has changed. */
  Optional<Journal.Row> store(Journal.Change change, List<PayloadTable.New> coming) {
    var now = now();
    var moved = journal.move(change, now);
    if (moved.isPresent()) {
      payloads.insert(change.after().runId(), coming, now);
    }
    return moved;
  }

  /** Tells the listeners what was committed. */
  void tell(RunRecord after, List<HistoryEntry> entries) {
    bus.tell(after, entries);
  }
}
