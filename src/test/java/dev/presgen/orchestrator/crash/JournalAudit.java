package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.crash.Findings.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads a journal with the rules of claims in mind, and without the code that keeps them: a result
 * counts only for the attempt that is open, under the claim that started it, which must be the last.
 */
final class JournalAudit {
  private final StoredRun run;
  private final Findings findings;
  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, Integer> started = new HashMap<>();
  private final Set<Address> completed = new HashSet<>();
  private final List<String> losses = new ArrayList<>();
  private long epoch;

  /**
   * An attempt that may still bring a result.
   *
   * @param job whether the work goes on elsewhere, so that any claim may ask about it
   */
  private record Open(Address at, Purpose purpose, int attempt, long epoch, boolean job) {}

  private JournalAudit(StoredRun run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  /**
   * Checks one run.
   *
   * @return the steps that were under way when their server was lost, in order
   */
  static List<String> check(StoredRun run, Findings findings) {
    var audit = new JournalAudit(run, findings);
    audit.checkWhole();
    run.events().forEach(audit::check);
    return audit.losses;
  }

  private void checkWhole() {
    var events = run.events();
    var numbers = run.history().stream().mapToLong(entry -> entry.sequence()).boxed().toList();
    expect(
        numbers.equals(LongStream.rangeClosed(1, events.size()).boxed().toList()),
        "its numbers are " + numbers);
    var folded = Decider.fold(events);
    expect(
        folded.equals(run.record().state()),
        "its fold is " + folded + ", and the state " + run.record().state());
    expect(
        run.events(Event.RunEnded.class).count() == 1
            && events.getLast() instanceof Event.RunEnded,
        "it has not one terminal event, as its last");
    expect(run.events(Event.RunStarted.class).count() == 1, "it has not one beginning");
  }

  private void expect(boolean holds, String what) {
    findings.unless(holds, Kind.BROKEN_JOURNALS, "the journal of " + run.id() + ": " + what);
  }

  private void current(boolean holds, Event event) {
    findings.unless(
        holds, Kind.STALE_DECISIONS_ACCEPTED, run.id() + " at epoch " + epoch + ": " + event);
  }

  private void check(Event event) {
    switch (event) {
      case Event.RunClaimed claimed -> {
        current(claimed.epoch() > epoch, claimed);
        epoch = claimed.epoch();
      }
      case Event.AttemptStarted begun -> {
        current(begun.epoch() == epoch, begun);
        var path = begun.at().path().toString();
        expect(!open.containsKey(path), "a second attempt beside an open one: " + begun);
        expect(
            begun.attempt() == started.merge(path, 1, Integer::sum),
            "attempts are not counted: " + begun);
        open.put(
            path,
            new Open(begun.at(), begun.purpose(), begun.attempt(), begun.epoch(), false));
      }
      case Event.AttemptLost lost -> {
        var known = open.remove(lost.at().path().toString());
        expect(
            known != null && known.attempt() == lost.attempt() && known.epoch() < epoch,
            "lost, and not open under an older claim: " + lost);
        losses.add(step(lost.at(), known != null && known.purpose() == Purpose.UNDO));
      }
      case Event.JobAccepted accepted -> {
        var known = result(accepted, accepted.attempt());
        open.put(
            accepted.at().path().toString(),
            new Open(accepted.at(), known.purpose(), known.attempt(), known.epoch(), true));
      }
      case Event.AttemptFailed failed -> result(failed, failed.attempt());
      case Event.StepCompleted done -> {
        result(done, done.attempt());
        expect(completed.add(done.at()), "completed twice: " + done);
      }
      case Event.StepUndone undone -> result(undone, undone.attempt());
      case Event.UndoGivenUp givenUp -> open.remove(givenUp.at().path().toString());
      case Event.RunStarted _, Event.RetryScheduled _, Event.StepBlocked _, Event.StepSkipped _, Event.StepStuck _, Event.StepFellBack _, Event.WaitOpened _, Event.WaitSuspended _, Event.WaitResumed _, Event.TimerFired _, Event.SignalKept _, Event.SignalAccepted _, Event.KeptSignalDropped _, Event.WaitClosed _, Event.BranchTaken _, Event.ItemsListed _, Event.ChildEnded _, Event.ItemsJoined _, Event.BranchesBegun _, Event.BranchesJoined _, Event.CallBegun _, Event.CallReturned _, Event.RunPaused _, Event.RunResumed _, Event.CancelRequested _, Event.UndoStarted _, Event.Extended _, Event.Delegated _, Event.Rewound _, Event.RunEnded _ ->
          {
          }
    }
  }

  /** A result ends the open attempt, which must be its own, of the last claim or a job. */
  private Open result(Event.OfNode event, int attempt) {
    var known = open.remove(event.at().path().toString());
    boolean fits =
        known != null
            && known.at().equals(event.at())
            && known.attempt() == attempt
            && (known.job() || known.epoch() == epoch);
    current(fits, event);
    return known != null ? known : new Open(event.at(), Purpose.DO, attempt, epoch, false);
  }

  private static String step(Address at, boolean undo) {
    return at.path().names().getFirst() + (undo ? " (undo)" : "");
  }
}
