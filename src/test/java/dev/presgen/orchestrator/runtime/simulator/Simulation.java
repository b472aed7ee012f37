package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Scope;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.simulator.Outside.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One seed: a time of troubles, then calm, in which everything must come to rest and to an end. */
final class Simulation {

  /** More steps than any time of troubles has; then it is over. */
  private static final int TROUBLES_MAX = 4_000;

  /** More steps than runs need to come to rest. */
  private static final int CALM_MAX = 20_000;

  /** Longer than a step can be blocked. */
  private static final Duration REST_WITHIN = Duration.ofDays(3);

  /** By then every call that is on its way has arrived. */
  private static final Duration LANDED_WITHIN = Duration.ofMinutes(1);

  /**
   * The share of decisions that are made twice, to see that they are the same. With all of them a
   * simulation takes half as long again.
   */
  private static final double ASKED_TWICE = 0.05;

  private static final int HELP_MAX = 40;

  final Trace trace;
  final Seen seen = new Seen();
  final Dice dice;
  final Timeline timeline;
  final Weather weather;
  final Promises promises;
  final Store store;
  final Outside outside;
  final Dispatcher dispatcher;
  final Api api;
  final List<Machine> machines = new ArrayList<>();
  final List<Story> stories;
  final Set<Bug> bugs;

  /** Whether drivers read a commit again whose outcome they do not know, or die of it. */
  final boolean rereads;

  private final People people;
  private final Dice kinds;
  private final Map<String, Story> running = new HashMap<>();
  private final Map<String, Deed> deeds = new HashMap<>();
  private final Map<String, Boolean> jobs = new HashMap<>();
  private final int runs;
  private final int acts;

  Simulation(long seed, List<Story> stories, Set<Bug> bugs, boolean traced) {
    this.stories = stories;
    this.bugs = bugs;
    dice = new Dice(seed);
    trace = new Trace(traced);
    timeline = new Timeline(dice.split());
    trace.clock(() -> timeline.now().toString());
    weather = new Weather(dice.split(), seen, trace);
    promises = new Promises(this);
    store = new Store(bugs, promises, timeline, this::seenBySomebody, this::moved);
    outside = new Outside(this);
    dispatcher = new Dispatcher(this);
    api = new Api(this);
    people = new People(this, dice.split());
    kinds = dice.split();
    rereads = dice.chance(0.5);
    int nodes = 1 + dice.below(3);
    for (int i = 1; i <= nodes; i++) {
      machines.add(new Machine("node-" + i, this));
    }
    runs = 1 + dice.below(3);
    acts = 5 + dice.below(25);
  }

  /** Lets it all happen. Breaks off with an {@link AssertionError} where a promise is broken. */
  void run() {
    people.begin(runs, acts);
    while (!weather.calm()) {
      if (timeline.happened() > TROUBLES_MAX || !timeline.next(Instant.MAX)) {
        calm();
      }
    }
    until(timeline.now().plus(LANDED_WITHIN));
    comeToRest();
    for (var run : store.runs()) {
      promises.rests(run);
      seen.rest(Status.of(store.find(run).state()));
    }
    for (int round = 0; round < HELP_MAX && !people.open().isEmpty(); round++) {
      for (var run : people.open()) {
        people.help(run, round);
      }
      until(timeline.now().plusSeconds(1));
      comeToRest();
    }
    until(timeline.now().plus(LANDED_WITHIN));
    for (var run : store.runs()) {
      promises.ends(run);
      seen.end(Status.of(store.find(run).state()));
    }
    seen.happened(timeline.happened());
  }

  /** The troubles are over. */
  void calm() {
    if (!weather.calm()) {
      trace.note(() -> "--------- calm");
      weather.clear();
      machines.forEach(Machine::mend);
    }
  }

  private void until(Instant time) {
    boolean more = true;
    while (more) {
      more = timeline.next(time);
    }
  }

  private void comeToRest() {
    var limit = timeline.now().plus(REST_WITHIN);
    long most = timeline.happened() + CALM_MAX;
    while (!store.runs().stream().allMatch(this::rests)) {
      if (timeline.happened() > most || !timeline.next(limit)) {
        throw new AssertionError(
            "I13 runs do not come to rest: "
                + store.runs()
                    .stream()
                    .filter(run -> !rests(run))
                    .map(run -> store.find(run).state() + ", due " + dispatcher.due(run))
                    .toList());
      }
    }
  }

  /** Whether nothing will happen about a run but by a person, a look or a declared time. */
  private boolean rests(String run) {
    if (!dispatcher.rests(run)) {
      return false;
    }
    var state = store.find(run).state();
    if (state.ended()) {
      return dispatcher.forgotten(run);
    }
    var agenda = rules(state).agenda(state);
    boolean works =
        agenda.ready()
            || agenda.work()
                .stream()
                .anyMatch(work -> !(work instanceof Agenda.Look look) || look.tellNothing());
    boolean holds =
        live(state)
            .anyMatch(
                position -> position instanceof Position.Retrying
                    || position instanceof Position.Blocked);
    boolean late = agenda.due().map(due -> !due.isAfter(timeline.now())).orElse(false);
    return !works && !holds && !late;
  }

  /** What can still come to something by itself. */
  private static Stream<Position> live(RunState state) {
    return switch (state.lifecycle()) {
      case Lifecycle.Active _ -> state.root().all().map(Scope::position);
      case Lifecycle.Undoing(_, _, var undos) -> undos.stream();
      case Lifecycle.Paused _, Lifecycle.Cancelling _, Lifecycle.Ended _ -> Stream.empty();
    };
  }

  void began(String run, Story story) {
    running.put(run, story);
  }

  Story story(RunState state) {
    return running.get(state.runId());
  }

  Rules rules(RunState state) {
    return rules(story(state), state.runId(), Map.of());
  }

  Rules rules(Story story, String run, Map<Ref, Object> coming) {
    return new Rules(new Decider(story.workflow(), store.payloads(run, coming)), bugs);
  }

  /** What the rules say; every now and then they are asked twice. */
  Decision decide(Machine machine, RunState state, Fact fact, Map<Ref, Object> coming) {
    if (weather.strikes(Trouble.STORE_UNREADABLE)) {
      throw new Payloads.Unavailable("the store does not answer", new IllegalStateException());
    }
    return judged(machine, state, fact, coming);
  }

  private Decision judged(Machine machine, RunState state, Fact fact, Map<Ref, Object> coming) {
    var rules = rules(story(state), state.runId(), coming);
    var decision = rules.decide(state, fact);
    promises.fenced(state, fact, decision);
    if (dice.chance(ASKED_TWICE)) {
      promises.pure(decision, rules.decide(state, fact));
    }
    trace.note(() -> machine + " " + state.runId() + " " + fact + "\n" + told(decision));
    return decision;
  }

  /**
   * A driver that was replaced has its fact judged on the state of its successor, once that has begun
   * to act: nothing may come of it.
   */
  void judgeOfReplaced(
      Machine machine, RunState state, Fact fact, Map<Ref, Object> coming) {
    trace.note(() -> machine + " has not noticed that it was replaced");
    judged(machine, state, fact, coming);
  }

  private static String told(Decision decision) {
    return switch (decision) {
      case Decision.Accepted(var events, var after) ->
          "            " + events + " " + Status.of(after);
      case Decision.Late(var why) -> "            late: " + why;
      case Decision.Refused(var code, var why, _) -> "            " + code + ": " + why;
    };
  }

  private void moved(String run) {
    if (weather.strikes(Trouble.MEDDLED_WITH_AT_ONCE)) {
      timeline.after(
          dice.upTo(Duration.ofMillis(dice.chance(0.5) ? 10 : 3_000)), () -> people.act(run));
    }
    seenBySomebody(run);
  }

  /** Somebody has claimed a run or decided about it: its drivers see that within two seconds. */
  private void seenBySomebody(String run) {
    for (var machine : machines) {
      if (machine.driver(run).isPresent()) {
        watch(machine, run);
      }
    }
  }

  private void watch(Machine machine, String run) {
    machine.later(
        dice.upTo(Duration.ofSeconds(2)),
        () -> {
          if (weather.strikes(Trouble.STORE_UNREADABLE)) {
            watch(machine, run);
          } else {
            machine.driver(run)
                .filter(driver -> driver.isBehind(store.find(run)))
                .ifPresent(driver -> driver.tell(new Work.Message.Woken()));
          }
        });
  }

  /** A result is told again, some time later, to whoever drives the run then. */
  void echo(String run, Work.Message message) {
    timeline.after(
        dice.someTime(),
        () -> machines.forEach(
            machine -> machine.driver(run).ifPresent(driver -> driver.tell(message))));
  }

  /** What the step at an address does outside: drawn for each seed. */
  Deed deed(RunState state, Address at) {
    var task = story(state).task(at);
    return deeds.computeIfAbsent(
        state.workflow() + " " + task.handler(),
        _ -> task.contract().undoable()
            ? kinds.one(List.of(Deed.REPEATABLE, Deed.FINDABLE))
            : kinds.one(List.of(Deed.values())));
  }

  /** Whether the work of the step at an address goes on elsewhere, and is asked about. */
  boolean isJob(RunState state, Address at) {
    return jobs.computeIfAbsent(
        state.workflow() + " " + ((Node.Task) story(state).workflow().node(at)).handler(),
        _ -> kinds.chance(0.3));
  }
}
