package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.web.api.Studio;
import dev.presgen.orchestrator.web.api.Workshop;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that a test leads from fact to fact; a second goes by with each. */
final class Journey {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final By OPERATOR = new By("operator", "because");

  private final WorkflowDefinition definition;
  private final Map<Ref, Object> stored = new HashMap<>();
  private final List<Event> journal = new ArrayList<>();
  private final Decider decider;
  private RunState state;
  private Instant now = NOON;

  private Journey(WorkflowDefinition definition, Record input) {
    this.definition = definition;
    this.decider = new Decider(definition.workflow(), new InMemory());
    keep(decider.start(now, "run-1", store(input), OPERATOR));
    tell(new Fact.Claimed(next(), 1, 0.5));
  }

  /** A run whose first step is under way. */
  static Journey begun(int copies, int posters) {
    return new Journey(new Workshop(), new Workshop.Wish("x", copies, posters));
  }

  /** A run of the studio whose sketch is under way. */
  static Journey sketching() {
    return new Journey(new Studio(), new Studio.Order("a cat"));
  }

  /** A run of the studio that waits to be judged. */
  static Journey judging() {
    return sketching()
        .succeed("SKETCH", new Studio.Sketch("a cat"))
        .succeed("PREPARE/frame/FRAME", new Studio.Frame("oak"))
        .succeed("PREPARE/front-glass/GLASS", new Studio.Glass(2));
  }

  /** A run that waits to be filled. */
  static Journey waiting(int copies, int posters) {
    return begun(copies, posters).succeed("MAKE", new Workshop.Mould("m"));
  }

  /** A run that was filled, so that its copies are under way. */
  static Journey filled(int copies, int posters) {
    var journey = waiting(copies, posters);
    return journey.tell(
        new Fact.ProbeFound(
            journey.next(),
            journey.state.root().position().at(),
            1,
            journey.store(new Workshop.Filled("wax"))));
  }

  Journey succeed(String path, Record output) {
    var open = open(path);
    return tell(
        new Fact.AttemptSucceeded(
            next(), open.at(), attempt(open), 1, Optional.of(store(output))));
  }

  Journey fail(String path, Failure failure) {
    var open = open(path);
    return tell(new Fact.AttemptFailed(next(), open.at(), attempt(open), 1, failure, 0.5));
  }

  Journey undone(String path) {
    var open = open(path);
    return tell(new Fact.UndoSucceeded(next(), open.at(), attempt(open), 1, List.of()));
  }

  Journey signal(String name, Record payload) {
    return tell(
        new Fact.SignalReceived(
            next(), "signal-" + journal.size(), name, store(payload), OPERATOR, Optional.empty()));
  }

  Journey rewind(String to) {
    return tell(new Fact.Rewind(next(), OPERATOR, Path.of(to), Map.of()))
        .tell(new Fact.Claimed(next(), 1, 0.5));
  }

  Journey delegate(String to) {
    return tell(new Fact.Delegate(next(), OPERATOR, Optional.empty(), to));
  }

  Journey skip(String path) {
    return tell(
        new Fact.Skip(next(), OPERATOR, Optional.of(Path.of(path)), Optional.empty()));
  }

  Journey cancel(boolean undo) {
    return tell(new Fact.Cancel(next(), OPERATOR, undo, false, Optional.empty()));
  }

  /** Lets time go by and tells the driver. */
  Journey after(Duration time) {
    now = now.plus(time);
    return tell(new Fact.TimeReached(next(), 1, 0.5));
  }

  Instant next() {
    now = now.plusSeconds(1);
    return now;
  }

  RunSummary summary() {
    return views().summary();
  }

  RunView whole() {
    return views().whole(outputs(), undone(), Set.of());
  }

  ScopeOutputs outputs() {
    return new ScopeOutputs(state, Path.ROOT, new InMemory());
  }

  RunRecord record() {
    return new RunRecord(
        state,
        Optional.of("my-run"),
        Map.of("team", "blue"),
        7,
        NOON,
        state.time(),
        state.ended() ? Optional.of(state.time()) : Optional.empty());
  }

  /** Each step and item with how it stands and how often it was begun. */
  List<String> stands() {
    var lines = new ArrayList<String>();
    for (var step : whole().steps()) {
      lines.add(step.name() + " " + step.status() + " " + step.attempts());
      step.items()
          .forEach(
              item -> lines.add("- " + item.path() + " " + item.status() + " " + item.attempts()));
    }
    return lines;
  }

  private RunViews views() {
    return new RunViews(record(), Optional.of(definition), now);
  }

  private Set<Path> undone() {
    return state.ended()
        ? journal.stream()
            .filter(Event.StepUndone.class::isInstance)
            .map(event -> ((Event.StepUndone) event).at().path())
            .collect(Collectors.toSet())
        : Set.of();
  }

  private Position open(String path) {
    return state.positions()
        .filter(Position.Executing.class::isInstance)
        .filter(position -> position.at().path().toString().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing under way at " + path + ": " + state));
  }

  private static int attempt(Position position) {
    return ((Position.Executing) position).attempt();
  }

  private Ref store(Object value) {
    var ref = new Ref("p" + stored.size());
    stored.put(ref, value);
    return ref;
  }

  private Journey tell(Fact fact) {
    if (!(decider.decide(state, fact) instanceof Decision.Accepted accepted)) {
      throw new AssertionError(decider.decide(state, fact) + " of " + fact);
    }
    keep(accepted);
    return this;
  }

  private void keep(Decision.Accepted accepted) {
    journal.addAll(accepted.events());
    state = accepted.after();
  }

  private final class InMemory implements Payloads {
    @Override
    public <T> T read(Ref ref, Class<T> type) {
      var value = stored.get(ref);
      return type == JsonNode.class
          ? type.cast(JsonMapper.shared().valueToTree(value))
          : type.cast(value);
    }
  }
}
