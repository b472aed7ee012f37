package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Does what callers ask, each request once, by the rules of {@code runtime.jdbc.Requested}. */
final class Api {

  static final String ACCEPTED = "ACCEPTED";
  static final String UNAVAILABLE = "UNAVAILABLE";

  private static final int TRIES = 10;

  /** What callers ask; the key makes a repetition the same request. */
  sealed interface Request {
    String key();

    record Start(String key, Story story, Object input) implements Request {}

    record Signal(String key, String run, String name, Object payload) implements Request {}

    /**
     * An order.
     *
     * @param coming what the order brings
     * @param looks whether it is looked first if there is an answer already
     */
    record Order(
        String key,
        String run,
        Map<Ref, Object> coming,
        boolean looks,
        Function<Asked, Fact.Order> fact)
        implements Request {}
  }

  /** What a decision on a request knows besides. */
  record Asked(Instant now, By by, Optional<Fact.Check> check) {}

  private final Simulation world;
  private int handled;

  Api(Simulation world) {
    this.world = world;
  }

  /** A request arrives at a node; the caller may or may not hear of it again. */
  void ask(Machine machine, Request request, Consumer<String> caller) {
    machine.later(
        world.dice.upTo(Duration.ofMillis(world.dice.chance(0.5) ? 2 : 50)),
        () -> {
          if (!machine.serves()) {
            answer(machine, caller, UNAVAILABLE);
          } else if (world.store.request(request.key()).isPresent()) {
            answer(machine, caller, ACCEPTED);
          } else {
            switch (request) {
              case Request.Start start -> start(machine, start, caller);
              case Request.Signal signal -> signal(machine, signal, caller);
              case Request.Order order -> order(machine, order, caller);
            }
          }
        });
  }

  private void answer(Machine machine, Consumer<String> caller, String code) {
    machine.later(world.dice.upTo(Duration.ofMillis(50)), () -> caller.accept(code));
  }

  private void start(Machine machine, Request.Start request, Consumer<String> caller) {
    var run = "run-" + ++handled;
    var ref = new Ref("input");
    var now = machine.now();
    var coming = Map.of(ref, request.input());
    var decision =
        world.rules(request.story(), run, coming)
            .decider()
            .start(now, run, ref, new By(request.key(), ""));
    machine.transact(
        () -> {
          if (world.store.request(request.key()).isEmpty()) {
            world.began(run, request.story());
            var row = world.store.insert(decision.after(), decision.events(), coming);
            world.store.request(request.key(), new Store.Done(run, row.revision()));
            world.dispatcher.enter(run, now);
          }
          return true;
        },
        _ -> {
          trigger(machine);
          answer(machine, caller, ACCEPTED);
        },
        () -> answer(machine, caller, UNAVAILABLE));
  }

  private void signal(Machine machine, Request.Signal request, Consumer<String> caller) {
    var id = "signal-" + ++handled;
    var ref = new Ref(id);
    var coming = new HashMap<Ref, Object>(Map.of(ref, request.payload()));
    Predicate<Node.Wait> probes =
        wait -> wait.signals()
            .stream()
            .anyMatch(signal -> signal.name().equals(request.name()) && signal.probed());
    look(
        machine,
        request.run(),
        probes,
        id,
        coming,
        check -> decide(
            machine,
            request.run(),
            request.key(),
            coming,
            now -> new Fact.SignalReceived(
                now, id, request.name(), ref, new By(request.key(), ""), check),
            caller,
            TRIES),
        () -> answer(machine, caller, UNAVAILABLE));
  }

  private void order(Machine machine, Request.Order request, Consumer<String> caller) {
    var by = new By(request.key(), "for a reason");
    var coming = new HashMap<>(request.coming());
    Predicate<Node.Wait> pivot = wait -> request.looks() && wait.pivot();
    look(
        machine,
        request.run(),
        pivot,
        "order-" + ++handled,
        coming,
        check -> decide(
            machine,
            request.run(),
            request.key(),
            coming,
            now -> request.fact().apply(new Asked(now, by, check)),
            caller,
            TRIES),
        () -> answer(machine, caller, UNAVAILABLE));
  }

  /** A look outside before something is decided. */
  private void look(
      Machine machine,
      String run,
      Predicate<Node.Wait> wanted,
      String id,
      Map<Ref, Object> coming,
      Consumer<Optional<Fact.Check>> then,
      Runnable unavailable) {
    var state = world.store.find(run).state();
    var asked =
        state.lifecycle() instanceof Lifecycle.Active
            || state.lifecycle() instanceof Lifecycle.Paused
                ? state.root()
                    .all()
                    .map(Scope::position)
                    .filter(Position.Waiting.class::isInstance)
                    .map(Position.Waiting.class::cast)
                    .filter(
                        waiting -> world.story(state)
                            .workflow()
                            .node(waiting.at()) instanceof Node.Wait wait
                            && wanted.test(wait)
                            && wait.probe().isPresent())
                    .findFirst()
                : Optional.<Position.Waiting>empty();
    if (asked.isEmpty()) {
      then.accept(Optional.empty());
      return;
    }
    var waiting = asked.get();
    machine.later(
        world.dice.upTo(Duration.ofSeconds(4)),
        () -> {
          if (world.weather.strikes(Trouble.LOOK_FAILS)) {
            unavailable.run();
          } else if (world.weather.strikes(Trouble.LOOK_REFUSED)) {
            then.accept(Optional.of(new Fact.Check.Refused("GONE", "it is gone")));
          } else if (world.outside.answered(run, waiting.closing().orElse(machine.now()))) {
            var ref = new Ref("check:" + id);
            var gives = ((Node.Wait) world.story(state).workflow().node(waiting.at())).gives();
            coming.put(ref, world.story(state).invent().apply(gives, world.dice));
            then.accept(Optional.of(new Fact.Check.Found(ref)));
          } else {
            then.accept(Optional.of(new Fact.Check.Nothing()));
          }
        });
  }

  private void decide(
      Machine machine,
      String run,
      String key,
      Map<Ref, Object> coming,
      Function<Instant, Fact> fact,
      Consumer<String> caller,
      int tries) {
    if (tries == 0) {
      answer(machine, caller, UNAVAILABLE);
      return;
    }
    var row = world.store.find(run);
    var now = machine.now();
    Decision decision;
    try {
      decision = world.decide(machine, row.state(), fact.apply(now), coming);
    } catch (Payloads.Unavailable unavailable) {
      answer(machine, caller, UNAVAILABLE);
      return;
    }
    switch (decision) {
      case Decision.Refused refused -> answer(machine, caller, refused.code());
      case Decision.Late _ -> answer(machine, caller, "TOO_LATE");
      case Decision.Accepted accepted -> machine.transact(
          () -> store(machine, row, key, accepted, coming, now),
          stored -> {
            if (stored) {
              wake(machine, run);
              trigger(machine);
              answer(machine, caller, ACCEPTED);
            } else {
              decide(machine, run, key, coming, fact, caller, tries - 1);
            }
          },
          () -> answer(machine, caller, UNAVAILABLE));
    }
  }

  /** Whether the request is done, by this transaction or by an earlier one. */
  private boolean store(
      Machine machine,
      Store.Row row,
      String key,
      Decision.Accepted decision,
      Map<Ref, Object> coming,
      Instant now) {
    var run = row.state().runId();
    if (world.store.request(key).isPresent()) {
      return true;
    }
    var moved = world.store.move(row, decision.after(), decision.events(), coming);
    if (moved.isEmpty()) {
      return false;
    }
    world.store.request(key, new Store.Done(run, moved.get().revision()));
    if (decision.after().ended() && row.state().lifecycle() instanceof Lifecycle.Undoing) {
      world.store.ledger.leave(run);
    }
    world.dispatcher.call(run, now);
    world.trace.note(() -> machine + " accepts " + key);
    return true;
  }

  private void wake(Machine machine, String run) {
    if (!world.weather.strikes(Trouble.WAKE_LOST)) {
      machine.driver(run).ifPresent(driver -> driver.tell(new Work.Message.Woken()));
    }
  }

  private void trigger(Machine machine) {
    if (!world.weather.strikes(Trouble.TRIGGER_LOST)) {
      world.dispatcher.trigger(machine);
    }
  }
}
