package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** db-scheduler: one row a run, and on each node the looks for rows that are due or forsaken. */
final class Dispatcher {

  /** When a run is due that only a signal or an order continues. */
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  static final Duration POLLING = Duration.ofSeconds(1);
  static final Duration FAILED_WAIT = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final Duration DETECTION = Duration.ofSeconds(6);

  private static final class Row {
    private final String run;
    private Instant due;
    private boolean picked;
    private Machine by;
    /** Rises with every change: what was done on an older one is refused. */
    private int version;
    private Instant beat;

    Row(String run, Instant due) {
      this.run = run;
      this.due = due;
    }

    private void free(Instant next) {
      picked = false;
      due = next;
      version++;
    }
  }

  private final Simulation world;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  Dispatcher(Simulation world) {
    this.world = world;
  }

  /** Enters a new run, in the transaction that starts it. */
  void enter(String run, Instant now) {
    var row = new Row(run, now);
    rows.put(run, row);
    arm(row);
  }

  /** Calls a driver to a run that was decided on, in the transaction that decides. */
  void call(String run, Instant now) {
    var row = rows.get(run);
    if (row != null && !row.picked) {
      row.free(now);
      arm(row);
    }
  }

  /** Looks for due runs on one node without waiting for the next poll. */
  void trigger(Machine machine) {
    List.copyOf(rows.values()).forEach(row -> poll(machine, row));
  }

  /** The end of a pick, within a transaction; refused when the pick was taken away meanwhile. */
  void reschedule(String run, int pick, Instant next) {
    var row = rows.get(run);
    if (row != null && row.picked && row.version == pick) {
      row.free(next);
      arm(row);
      world.promises.letGo(run, next);
    }
  }

  void remove(String run, int pick) {
    var row = rows.get(run);
    if (row != null && row.version == pick) {
      rows.remove(run);
    }
  }

  /** Whether a run is where nobody drives it, and when somebody will. */
  boolean rests(String run) {
    return !rows.containsKey(run) || !rows.get(run).picked;
  }

  /** When a run that rests is driven again; never when it has no row any more. */
  Instant due(String run) {
    return rows.containsKey(run) ? rows.get(run).due : Instant.MAX;
  }

  boolean forgotten(String run) {
    return !rows.containsKey(run);
  }

  private void arm(Row row) {
    for (var machine : world.machines) {
      arm(machine, row);
    }
  }

  private void arm(Machine machine, Row row) {
    if (row.picked || !row.due.isBefore(NEVER)) {
      return;
    }
    int version = row.version;
    var wait = Duration.between(machine.now(), row.due);
    machine.later(
        (wait.isNegative() ? Duration.ZERO : wait).plus(world.dice.upTo(POLLING)),
        () -> {
          if (row.version == version) {
            poll(machine, row);
          }
        });
  }

  private void poll(Machine machine, Row row) {
    if (row.picked || rows.get(row.run) != row || !machine.serves()) {
      return;
    }
    if (row.due.isAfter(machine.now())) {
      arm(machine, row);
      return;
    }
    machine.transact(
        () -> pick(machine, row),
        version -> {
          if (version > 0) {
            machine.drive(row.run, version);
          }
        },
        () -> {
          arm(machine, row);
          suspect();
        });
  }

  private int pick(Machine machine, Row row) {
    if (row.picked || rows.get(row.run) != row || row.due.isAfter(machine.now())) {
      return 0;
    }
    row.picked = true;
    row.by = machine;
    row.beat = machine.now();
    row.version++;
    world.trace.note(() -> machine + " picks " + row.run);
    suspectSkewed();
    return row.version;
  }

  /** A process has stopped to say that it is alive, for now or for good. */
  void beatsEnd(Machine machine) {
    for (var row : rows.values()) {
      if (row.picked && row.by == machine && machine.beats(row.run, row.version)) {
        row.beat = machine.now();
      }
    }
    suspect();
  }

  /** A driver is gone that could not say how it left its run. */
  void forsaken(String run, int pick, Machine machine) {
    var row = rows.get(run);
    if (row != null && row.picked && row.version == pick) {
      row.beat = machine.now();
    }
    suspect();
  }

  void started(Machine machine) {
    if (world.machines.size() == 1) {
      // The folder of an embedded database is locked: no driver of an earlier process is alive.
      rows.values().stream().filter(row -> row.picked).forEach(row -> row.free(machine.now()));
    }
    rows.values().forEach(row -> arm(machine, row));
    suspect();
  }

  void jumped(Machine machine) {
    rows.values().forEach(row -> arm(machine, row));
    suspectSkewed();
  }

  /** Clocks that are far apart let a node believe that another one is dead. */
  private void suspectSkewed() {
    for (var one : world.machines) {
      for (var other : world.machines) {
        if (one.skew().minus(other.skew()).compareTo(LEASE) > 0) {
          one.later(world.dice.upTo(DETECTION), () -> detect(one));
        }
      }
    }
  }

  private void suspect() {
    for (var machine : world.machines) {
      machine.later(LEASE.plus(world.dice.upTo(DETECTION)), () -> detect(machine));
    }
  }

  void detect(Machine machine) {
    boolean unclear = false;
    for (var row : List.copyOf(rows.values())) {
      if (!row.picked) {
        continue;
      }
      boolean beats = row.by.beats(row.run, row.version);
      var beat = beats ? row.by.now() : row.beat;
      if (beat.plus(LEASE).isBefore(machine.now())) {
        world.trace.note(() -> machine + " finds the driver of " + row.run + " dead");
        row.free(machine.now());
        arm(row);
      } else {
        unclear |= !beats;
      }
    }
    if (unclear) {
      machine.later(DETECTION, () -> detect(machine));
    }
  }
}
