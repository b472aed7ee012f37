package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A node: a clock of its own, a process that may die, freeze or stop, and the drivers in it. */
final class Machine {

  final String name;
  private final Simulation world;
  /** What was picked here and not given back, a driver or its last transaction. */
  private final Map<String, Driver> executing = new LinkedHashMap<>();
  /** The drivers that can be told something. */
  private final Map<String, Driver> driving = new LinkedHashMap<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private Duration skew = Duration.ZERO;
  private int life = 1;
  private boolean up = true;
  private boolean frozen;
  private boolean stopping;

  Machine(String name, Simulation world) {
    this.name = name;
    this.world = world;
  }

  /** What this node believes the time to be, to the millisecond. */
  Instant now() {
    return world.timeline.now().plus(skew).truncatedTo(ChronoUnit.MILLIS);
  }

  Duration skew() {
    return skew;
  }

  boolean up() {
    return up && !frozen;
  }

  /** Whether it picks up runs and hears callers. */
  boolean serves() {
    return up() && !stopping;
  }

  /** Lets something happen in this process: not at all once it is dead, later while it is frozen. */
  void later(Duration delay, Runnable what) {
    int mine = life;
    world.timeline.after(delay, () -> happens(mine, what));
  }

  /** Lets things happen in this process, as long as it is the one that asked. */
  Consumer<Runnable> here() {
    int mine = life;
    return what -> happens(mine, what);
  }

  private void happens(int mine, Runnable what) {
    if (life != mine || !up) {
      return;
    }
    if (frozen) {
      deferred.add(() -> happens(mine, what));
      return;
    }
    if (world.weather.strikes(Trouble.CRASH)) {
      crash();
    } else if (world.weather.strikes(Trouble.FREEZE)) {
      freeze(what);
    } else {
      if (world.weather.strikes(Trouble.STOP_IN_GOOD_ORDER)) {
        stop();
      }
      if (world.weather.strikes(Trouble.CLOCK_JUMP)) {
        jump();
      }
      if (life == mine && up) {
        what.run();
      }
    }
  }

  /**
   * A transaction: it commits, or fails, or commits without anybody hearing of it.
   *
   * @param unanswered what the caller does when it does not know
   */
  <T> void transact(Supplier<T> work, Consumer<T> then, Runnable unanswered) {
    if (world.weather.strikes(Trouble.CRASH_BEFORE_COMMIT)) {
      crash();
      return;
    }
    int mine = life;
    world.timeline.after(
        latency(),
        () -> {
          if (world.weather.strikes(Trouble.COMMIT_FAILS)) {
            reply(mine, unanswered);
            return;
          }
          var result = work.get();
          if (life == mine && up && world.weather.strikes(Trouble.CRASH_AFTER_COMMIT)) {
            crash();
            return;
          }
          boolean unknown = world.weather.strikes(Trouble.COMMIT_UNKNOWN);
          reply(mine, unknown ? unanswered : () -> then.accept(result));
        });
  }

  private Duration latency() {
    return world.weather.strikes(Trouble.SLOW_COMMIT)
        ? world.dice.upTo(Duration.ofSeconds(5))
        : world.dice.between(Duration.ofMillis(1), Duration.ofMillis(20));
  }

  private void reply(int mine, Runnable what) {
    world.timeline.after(
        world.dice.upTo(Duration.ofMillis(5)),
        () -> happens(mine, what));
  }

  /** A run was picked up here. */
  void drive(String run, int pick) {
    var driver = new Driver(world, this, run, pick);
    executing.put(run, driver);
    driving.put(run, driver);
    if (stopping) {
      driver.tell(new Work.Message.Stop());
    }
    if (world.weather.strikes(Trouble.FREEZE_BEFORE_CLAIM)) {
      freeze(driver::drive);
    } else {
      driver.drive();
    }
  }

  /** A driver hears nothing any more; what it says about its run is still to be stored. */
  void leaves(Driver driver) {
    driving.remove(driver.run(), driver);
  }

  void left(Driver driver) {
    executing.remove(driver.run(), driver);
    if (stopping && executing.isEmpty()) {
      off();
    }
  }

  Optional<Driver> driver(String run) {
    return Optional.ofNullable(driving.get(run));
  }

  /** Whether the process keeps a pick of a run alive. */
  boolean beats(String run, int pick) {
    var driver = executing.get(run);
    return up && !frozen && driver != null && driver.pick() == pick;
  }

  void crash() {
    world.trace.note(() -> name + " crashes");
    if (up) {
      off();
    }
  }

  private void off() {
    world.dispatcher.beatsEnd(this);
    up = false;
    frozen = false;
    life++;
    driving.clear();
    executing.clear();
    deferred.clear();
    world.timeline.after(
        world.weather.calm()
            ? Duration.ofSeconds(1)
            : world.dice.between(Duration.ofSeconds(1), Duration.ofMinutes(5)),
        this::start);
  }

  private void start() {
    if (up) {
      return;
    }
    world.trace.note(() -> name + " starts");
    up = true;
    stopping = false;
    world.dispatcher.started(this);
  }

  /** Stands still, and goes on with what it was about to do. */
  void freeze(Runnable next) {
    int mine = life;
    deferred.add(() -> happens(mine, next));
    world.trace.note(() -> name + " freezes");
    world.dispatcher.beatsEnd(this);
    frozen = true;
    world.timeline.after(
        world.dice.between(Duration.ofSeconds(1), Duration.ofSeconds(90)),
        () -> {
          if (life == mine) {
            thaw();
          }
        });
  }

  private void thaw() {
    if (!frozen) {
      return;
    }
    world.trace.note(() -> name + " thaws");
    if (world.dice.chance(0.5)) {
      // It may look for the dead before it says that it is alive itself.
      world.dispatcher.detect(this);
    }
    frozen = false;
    var late = List.copyOf(deferred);
    deferred.clear();
    late.forEach(Runnable::run);
  }

  private void stop() {
    if (stopping) {
      return;
    }
    world.trace.note(() -> name + " stops in good order");
    stopping = true;
    if (executing.isEmpty()) {
      off();
      return;
    }
    List.copyOf(driving.values()).forEach(driver -> driver.tell(new Work.Message.Stop()));
    later(Driver.STOP_PATIENCE.plusSeconds(5), this::off);
  }

  private void jump() {
    var by =
        world.dice.chance(0.5)
            ? world.dice.upTo(Duration.ofSeconds(3))
            : world.dice.upTo(Duration.ofMinutes(5));
    skew = world.dice.chance(0.5) ? by : by.negated();
    world.trace.note(() -> name + " is off by " + skew);
    world.dispatcher.jumped(this);
  }

  /** The troubles are over: the process is there and its clock is right. */
  void mend() {
    thaw();
    skew = Duration.ZERO;
    start();
    world.dispatcher.jumped(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
