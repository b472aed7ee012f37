package dev.presgen.orchestrator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that a test leads through. Every decision is checked to be pure (the same input twice gives
 * an equal result) and to be told by its events alone (their fold is the state).
 */
final class Scenario {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final By OPERATOR = new By("operator", "because");
  static final By LEARNER = new By("learner", "");

  final Workflow workflow;
  final Decider decider;
  final Stored stored = new Stored();
  private final List<Event> journal = new ArrayList<>();
  private final List<Recording.Told> told = new ArrayList<>();
  private RunState state;
  private Instant now = NOON;
  private long epoch = 1;
  private int signals;

  /** What the next dice show. */
  double dice = 0.5;

  private Scenario(Workflow workflow, Record input) {
    this.workflow = workflow;
    this.decider = new Decider(workflow, stored);
    var started = decider.start(now, "run-1", stored.put(input), OPERATOR);
    journal.addAll(started.events());
    told.add(Recording.started(started));
    state = started.after();
  }

  /** A run that has just been asked for. */
  static Scenario started(Workflow workflow, String words) {
    return new Scenario(workflow, new Flows.Input(words));
  }

  /** A run that a driver has claimed. */
  static Scenario claimed(Workflow workflow, String words) {
    return claimed(workflow, new Flows.Input(words));
  }

  /** A run with an input of its own that a driver has claimed. */
  static Scenario claimed(Workflow workflow, Record input) {
    var scenario = new Scenario(workflow, input);
    scenario.accept(new Fact.Claimed(NOON, 1, 0.5));
    return scenario;
  }

  Decision tell(Fact fact) {
    var before = state;
    var decision = decider.decide(before, fact);
    assertThat(decider.decide(before, fact)).isEqualTo(decision);
    told.add(new Recording.Told(fact, decision));
    if (decision instanceof Decision.Accepted accepted) {
      journal.addAll(accepted.events());
      state = accepted.after();
      var told = before;
      for (var event : accepted.events()) {
        told = Decider.evolve(told, event);
      }
      assertThat(told).isEqualTo(state);
    }
    return decision;
  }

  /** Tells a fact that must be accepted; gives its events. */
  List<Event> accept(Fact fact) {
    var decision = tell(fact);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted) decision).events();
  }

  /** Tells a fact that must be refused; gives the code. */
  String refuse(Fact fact) {
    var decision = tell(fact);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return ((Decision.Refused) decision).code();
  }

  /** All that was told so far. */
  Recording recorded(String name) {
    return new Recording(name, workflow, told, stored.all());
  }

  RunState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  long epoch() {
    return epoch;
  }

  List<Event> journal() {
    assertThat(Decider.fold(journal)).isEqualTo(state);
    return journal;
  }

  Agenda agenda() {
    return decider.agenda(state);
  }

  Status status() {
    return Status.of(state);
  }

  Lifecycle lifecycle() {
    return state.lifecycle();
  }

  Position at(String scope) {
    return state.scope(Path.of(scope)).orElseThrow().position();
  }

  Position root() {
    return at("");
  }

  /** Lets time go by without anybody noticing. */
  Scenario later(Duration time) {
    now = now.plus(time);
    return this;
  }

  List<Event> claim(long next) {
    epoch = next;
    return accept(new Fact.Claimed(now, next, dice));
  }

  List<Event> tick() {
    return accept(new Fact.TimeReached(now, epoch, dice));
  }

  /** Lets time go by and tells the driver. */
  List<Event> tickAfter(Duration time) {
    return later(time).tick();
  }

  /** The attempt under way at a node; in a child scope the path ends with the node. */
  Open open(String path) {
    return state.positions()
        .flatMap(
            position -> switch (position) {
              case Position.Executing e -> List.of(new Open(e.at(), e.attempt())).stream();
              case Position.Polling p -> List.of(new Open(p.at(), p.attempt())).stream();
              case Position other -> List.<Open>of().stream();
            })
        .filter(open -> open.at().path().toString().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing under way at " + path + ": " + state));
  }

  record Open(Address at, int attempt) {}

  List<Event> succeed(String path) {
    return accept(success(path));
  }

  List<Event> succeed(String path, Record given) {
    return accept(success(path, given));
  }

  Fact success(String path) {
    return success(path, new Flows.Made(path));
  }

  Fact success(String path, Record given) {
    var open = open(path);
    var output = stored.put(given);
    return new Fact.AttemptSucceeded(now, open.at(), open.attempt(), epoch, Optional.of(output));
  }

  List<Event> fail(String path, Failure failure) {
    return accept(failure(path, failure));
  }

  Fact failure(String path, Failure failure) {
    var open = open(path);
    return new Fact.AttemptFailed(now, open.at(), open.attempt(), epoch, failure, dice);
  }

  List<Event> leaveOut(String path) {
    return accept(leftOut(path));
  }

  Fact leftOut(String path) {
    var open = open(path);
    return new Fact.AttemptLeftOut(
        now, open.at(), open.attempt(), epoch, OPERATOR, dice);
  }

  List<Event> pending(String path, String token, Duration after) {
    var open = open(path);
    return accept(
        new Fact.AttemptPending(now, open.at(), open.attempt(), epoch, token, after));
  }

  List<Event> undone(String path) {
    return undone(path, List.of());
  }

  List<Event> undone(String path, List<String> left) {
    var open = open(path);
    return accept(new Fact.UndoSucceeded(now, open.at(), open.attempt(), epoch, left));
  }

  Fact.SignalReceived signal(String name, String text) {
    return signal(name, text, Optional.empty());
  }

  Fact.SignalReceived signal(String name, String text, Optional<Fact.Check> check) {
    return signal(name, new Flows.Answered(text), check);
  }

  Fact.SignalReceived signal(String name, Record payload) {
    return signal(name, payload, Optional.empty());
  }

  Fact.SignalReceived signal(String name, Record payload, Optional<Fact.Check> check) {
    signals++;
    return new Fact.SignalReceived(
        now, "signal-" + signals, name, stored.put(payload), LEARNER, check);
  }

  /** Signals, and lets the driver start what follows at once. */
  List<Event> say(String name, Record payload) {
    var events = new ArrayList<>(accept(signal(name, payload)));
    if (agenda().ready()) {
      events.addAll(claim(epoch));
    }
    return events;
  }

  /** A signal with which the probe agrees. */
  Fact.SignalReceived answered() {
    return signal("answered", "done", Optional.of(new Fact.Check.Found(found())));
  }

  Ref found() {
    return stored.put(new Flows.Answered("found"));
  }

  Fact probeFound(String scope) {
    return new Fact.ProbeFound(now, at(scope).at(), epoch, found());
  }

  Fact probeFoundNothing(String scope) {
    return new Fact.ProbeFoundNothing(now, at(scope).at(), epoch);
  }

  Fact probeRefused(String scope) {
    return new Fact.ProbeRefused(
        now, at(scope).at(), epoch, "FORM_GONE", "the form is in the trash");
  }

  Fact.Order pause() {
    return new Fact.Pause(now, OPERATOR);
  }

  Fact.Order resume() {
    return new Fact.Resume(now, OPERATOR);
  }

  Fact.Order cancel(boolean undo) {
    return new Fact.Cancel(now, OPERATOR, undo, false, Optional.empty());
  }

  Fact.Order acceptLeftovers() {
    return new Fact.Cancel(now, OPERATOR, false, true, Optional.empty());
  }

  Fact.Order retry() {
    return new Fact.Retry(now, OPERATOR, Optional.empty());
  }

  Fact.Order retry(String path) {
    return new Fact.Retry(now, OPERATOR, Optional.of(Path.of(path)));
  }

  Fact.Order skip(String path, Optional<Ref> output) {
    return new Fact.Skip(now, OPERATOR, Optional.of(Path.of(path)), output);
  }

  Fact.Order rewind(String to) {
    return rewind(to, Map.of());
  }

  Fact.Order rewind(String to, Map<String, Ref> given) {
    return new Fact.Rewind(now, OPERATOR, Path.of(to), given);
  }

  Fact.Order delegate(String to) {
    return new Fact.Delegate(now, OPERATOR, Optional.empty(), to);
  }

  Fact.Order extend(Instant until) {
    return new Fact.Extend(now, OPERATOR, Optional.empty(), until);
  }

  // Runs that have come some way.

  /** A graph that waits in the review that it calls. */
  static Scenario reviewing() {
    var run = claimed(Flows.graph(), "");
    run.succeed("BOTH/words/WRITE");
    run.succeed("BOTH/picture/DRAW");
    run.accept(run.success("MERGE", new Flows.Draft("reviewer@example.org")));
    assertThat(run.at("REVIEWED/review")).isInstanceOf(Position.Waiting.class);
    return run;
  }

  /** An assessment whose form is out, so that it waits for the answer. */
  static Scenario waitingForAnswer(String words) {
    var run = claimed(Flows.assessment(), words);
    run.succeed("WRITE");
    run.succeed("FOLDER");
    run.succeed("FORM");
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
    return run;
  }

  /** An assessment past its pivot, scoring. */
  static Scenario scoring(String words) {
    var run = waitingForAnswer(words);
    run.accept(run.answered());
    run.claim(run.epoch());
    return run;
  }

  /** An assessment that draws decks. */
  static Scenario drawing(String words) {
    var run = scoring(words);
    run.succeed("SCORE");
    return run;
  }
}
