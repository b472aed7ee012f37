package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.SignalAccepted;
import dev.presgen.orchestrator.core.Event.SignalKept;
import dev.presgen.orchestrator.core.RunState.KeptSignal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules about signals: those that come in time, too early and too late. */
final class Signals {

  private final Turn turn;

  Signals(Turn turn) {
    this.turn = turn;
  }

  /** A signal goes to the first open wait that declares its name and whose guard accepts it. */
  Optional<Decision> received(Fact.SignalReceived fact) {
    if (!turn.takesAnswers()) {
      return turn.refused("RUN_ENDING", "the run is about to end and takes no signals");
    }
    if (turn.full()) {
      return turn.refused("TOO_MANY_EVENTS", "the run has as many events as a run may have");
    }
    var asked =
        turn.state().waiting().filter(waiting -> signal(waiting, fact).isPresent()).toList();
    return asked.isEmpty() ? unexpected(fact) : answered(asked, fact);
  }

  private Optional<Decision> answered(List<Position.Waiting> asked, Fact.SignalReceived fact) {
    var output = fact.payload();
    if (asked.stream().anyMatch(waiting -> signal(waiting, fact).orElseThrow().probed())) {
      switch (fact.check().orElse(new Fact.Check.Nothing())) {
        case Fact.Check.Found(var found) -> output = found;
        case Fact.Check.Nothing() -> {
          return turn.refused(
              "NOTHING_YET",
              "there is nothing yet that signal " + fact.name() + " could be about");
        }
        case Fact.Check.Refused(var code, var why) -> {
          return turn.refused(code, why);
        }
      }
    }
    var kept = new KeptSignal(fact.id(), fact.name(), fact.payload(), fact.by());
    boolean later = false;
    String refusal = "";
    for (var waiting : asked) {
      var signal = signal(waiting, fact).orElseThrow();
      switch (verdict(waiting.at(), signal, fact.payload())) {
        case Named.Verdict.Accept() -> {
          accept(waiting.at(), signal, kept, signal.probed() ? output : fact.payload());
          return Optional.empty();
        }
        case Named.Verdict.Refuse(var why) -> refusal = why;
        case Named.Verdict.NotYet() -> later = true;
      }
    }
    return later ? keep(fact) : turn.refused("SIGNAL_REFUSED", refusal);
  }

  private Optional<Decision> unexpected(Fact.SignalReceived fact) {
    boolean expired =
        turn.state()
            .positions()
            .anyMatch(
                position -> position instanceof Position.Stuck stuck
                    && stuck.expired().flatMap(waiting -> signal(waiting, fact)).isPresent());
    if (expired) {
      return turn.refused(
          "WAIT_EXPIRED",
          "the time for signal " + fact.name() + " is up: extend the wait first");
    }
    if (declared(turn.state().root().all().flatMap(this::ahead), fact)) {
      return keep(fact);
    }
    return declared(turn.workflow.allNodes(), fact)
        ? turn.refused("TOO_LATE", "the run does not wait for signal " + fact.name() + " any more")
        : turn.refused("UNKNOWN_SIGNAL", "this workflow knows no signal " + fact.name());
  }

  private static boolean declared(Stream<Node> nodes, Fact.SignalReceived fact) {
    return nodes.anyMatch(
        node -> node instanceof Node.Wait wait && wait.signal(fact.name()).isPresent());
  }

  /** What a scope can still come to. The items of a for-each under way speak for themselves. */
  private Stream<Node> ahead(Scope scope) {
    var graph = turn.workflow.graphOf(scope.path());
    var from =
        switch (scope.position()) {
          case Position.Done _ -> List.<String>of();
          case Position.Joining joining -> Graph.targets(graph.node(joining.at().node()));
          case Position other -> List.of(other.at().node());
        };
    return from.stream()
        .flatMap(name -> graph.ahead(name).values().stream())
        .flatMap(Workflow::withBody);
  }

  private Optional<Decision> keep(Fact.SignalReceived fact) {
    if (turn.state().kept().size() >= RunState.KEPT_MAX) {
      return turn.refused(
          "TOO_MANY_SIGNALS", "the run keeps " + RunState.KEPT_MAX + " early signals already");
    }
    turn.emit(new SignalKept(turn.now, fact.id(), fact.name(), fact.payload(), fact.by()));
    return Optional.empty();
  }

  /** The kept signal that the wait's probe must judge next: the oldest. */
  static Optional<KeptSignal> keptAndProbed(RunState state, Node.Wait wait) {
    return state.kept()
        .stream()
        .filter(kept -> wait.signal(kept.name()).map(Node.Signal::probed).orElse(false))
        .findFirst();
  }

  /** Lets the signals that came early answer a wait that has just opened. */
  void judgeKept(Address at, Node.Wait wait) {
    for (var kept : turn.state().kept()) {
      var signal = wait.signal(kept.name());
      if (signal.isPresent() && !signal.get().probed() && turn.state().waiting(at).isPresent()) {
        judge(at, signal.get(), kept, kept.payload());
      }
    }
  }

  /** Lets a signal that came early answer its wait. */
  void judge(Address at, Node.Signal signal, KeptSignal kept, Ref output) {
    switch (verdict(at, signal, kept.payload())) {
      case Named.Verdict.Accept() -> accept(at, signal, kept, output);
      case Named.Verdict.Refuse(var why) ->
          turn.emit(new KeptSignalDropped(turn.now, kept.id(), kept.name(), why));
      case Named.Verdict.NotYet() -> {
      }
    }
  }

  private Named.Verdict verdict(Address at, Node.Signal signal, Ref payload) {
    if (signal.guard().isEmpty()) {
      return new Named.Verdict.Accept();
    }
    var guard = signal.guard().get();
    try {
      return guard.judge()
          .apply(turn.outputs(at.scope()), turn.payload(payload, signal.payload()));
    } catch (Payloads.Unavailable unavailable) {
      throw unavailable;
    } catch (RuntimeException broken) {
      return new Named.Verdict.Refuse(
          "guard " + guard.name() + " failed: " + BadAnswer.describe(broken));
    }
  }

  private void accept(Address at, Node.Signal signal, KeptSignal taken, Ref output) {
    var waiting = turn.state().waiting(at).orElseThrow();
    var wait = (Node.Wait) turn.workflow.node(at);
    turn.emit(
        new SignalAccepted(
            turn.now,
            at,
            taken.id(),
            signal.name(),
            taken.payload(),
            taken.by(),
            reset(wait, waiting.timers())));
    switch (signal.answer()) {
      case Node.Answer.Close(var target) ->
          new Waits(turn).close(at, signal.name(), output, target);
      case Node.Answer.Stay(var action) ->
          action.ifPresent(task -> new Waits(turn).suspend(at, signal.name(), task));
    }
  }

  /** Timers that count from the last signal begin anew. */
  private List<TimerState> reset(Node.Wait wait, List<TimerState> timers) {
    return timers.stream()
        .map(
            state -> {
              var timer = Waits.declared(wait, state);
              if (timer.anchor() == Node.Anchor.OPENING) {
                return state;
              }
              return switch (timer.schedule()) {
                case Node.Schedule.After(var time) -> state.again(turn.now, turn.now.plus(time));
                case Node.Schedule.Every(var time) -> state.again(turn.now, turn.now.plus(time));
                case Node.Schedule.Computed _ ->
                    throw new IllegalStateException("computed times count from the opening");
              };
            })
        .toList();
  }

  private Optional<Node.Signal> signal(Position.Waiting waiting, Fact.SignalReceived fact) {
    return ((Node.Wait) turn.workflow.node(waiting.at())).signal(fact.name());
  }
}
