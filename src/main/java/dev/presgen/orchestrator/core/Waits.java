package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.SignalAccepted;
import dev.presgen.orchestrator.core.Event.SignalKept;
import dev.presgen.orchestrator.core.Event.StepStuck;
import dev.presgen.orchestrator.core.Event.TimerFired;
import dev.presgen.orchestrator.core.Event.WaitClosed;
import dev.presgen.orchestrator.core.Event.WaitOpened;
import dev.presgen.orchestrator.core.RunState.KeptSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rules about waits: their opening, timers, probes and signals. */
final class Waits {

  private final Turn turn;

  Waits(Turn turn) {
    this.turn = turn;
  }

  /** Lets every timer fire that is due by now, the earliest first. */
  void settle() {
    while (turn.active()) {
      var next =
          open()
              .filter(waiting -> waiting.closing().isEmpty())
              .flatMap(
                  waiting -> waiting.timers()
                      .stream()
                      .filter(timer -> !timer.fired() && !timer.due().isAfter(turn.now))
                      .map(timer -> new Due(waiting, timer)))
              .min(Comparator.comparing(due -> due.timer().due()));
      if (next.isEmpty()) {
        return;
      }
      fire(next.get().waiting(), next.get().timer());
    }
  }

  private record Due(Position.Waiting waiting, TimerState timer) {}

  private void fire(Position.Waiting waiting, TimerState due) {
    var wait = (Node.Wait) turn.workflow.node(waiting.at());
    var timer = declared(wait, due);
    switch (timer.elapsed()) {
      case Node.Elapsed.Stay() ->
          fired(waiting, due, next(timer, due), false, Optional.empty());
      case Node.Elapsed.GoTo(var target) ->
          fired(waiting, due, Optional.empty(), false, Optional.of(target));
      case Node.Elapsed.Expire expire -> {
        fired(waiting, due, Optional.empty(), wait.probe().isPresent(), Optional.empty());
        if (wait.probe().isEmpty()) {
          expired(waiting.at(), expire);
        }
      }
    }
  }

  private void fired(
      Position.Waiting waiting,
      TimerState due,
      Optional<Instant> next,
      boolean closing,
      Optional<String> target) {
    turn.emit(
        new TimerFired(turn.now, waiting.at(), due.name(), due.due(), next, closing, target));
  }

  /** When a timer fires again: at the first of its moments that is still to come. */
  private Optional<Instant> next(Node.Timer timer, TimerState due) {
    if (!(timer.schedule() instanceof Node.Schedule.Every(var time))) {
      return Optional.empty();
    }
    long missed = Duration.between(due.due(), turn.now).dividedBy(time);
    return Optional.of(due.due().plus(time.multipliedBy(missed + 1)));
  }

  private void expired(Address at, Node.Elapsed.Expire expire) {
    turn.emit(
        new StepStuck(
            turn.now,
            at,
            new Failure.Permanent(expire.code(), expire.detail(), expire.whatToDo())));
  }

  /** Opens a wait, and lets the signals that came early have their say. */
  void open(Address at, Node.Wait wait) {
    var outputs = turn.outputs(at.scope());
    var timers =
        wait.timers().stream().flatMap(timer -> states(timer, outputs).stream()).toList();
    turn.emit(
        new WaitOpened(
            turn.now, at, timers, wait.assignee().map(named -> named.who().apply(outputs))));
    for (var kept : turn.state().kept()) {
      var signal = wait.signal(kept.name());
      if (signal.isPresent() && !signal.get().probed() && isOpen(at)) {
        judgeKept(at, signal.get(), kept);
      }
    }
  }

  private List<TimerState> states(Node.Timer timer, Outputs outputs) {
    return switch (timer.schedule()) {
      case Node.Schedule.After(var time) -> List.of(state(timer, timer.name(), time));
      case Node.Schedule.Every(var time) -> List.of(state(timer, timer.name(), time));
      case Node.Schedule.Computed(var times) -> {
        var offsets = times.after().apply(outputs).stream().sorted().toList();
        var states = new ArrayList<TimerState>();
        for (var offset : offsets) {
          var name = offsets.size() == 1 ? timer.name() : timer.name() + "-" + (states.size() + 1);
          states.add(state(timer, name, offset));
        }
        yield states;
      }
    };
  }

  private TimerState state(Node.Timer timer, String name, Duration after) {
    return new TimerState(name, timer.name(), turn.now, turn.now.plus(after), false);
  }

  private void judgeKept(Address at, Node.Signal signal, KeptSignal kept) {
    switch (verdict(at, signal, kept.payload())) {
      case Named.Verdict.Accept() ->
          accept(at, signal, kept.id(), kept.payload(), kept.by(), kept.payload());
      case Named.Verdict.Refuse(var why) ->
          turn.emit(new KeptSignalDropped(turn.now, kept.id(), kept.name(), why));
      case Named.Verdict.NotYet() -> {
      }
    }
  }

  Optional<Decision> found(Fact.ProbeFound fact) {
    if (!isOpen(fact.at())) {
      return Optional.of(new Decision.Late("wait " + fact.at().path() + " is not open"));
    }
    var wait = (Node.Wait) turn.workflow.node(fact.at());
    var early = keptAndProbed(turn.state(), wait);
    if (early.isPresent()) {
      var signal = wait.signal(early.get().name()).orElseThrow();
      accept(
          fact.at(),
          signal,
          early.get().id(),
          early.get().payload(),
          early.get().by(),
          fact.output());
    } else {
      close(
          fact.at(), wait, "probe", fact.output(), wait.probe().orElseThrow().target());
    }
    return Optional.empty();
  }

  Optional<Decision> foundNothing(Fact.ProbeFoundNothing fact) {
    if (!isOpen(fact.at())) {
      return Optional.of(new Decision.Late("wait " + fact.at().path() + " is not open"));
    }
    var wait = (Node.Wait) turn.workflow.node(fact.at());
    for (var early = keptAndProbed(turn.state(), wait); early.isPresent(); early =
        keptAndProbed(turn.state(), wait)) {
      turn.emit(
          new KeptSignalDropped(
              turn.now, early.get().id(), early.get().name(), "nothing was there yet"));
    }
    var waiting = (Position.Waiting) turn.state().scope(fact.at().scope()).orElseThrow().position();
    if (waiting.closing().isPresent()) {
      wait.timers()
          .stream()
          .map(Node.Timer::elapsed)
          .filter(Node.Elapsed.Expire.class::isInstance)
          .map(Node.Elapsed.Expire.class::cast)
          .findFirst()
          .ifPresent(expire -> expired(fact.at(), expire));
    }
    return Optional.empty();
  }

  /** The oldest kept signal that the wait's probe must judge. */
  static Optional<KeptSignal> keptAndProbed(RunState state, Node.Wait wait) {
    return state.kept()
        .stream()
        .filter(kept -> wait.signal(kept.name()).map(Node.Signal::probed).orElse(false))
        .findFirst();
  }

  /** A signal goes to the first open wait that declares its name. */
  Optional<Decision> signalled(Fact.SignalReceived fact) {
    var lifecycle = turn.state().lifecycle();
    if (!(lifecycle instanceof Lifecycle.Active) && !(lifecycle instanceof Lifecycle.Paused)) {
      return turn.refused("RUN_ENDING", "the run is about to end and takes no signals");
    }
    if (turn.state().sequence() >= RunState.EVENTS_MAX - RunState.EVENTS_RESERVED) {
      return turn.refused("TOO_MANY_EVENTS", "the run has as many events as a run may have");
    }
    var open =
        open()
            .filter(waiting -> node(waiting).signal(fact.name()).isPresent())
            .findFirst();
    return open.isPresent() ? answered(open.get(), fact) : unexpected(fact);
  }

  private Optional<Decision> answered(Position.Waiting waiting, Fact.SignalReceived fact) {
    var signal = node(waiting).signal(fact.name()).orElseThrow();
    var output = fact.payload();
    if (signal.probed()) {
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
    switch (verdict(waiting.at(), signal, fact.payload())) {
      case Named.Verdict.Accept() ->
          accept(waiting.at(), signal, fact.id(), fact.payload(), fact.by(), output);
      case Named.Verdict.Refuse(var why) -> {
        return turn.refused("SIGNAL_REFUSED", why);
      }
      case Named.Verdict.NotYet() -> {
        return keep(fact);
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> unexpected(Fact.SignalReceived fact) {
    boolean expired =
        turn.state()
            .positions()
            .anyMatch(
                position -> position instanceof Position.Stuck stuck
                    && stuck.expired().isPresent()
                    && node(stuck.expired().get()).signal(fact.name()).isPresent());
    if (expired) {
      return turn.refused(
          "WAIT_EXPIRED",
          "the time for signal " + fact.name() + " is up: extend the wait first");
    }
    boolean ahead =
        turn.state()
            .root()
            .all()
            .flatMap(
                scope -> scope.position() instanceof Position.Done
                    ? java.util.stream.Stream.<Node>empty()
                    : turn.workflow
                        .graphOf(scope.path())
                        .ahead(scope.position().at().node())
                        .values()
                        .stream())
            .flatMap(Waits::withBody)
            .anyMatch(
                node -> node instanceof Node.Wait wait && wait.signal(fact.name()).isPresent());
    if (ahead) {
      return keep(fact);
    }
    boolean declared =
        turn.workflow
            .allNodes()
            .anyMatch(
                node -> node instanceof Node.Wait wait && wait.signal(fact.name()).isPresent());
    return declared
        ? turn.refused("TOO_LATE", "the run does not wait for signal " + fact.name() + " any more")
        : turn.refused("UNKNOWN_SIGNAL", "this workflow knows no signal " + fact.name());
  }

  private static java.util.stream.Stream<Node> withBody(Node node) {
    return node instanceof Node.ForEach each
        ? each.body().nodes().values().stream().flatMap(Waits::withBody)
        : java.util.stream.Stream.of(node);
  }

  private Optional<Decision> keep(Fact.SignalReceived fact) {
    if (turn.state().kept().size() >= RunState.KEPT_MAX) {
      return turn.refused(
          "TOO_MANY_SIGNALS", "the run keeps " + RunState.KEPT_MAX + " early signals already");
    }
    turn.emit(new SignalKept(turn.now, fact.id(), fact.name(), fact.payload(), fact.by()));
    return Optional.empty();
  }

  private Named.Verdict verdict(Address at, Node.Signal signal, Ref payload) {
    return signal
        .guard()
        .map(
            guard -> guard
                .judge()
                .apply(
                    turn.outputs(at.scope()), turn.payload(payload, signal.payload())))
        .orElse(new Named.Verdict.Accept());
  }

  private void accept(
      Address at, Node.Signal signal, String id, Ref payload, By by, Ref output) {
    var waiting = (Position.Waiting) turn.state().scope(at.scope()).orElseThrow().position();
    var wait = (Node.Wait) turn.workflow.node(at);
    turn.emit(
        new SignalAccepted(
            turn.now, at, id, signal.name(), payload, by, reset(wait, waiting.timers())));
    switch (signal.answer()) {
      case Node.Answer.Close(var target) -> close(at, wait, signal.name(), output, target);
      case Node.Answer.Stay() -> {
      }
    }
  }

  /** Timers that count from the last signal begin anew. */
  private List<TimerState> reset(Node.Wait wait, List<TimerState> timers) {
    return timers.stream()
        .map(
            state -> {
              var timer = declared(wait, state);
              if (timer.anchor() == Node.Anchor.OPENING) {
                return state;
              }
              return switch (timer.schedule()) {
                case Node.Schedule.After(var time) -> state.again(turn.now, turn.now.plus(time));
                case Node.Schedule.Every(var time) -> state.again(turn.now, turn.now.plus(time));
                case Node.Schedule.Computed _ -> state;
              };
            })
        .toList();
  }

  private void close(Address at, Node.Wait wait, String by, Ref output, String target) {
    turn.emit(new WaitClosed(turn.now, at, by, output, wait.pivot(), target));
  }

  private java.util.stream.Stream<Position.Waiting> open() {
    return turn.state()
        .root()
        .all()
        .map(Scope::position)
        .filter(Position.Waiting.class::isInstance)
        .map(Position.Waiting.class::cast);
  }

  private boolean isOpen(Address at) {
    return open().anyMatch(waiting -> waiting.at().equals(at));
  }

  private Node.Wait node(Position.Waiting waiting) {
    return (Node.Wait) turn.workflow.node(waiting.at());
  }

  static Node.Timer declared(Node.Wait wait, TimerState state) {
    return wait.timers()
        .stream()
        .filter(timer -> timer.name().equals(state.timer()))
        .findFirst()
        .orElseThrow();
  }
}
