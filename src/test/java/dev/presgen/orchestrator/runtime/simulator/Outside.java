package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that steps act upon, and the people that a run waits for. They outlive any node. */
final class Outside {

  /** How a service keeps a repeated call from having a second effect. */
  enum Deed {
    /** The step makes nothing that stays. */
    NOTHING,
    /**
     * The same call again leads to the same end: an id that was reserved, or a service that knows our
     * key. It is used up by the first: what has been removed is not made anew by a call that comes late.
     */
    REPEATABLE,
    /** What was made can be found by its marker, a while later. */
    FINDABLE
  }

  /**
   * An object.
   *
   * @param madeFor the visit that asked for it
   * @param listed when a look-up shows it
   */
  record Thing(String id, String run, String key, Address madeFor, Instant listed) {}

  private record Key(String run, String key) {}

  /** The longest time for which a look-up does not show what is there. */
  static final Duration LAG_MAX = Duration.ofSeconds(20);

  private final Simulation world;
  private final Map<String, Thing> live = new LinkedHashMap<>();
  private final Map<Key, Thing> keys = new HashMap<>();
  private final Map<String, Instant> jobs = new HashMap<>();
  private final Map<String, Instant> answered = new HashMap<>();
  private int made;

  Outside(Simulation world) {
    this.world = world;
  }

  /** A call that makes an object arrives. */
  Thing make(String run, String key, String marker, Address at, Deed deed) {
    world.promises.intended(world.store.ledger.intended(run, marker), run, marker);
    if (deed == Deed.REPEATABLE) {
      var first = keys.get(new Key(run, key));
      if (first != null) {
        return first;
      }
    }
    var now = world.timeline.now();
    boolean lags = deed == Deed.FINDABLE && world.weather.strikes(Trouble.LISTING_LAGS);
    var listed = lags ? now.plus(world.dice.upTo(LAG_MAX)) : now;
    var thing = new Thing("thing-" + ++made, run, key, at, listed);
    live.put(thing.id(), thing);
    keys.putIfAbsent(new Key(run, key), thing);
    world.trace.note(() -> "          made " + thing.id() + " for " + run + " " + key);
    world.promises.atMostOne(run, key, of(run, key));
    return thing;
  }

  /** The objects that a look-up shows, oldest first. */
  List<Thing> find(String run, String key) {
    return of(run, key)
        .stream()
        .filter(thing -> !thing.listed().isAfter(world.timeline.now()))
        .toList();
  }

  void remove(String id) {
    if (live.remove(id) != null) {
      world.trace.note(() -> "          removed " + id);
    }
  }

  boolean exists(String id) {
    return live.containsKey(id);
  }

  private List<Thing> of(String run, String key) {
    return live.values()
        .stream()
        .filter(thing -> thing.run().equals(run) && thing.key().equals(key))
        .toList();
  }

  List<Thing> of(String run) {
    return live.values().stream().filter(thing -> thing.run().equals(run)).toList();
  }

  /** Whether the work that was begun for a key is finished. */
  boolean finished(String run, String key) {
    return !jobs
        .computeIfAbsent(
            run + " " + key,
            _ -> world.timeline.now().plus(world.dice.upTo(Duration.ofMinutes(2))))
        .isAfter(world.timeline.now());
  }

  /** Somebody does what a run waits for, without telling it. */
  void answer(String run) {
    answered.putIfAbsent(run, world.timeline.now());
  }

  boolean answered(String run, Instant asOf) {
    return answered.containsKey(run) && !answered.get(run).isAfter(asOf);
  }
}
