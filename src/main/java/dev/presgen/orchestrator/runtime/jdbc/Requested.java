package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.RunRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what callers ask: each request once, in a transaction of its own. */
final class Requested {

  private final RunTable runs;
  private final Journal journal;
  private final PayloadTable payloads;
  private final LedgerTable ledger;
  private final RequestTable requests;
  private final Decisions decisions;
  private final Drivers drivers;
  private final TransactionTemplate transaction;

  Requested(Stores stores, Decisions decisions, Drivers drivers) {
    this.runs = stores.runs();
    this.journal = stores.journal();
    this.payloads = stores.payloads();
    this.ledger = stores.ledger();
    this.requests = stores.requests();
    this.transaction = stores.transaction();
    this.decisions = decisions;
    this.drivers = drivers;
  }

  /** The answer to a request that was made before. */
  Optional<Answer> repeated(Optional<Once> once, boolean start) {
    return once.flatMap(
        asked -> requests
            .find(asked)
            .map(
                earlier -> {
                  if (!earlier.fingerprint().equals(asked.fingerprint())) {
                    return new Answer.KeyReused();
                  }
                  var run = runs.find(earlier.runId()).orElseThrow().run();
                  return start
                      ? new Answer.Started(run, true)
                      : new Answer.Accepted(run, earlier.kept(), true);
                }));
  }

  Answer start(RunRequest request, Workflow workflow, String runId, Record input) {
    return answered(made -> startOnce(request, workflow, runId, input, made));
  }

  /**
   * An answer, and what is told once it is committed.
   *
   * @param change what it is that is stored; nothing when the answer stores nothing
   */
  private record Told(Answer answer, Optional<Moves.Change> change, Runnable tell) {
    static Told that(Answer answer) {
      return new Told(answer, Optional.empty(), () -> {});
    }
  }

  /** What is done in one transaction, told what an earlier try has made that may be stored. */
  private interface Request {
    Told asked(Optional<Told> made);
  }

  private Answer answered(Request request) {
    var made = new AtomicReference<Optional<Told>>(Optional.empty());
    var told = Tries.asked(() -> tried(request, made));
    told.tell().run();
    return told.answer();
  }

  private Told tried(Request request, AtomicReference<Optional<Told>> made) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              _ -> {
                var told = request.asked(made.get());
                made.set(Optional.of(told));
                return told;
              }));
    } catch (DuplicateKeyException raced) {
      throw new OptimisticLockingFailureException("another request was quicker", raced);
    }
  }

  private Told startOnce(
      RunRequest request, Workflow workflow, String runId, Record input, Optional<Told> made) {
    if (made.isPresent() && runs.find(runId).isPresent()) {
      return made.get();
    }
    var before = before(request);
    if (before.isPresent()) {
      return Told.that(before.get());
    }
    var now = decisions.now();
    var ref = new Ref("input");
    var coming = List.of(payloads.written(ref, input));
    var decision =
        new Decider(workflow, payloads.of(runId, coming))
            .start(now, runId, ref, new By(request.who(), ""));
    var row =
        journal.insert(decision.after(), decision.events(), request.key(), request.labels(), now);
    payloads.insert(runId, coming, now);
    request.once().ifPresent(once -> requests.insert(once, runId, false, now));
    drivers.enter(runId, now);
    return new Told(
        new Answer.Started(row.run(), false),
        Optional.empty(),
        () -> {
          decisions.tellStarted(row.run(), decision.events());
          drivers.lookForDue();
        });
  }

  /** The answer to a request that was made before, or whose key an open run has. */
  private Optional<Answer> before(RunRequest request) {
    return repeated(request.once(), true)
        .or(() -> request.key().flatMap(key -> taken(request.workflow(), key)));
  }

  private Optional<Answer> taken(String workflow, String key) {
    return runs
        .named(workflow, key)
        .filter(run -> run.endedAt().isEmpty())
        .map(run -> new Answer.KeyTaken(run.id()));
  }

  Answer decide(RunState state, Function<Instant, Fact> fact, Optional<Once> once) {
    return decide(state.runId(), fact, List.of(), once);
  }

  Answer decide(
      String runId,
      Function<Instant, Fact> fact,
      List<PayloadTable.New> coming,
      Optional<Once> once) {
    return answered(made -> decideOnce(runId, fact, coming, once, made));
  }

  private Told decideOnce(
      String runId,
      Function<Instant, Fact> fact,
      List<PayloadTable.New> coming,
      Optional<Once> once,
      Optional<Told> made) {
    // Whoever holds the run sees whether the try before was stored, which had held it too.
    var row = runs.lock(runId).orElseThrow();
    if (made.flatMap(Told::change).filter(journal::holds).isPresent()) {
      return made.get();
    }
    // The same request may have been sent twice at once.
    var repeated = repeated(once, false);
    if (repeated.isPresent()) {
      return Told.that(repeated.get());
    }
    var now = decisions.now();
    var decision = decisions.decider(row.state(), coming).decide(row.state(), fact.apply(now));
    return switch (decision) {
      case Decision.Refused(var code, var why, var possible) ->
          Told.that(new Answer.Refused(code, why, possible));
      case Decision.Late(var why) -> Told.that(new Answer.Refused("TOO_LATE", why, List.of()));
      case Decision.Accepted(var events, var after) -> {
        var change = journal.written(row, after, events, coming, now);
        if (!journal.store(change)) {
          throw new OptimisticLockingFailureException("run " + runId + " was decided on meanwhile");
        }
        boolean kept =
            events.stream()
                .anyMatch(event -> event instanceof Event.SignalKept);
        once.ifPresent(asked -> requests.insert(asked, runId, kept, now));
        if (after.ended() && row.state().lifecycle() instanceof Lifecycle.Undoing) {
          ledger.leave(runId); // Somebody has accepted what could not be taken back.
        }
        drivers.call(runId, now);
        yield new Told(
            new Answer.Accepted(change.after().run(), kept, false),
            Optional.of(change),
            () -> {
              decisions.tell(change, events);
              drivers.wake(runId);
              drivers.lookForDue();
            });
      }
    };
  }
}
