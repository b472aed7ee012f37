package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.StepStuck;
import java.util.Optional;

/** The rules about what the probe of a wait has seen. */
final class Looks {

  private final Turn turn;

  Looks(Turn turn) {
    this.turn = turn;
  }

  Optional<Decision> found(Fact.ProbeFound fact) {
    var at = fact.at();
    if (!open(at)) {
      return late(at);
    }
    var wait = (Node.Wait) turn.workflow.node(at);
    var early = Signals.keptAndProbed(turn.state(), wait);
    if (early.isPresent()) {
      // What was found is what this signal speaks of, and nothing else.
      var signal = wait.signal(early.get().name()).orElseThrow();
      new Signals(turn).judge(at, signal, early.get(), fact.output());
      return Optional.empty();
    }
    var target = wait.probe().flatMap(Node.Probe::target);
    target.ifPresent(next -> new Waits(turn).close(at, "probe", fact.output(), next));
    return target.isPresent() ? Optional.empty() : late(at);
  }

  Optional<Decision> foundNothing(Fact.ProbeFoundNothing fact) {
    var at = fact.at();
    if (!open(at)) {
      return late(at);
    }
    var wait = (Node.Wait) turn.workflow.node(at);
    var early = Signals.keptAndProbed(turn.state(), wait);
    if (early.isPresent()) {
      drop(early.get(), "nothing was there yet");
    } else if (turn.state().waiting(at).orElseThrow().closing().isPresent()) {
      wait.timers()
          .stream()
          .map(Node.Timer::elapsed)
          .filter(Node.Elapsed.Expire.class::isInstance)
          .map(Node.Elapsed.Expire.class::cast)
          .findFirst()
          .ifPresent(expire -> new Waits(turn).expired(at, expire));
    }
    return Optional.empty();
  }

  /** When the time is up and it still cannot be judged, a person must see to it. */
  Optional<Decision> refused(Fact.ProbeRefused fact) {
    var at = fact.at();
    if (!open(at)) {
      return late(at);
    }
    var early = Signals.keptAndProbed(turn.state(), (Node.Wait) turn.workflow.node(at));
    if (early.isPresent()) {
      drop(early.get(), fact.why());
    } else if (turn.state().waiting(at).orElseThrow().closing().isPresent()) {
      turn.emit(
          new StepStuck(
              turn.now,
              at,
              new Failure.Permanent(
                  fact.code(), fact.why(), "Mend it, then extend the wait; or cancel the run.")));
    }
    return Optional.empty();
  }

  private void drop(RunState.KeptSignal early, String why) {
    turn.emit(new KeptSignalDropped(turn.now, early.id(), early.name(), why));
  }

  /** A look that comes back when its run is to end has nothing to say any more. */
  private boolean open(Address at) {
    return turn.takesAnswers() && turn.state().waiting(at).isPresent();
  }

  private static Optional<Decision> late(Address at) {
    return Optional.of(new Decision.Late("wait " + at.path() + " is not open"));
  }
}
