package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** People and programs outside: they start runs, signal and order, at any time and more than once. */
final class People {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Simulation world;
  private final Dice dice;
  private int asked;

  People(Simulation world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /** Starts runs, then meddles with them for a while. */
  void begin(int runs, int acts) {
    for (int i = 0; i < runs; i++) {
      var story = dice.one(world.stories);
      var request = new Api.Request.Start("start-" + i, story,
          story.invent().apply(story.workflow().input(), dice));
      world.timeline.after(dice.upTo(Duration.ofSeconds(20)), () -> send(request, 5));
    }
    meddle(acts);
  }

  private void meddle(int acts) {
    world.timeline.after(
        dice.someTime(),
        () -> {
          if (acts == 0) {
            world.calm();
          } else if (!world.weather.calm()) {
            var runs = world.store.runs();
            if (!runs.isEmpty()) {
              act(dice.one(runs));
            }
            meddle(acts - 1);
          }
        });
  }

  /** Does something about a run, sensible or not. */
  void act(String run) {
    var state = world.store.find(run).state();
    int drawn = dice.below(10);
    if (drawn == 0) {
      world.outside.answer(run);
    } else if (drawn < 6) {
      send(signal(run, state), 2);
    } else {
      send(order(run, state), 2);
    }
  }

  private String key(String what) {
    return what + "-" + ++asked;
  }

  /** Sends a request, and again while no answer comes. */
  void send(Api.Request request, int again) {
    deliver(request, again);
    if (world.weather.strikes(Trouble.SENT_TWICE)) {
      deliver(request, 0);
    }
    if (world.weather.strikes(Trouble.SENT_AGAIN_LATE)) {
      world.timeline.after(dice.someTime(), () -> later(request));
    }
  }

  private void later(Api.Request request) {
    if (!world.weather.calm()) {
      deliver(request, 0);
    }
  }

  private void deliver(Api.Request request, int again) {
    var heard = new boolean[1];
    world.trace.note(() -> "asked: " + request.key());
    var serving = world.machines.stream().filter(Machine::serves).toList();
    if (!serving.isEmpty()) {
      world.api.ask(
          dice.one(serving),
          request,
          code -> {
            world.seen.answer(code);
            world.trace.note(() -> "answered: " + request.key() + " " + code);
            heard[0] = !code.equals(Api.UNAVAILABLE);
            if (code.equals(Api.ACCEPTED)) {
              world.promises.acknowledged(request, world.store.request(request.key()));
            }
          });
    }
    if (again > 0) {
      world.timeline.after(
          PATIENCE,
          () -> {
            if (!heard[0] && !world.weather.calm()) {
              deliver(request, again - 1);
            }
          });
    }
  }

  private Api.Request signal(String run, RunState state) {
    var story = world.story(state);
    var possible =
        world.rules(state)
            .possible(state)
            .stream()
            .filter(name -> name.startsWith("signal "))
            .map(name -> name.substring("signal ".length()))
            .toList();
    var all = story.signals().stream().map(Node.Signal::name).toList();
    var name = dice.chance(0.7) && !possible.isEmpty() ? dice.one(possible) : dice.one(all);
    return signal(run, story, name);
  }

  Api.Request signal(String run, Story story, String name) {
    var type =
        story.signals()
            .stream()
            .filter(signal -> signal.name().equals(name))
            .findFirst()
            .orElseThrow()
            .payload();
    return new Api.Request.Signal(
        key("signal " + name), run, name, story.invent().apply(type, dice));
  }

  Api.Request order(
      String run, String name, boolean looks, Function<Api.Asked, Fact.Order> fact) {
    return new Api.Request.Order(key(name), run, Map.of(), looks, fact);
  }

  private Api.Request order(String run, RunState state) {
    var path = dice.chance(0.5) ? Optional.<Path>empty() : Optional.of(somewhere(state));
    return switch (dice.below(18)) {
      case 0, 1 -> order(run, "pause", false, a -> new Fact.Pause(a.now(), a.by()));
      case 2, 3, 4 -> order(run, "resume", false, a -> new Fact.Resume(a.now(), a.by()));
      case 5, 6, 7 -> order(run, "retry", false, a -> new Fact.Retry(a.now(), a.by(), path));
      case 8 ->
          order(
              run, "skip", false, a -> new Fact.Skip(a.now(), a.by(), path, Optional.empty()));
      case 9 -> given(run, state);
      case 10, 11 -> {
        var time = dice.someTime();
        yield order(
            run, "extend", false, a -> new Fact.Extend(a.now(), a.by(), path, a.now().plus(time)));
      }
      case 12 -> {
        boolean undo = dice.chance(0.7);
        yield order(
            run, "cancel", undo, a -> new Fact.Cancel(a.now(), a.by(), undo, false, a.check()));
      }
      case 13, 14 -> {
        var to = somewhereBefore(run, state);
        yield order(run, "rewind", false, a -> new Fact.Rewind(a.now(), a.by(), to, Map.of()));
      }
      case 15, 16 ->
          order(
              run,
              "delegate",
              false,
              a -> new Fact.Delegate(a.now(), a.by(), path, "somebody@example.org"));
      default ->
          order(
              run,
              "accept",
              false,
              a -> new Fact.Cancel(a.now(), a.by(), false, true, a.check()));
    };
  }

  private Path somewhere(RunState state) {
    var positions = state.positions().toList();
    return dice.one(positions).at().path();
  }

  /** A node that the run has been at, or is. */
  private Path somewhereBefore(String run, RunState state) {
    var been =
        world.store.journal(run)
            .stream()
            .filter(Event.OfNode.class::isInstance)
            .map(event -> ((Event.OfNode) event).at().path())
            .distinct()
            .toList();
    return been.isEmpty() ? somewhere(state) : dice.one(been);
  }

  /** A skip of a task, with an output in its place. */
  private Api.Request given(String run, RunState state) {
    var story = world.story(state);
    var tasks =
        state.positions()
            .map(Position::at)
            .filter(at -> story.workflow().node(at) instanceof Node.Task)
            .toList();
    if (tasks.isEmpty()) {
      return order(
          run, "skip", false,
          a -> new Fact.Skip(a.now(), a.by(), Optional.empty(), Optional.empty()));
    }
    var key = key("skip with");
    var ref = new Ref("given:" + key);
    var at = dice.one(tasks);
    var gives = ((Node.Task) story.workflow().node(at)).contract().gives();
    var output = story.invent().apply(gives, dice);
    return new Api.Request.Order(
        key,
        run,
        Map.of(ref, output),
        false,
        a -> new Fact.Skip(a.now(), a.by(), Optional.of(at.path()), Optional.of(ref)));
  }

  /** What a helpful person does about a run that does not go on by itself; ends it in the end. */
  void help(String run, int round) {
    send(way(run, round), 2);
  }

  private Api.Request way(String run, int round) {
    var state = world.store.find(run).state();
    var possible = world.rules(state).possible(state);
    var signals =
        possible.stream().filter(name -> name.startsWith("signal ")).toList();
    if (possible.contains("resume")) {
      return order(run, "resume", false, a -> new Fact.Resume(a.now(), a.by()));
    }
    if (possible.contains("retry") && round < 6) {
      return order(run, "retry", false, a -> new Fact.Retry(a.now(), a.by(), Optional.empty()));
    }
    if (!signals.isEmpty() && round < 6) {
      world.outside.answer(run);
      var name = dice.one(signals).substring("signal ".length());
      return signal(run, world.story(state), name);
    }
    boolean undo = round % 2 == 0;
    return order(
        run, "cancel", undo, a -> new Fact.Cancel(a.now(), a.by(), undo, true, a.check()));
  }

  List<String> open() {
    return world.store.runs()
        .stream()
        .filter(run -> !world.store.find(run).state().ended())
        .toList();
  }
}
