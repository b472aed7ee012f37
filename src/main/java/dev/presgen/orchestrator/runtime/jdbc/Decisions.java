package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Workflows;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Judges facts about stored runs and journals what follows, each at once or not at all. */
final class Decisions {

  private final Workflows workflows;
  private final Journal journal;
  private final PayloadTable payloads;
  private final EventBus bus;
  private final InstantSource clock;
  private final Codec codec;

  Decisions(Workflows workflows, Stores stores, InstantSource clock) {
    this.workflows = workflows;
    this.journal = stores.journal();
    this.payloads = stores.payloads();
    this.bus = stores.bus();
    this.codec = stores.codec();
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
    record Decided(RunTable.Row after) implements Outcome {}

    record Late(String why) implements Outcome {}

    record Refused(Decision.Refused refusal) implements Outcome {}

    /** Somebody else decided first: read the run again. */
    record Moved() implements Outcome {}
  }

  /** Decides on a row that a driver has read, in a transaction of its own. */
  Outcome decide(RunTable.Row row, Fact fact, List<PayloadTable.New> coming) {
    var decision =
        Tries.driving(() -> decider(row.state(), coming).decide(row.state(), fact));
    return switch (decision) {
      case Decision.Late(var why) -> new Outcome.Late(why);
      case Decision.Refused refused -> new Outcome.Refused(refused);
      case Decision.Accepted(var events, _) when events.isEmpty() -> new Outcome.Decided(row);
      case Decision.Accepted(var events, var after) -> {
        var change = journal.written(row, after, events, coming, now());
        if (!Tries.driving(() -> journal.commit(change))) {
          yield new Outcome.Moved();
        }
        tell(change, events);
        yield new Outcome.Decided(change.after());
      }
    };
  }

  /** Tells the listeners what was committed about a run. */
  void tell(Moves.Change change, List<Event> events) {
    var told = new ArrayList<HistoryEntry>();
    for (var entry : change.entries()) {
      told.add(
          new HistoryEntry(
              entry.sequence(), entry.type(), events.get(told.size()), entry.body()));
    }
    bus.tell(change.after().run(), told);
  }

  /** Tells the listeners of a run that was started. */
  void tellStarted(RunRecord run, List<Event> events) {
    var told = new ArrayList<HistoryEntry>();
    for (var event : events) {
      told.add(
          new HistoryEntry(told.size() + 1, codec.typeOf(event), event, codec.write(event)));
    }
    bus.tell(run, told);
  }
}
