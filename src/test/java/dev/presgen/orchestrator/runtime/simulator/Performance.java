package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One piece of work of a driver: a step's attempt, an undo, a poll or a look. */
final class Performance {

  private final Simulation world;
  private final Machine machine;
  private final Driver driver;
  private final Work.Key key;
  private final Store.Row row;
  private final Instant deadline;
  private boolean stopAsked;
  private boolean over;
  private Purpose purpose;
  private int attempt;
  private boolean mayHaveActed;

  Performance(
      Simulation world,
      Machine machine,
      Driver driver,
      Work.Key key,
      Store.Row row,
      Instant deadline) {
    this.world = world;
    this.machine = machine;
    this.driver = driver;
    this.key = key;
    this.row = row;
    this.deadline = deadline;
  }

  Instant deadline() {
    return deadline;
  }

  void stop() {
    if (!stopAsked) {
      stopAsked = true;
      interrupt();
    }
  }

  /** Whether it has been told what came of it: nothing that comes later counts. */
  boolean isOver() {
    return over;
  }

  void interrupt() {
    step(
        world.dice.upTo(Duration.ofMillis(100)),
        () -> failed(
            stopAsked
                ? new Failure.Unknown(Failure.Unknown.STOPPED, "its run is to end")
                : new Failure.Unknown(Failure.Unknown.TIMED_OUT, "it took too long")));
  }

  void begin(Agenda.Work work) {
    switch (work) {
      case Agenda.Attempt a -> {
        purpose = a.purpose();
        attempt = a.attempt();
        mayHaveActed = a.mayHaveActed();
        world.promises.begins(row.state(), a);
        step(thinking(), this::act);
      }
      case Agenda.Poll p -> {
        purpose = p.purpose();
        attempt = p.attempt();
        mayHaveActed = p.mayHaveActed();
        step(thinking(), this::act);
      }
      case Agenda.Look look -> step(thinking(), () -> look(look));
      case Agenda.Stop _ -> throw new IllegalStateException("not work: " + work);
    }
  }

  void step(Duration time, Runnable next) {
    machine.later(
        time,
        () -> {
          if (!over) {
            next.run();
          }
        });
  }

  private Duration thinking() {
    if (world.weather.strikes(Trouble.HANGS)) {
      return Duration.ofHours(2);
    }
    return world.dice.upTo(Duration.ofSeconds(world.dice.chance(0.2) ? 20 : 2));
  }

  private void act() {
    world.promises.acts(run(), at(), attempt);
    var mood = mood();
    if (mood.isPresent()) {
      failed(mood.get());
    } else if (mayBeLeftOut() && world.weather.strikes(Trouble.LEFT_OUT)) {
      leftOut();
    } else if (purpose == Purpose.UNDO) {
      creation().takeBack();
    } else {
      switch (world.deed(row.state(), at())) {
        case NOTHING -> done();
        case REPEATABLE -> creation().make();
        case FINDABLE -> creation().once(mayHaveActed);
      }
    }
  }

  private Creation creation() {
    return new Creation(world, machine, this, row, at());
  }

  /** What a service refuses before it does anything. */
  private Optional<Failure> mood() {
    if (world.weather.strikes(Trouble.THROTTLED)) {
      return Optional.of(new Failure.Throttled("slow down", world.dice.someTime()));
    }
    if (world.weather.strikes(Trouble.BLOCKED)) {
      return Optional.of(new Failure.Blocked("disabled", "Enable it.", world.dice.someTime()));
    }
    if (world.weather.strikes(Trouble.TRANSIENT)) {
      return Optional.of(new Failure.Transient("refused"));
    }
    return world.weather.strikes(Trouble.PERMANENT)
        ? Optional.of(new Failure.Permanent("REFUSED", "not allowed", "Allow it."))
        : Optional.empty();
  }

  private boolean mayBeLeftOut() {
    return purpose == Purpose.DO && world.story(row.state()).task(at()).skippable();
  }

  private Address at() {
    return key.at();
  }

  private String run() {
    return row.state().runId();
  }

  private void look(Agenda.Look look) {
    var now = machine.now();
    if (world.weather.strikes(Trouble.LOOK_FAILS)) {
      notYet(Duration.ZERO);
    } else if (world.weather.strikes(Trouble.LOOK_REFUSED)) {
      refused(look);
    } else if (world.outside.answered(run(), look.closing().orElse(now))) {
      var wait = (Node.Wait) world.story(row.state()).workflow().node(at());
      var ref = new Ref(at().path() + "#" + at().visit() + "@" + now.toEpochMilli());
      var found = world.story(row.state()).invent().apply(wait.gives(), world.dice);
      end(new Fact.ProbeFound(now, at(), row.epoch(), ref), Map.of(ref, found));
    } else if (look.tellNothing()) {
      end(new Fact.ProbeFoundNothing(now, at(), row.epoch()), Map.of());
    } else {
      notYet(Duration.ZERO);
    }
  }

  private void refused(Agenda.Look look) {
    if (look.tellNothing()) {
      end(
          new Fact.ProbeRefused(machine.now(), at(), row.epoch(), "GONE", "it is gone"),
          Map.of());
    } else {
      notYet(Duration.ZERO);
    }
  }

  void done() {
    var ref = new Ref(at().path() + "#" + attempt);
    var type = world.story(row.state()).task(at()).contract().gives();
    var output = world.story(row.state()).invent().apply(type, world.dice);
    end(
        new Fact.AttemptSucceeded(
            machine.now(), at(), attempt, row.epoch(), Optional.of(ref)),
        Map.of(ref, output));
  }

  private void leftOut() {
    end(
        new Fact.AttemptLeftOut(
            machine.now(),
            at(),
            attempt,
            row.epoch(),
            // Somebody of its own each time: what one person decides is done once.
            new By("switch of " + at().path() + ", " + attempt, "it is switched off"),
            world.dice.roll()),
        Map.of());
  }

  void undone(List<String> left) {
    end(
        new Fact.UndoSucceeded(machine.now(), at(), attempt, row.epoch(), left), Map.of());
  }

  void pending(String token, Duration after) {
    tell(
        new Work.Ended(
            key,
            Optional.of(
                new Fact.AttemptPending(
                    machine.now(), at(), attempt, row.epoch(), token, after)),
            Map.of(),
            Optional.of(after)));
  }

  void failed(Failure failure) {
    if (key instanceof Work.Key.OfLook) {
      notYet(Duration.ZERO);
      return;
    }
    if (key instanceof Work.Key.OfPoll) {
      switch (failure) {
        case Failure.Throttled f -> notYet(f.retryAfter());
        case Failure.Unknown _ -> notYet(Duration.ZERO);
        case Failure.Blocked _, Failure.Transient _, Failure.Permanent _ -> fails(failure);
      }
    } else {
      fails(failure);
    }
  }

  private void fails(Failure failure) {
    end(
        new Fact.AttemptFailed(
            machine.now(), at(), attempt, row.epoch(), failure, world.dice.roll()),
        Map.of());
  }

  private void notYet(Duration after) {
    tell(new Work.Ended(key, Optional.empty(), Map.of(), Optional.of(after)));
  }

  private void end(Fact fact, Map<Ref, Object> coming) {
    tell(new Work.Ended(key, Optional.of(fact), coming, Optional.empty()));
  }

  private void tell(Work.Ended ended) {
    if (over) {
      return;
    }
    over = true;
    var message = new Work.Message.Finished(this, ended);
    var late =
        world.weather.strikes(Trouble.RESULT_LATE)
            ? world.dice.upTo(Duration.ofSeconds(40))
            : Duration.ZERO;
    machine.later(late, () -> driver.tell(message));
    if (world.weather.strikes(Trouble.RESULT_REPEATED)) {
      world.echo(run(), message);
    }
  }
}
