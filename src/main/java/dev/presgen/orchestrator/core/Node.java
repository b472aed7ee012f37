package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A place in a workflow's graph. */
public sealed interface Node {

  /** Unique in its graph; letters, digits and {@code _}. */
  String name();

  /**
   * Work that a handler does.
   *
   * @param handler the handler's name in the registry
   * @param skippable whether an operator may skip it without giving an output
   * @param when it is skipped unless this holds
   * @param fallback where the scope goes on instead when the task has failed for good
   * @param next where the scope goes on
   */
  record Task(
      String name,
      String handler,
      Contract contract,
      RetryPolicy retry,
      Limits limits,
      boolean skippable,
      Optional<Named.Condition> when,
      Optional<String> fallback,
      String next)
      implements Node {}

  /**
   * A wait for somebody or for a time, at no cost.
   *
   * @param gives the type of its output: the payload of the signal that closes it, or what its
   *     probe finds
   * @param pivot whether the run is past undoing once this wait is closed by a signal or probe
   */
  record Wait(
      String name,
      Class<?> gives,
      List<Signal> signals,
      List<Timer> timers,
      Optional<Probe> probe,
      Optional<Named.Assignee> assignee,
      boolean pivot)
      implements Node {
    public Wait {
      signals = List.copyOf(signals);
      timers = List.copyOf(timers);
    }

    Optional<Signal> signal(String named) {
      return signals.stream().filter(signal -> signal.name().equals(named)).findFirst();
    }
  }

  /**
   * Goes on where the first condition that holds leads.
   *
   * @param otherwise where to go when none holds
   */
  record Choice(String name, List<Case> cases, String otherwise) implements Node {
    public Choice {
      cases = List.copyOf(cases);
    }

    /** A way that may be taken. */
    public record Case(Named.Condition when, String target) {}
  }

  /** A node whose work is done in child scopes, each of which walks a graph of its own. */
  sealed interface Composite extends Node permits ForEach, Parallel, Call {

    /** Whether a child may have this key. */
    boolean hasChild(String key);

    /** The graph that the child with this key walks. */
    Graph graph(String key);

    /** All graphs that children walk. */
    Stream<Graph> graphs();

    /** The node of that child's graph whose output stays when the child has ended. */
    String result(String key);

    /** What is done about a child that cannot go on. */
    Join join();

    /** Where the scope goes on when all children have ended. */
    String next();
  }

  /**
   * Walks a graph for each item, several at a time, each in a child scope of its own.
   *
   * @param body the graph that a child walks
   * @param gives the node of the body whose output is the item's
   * @param atOnce how many items may be under way; a child counts from its start to its end
   * @param when it is skipped unless this holds
   */
  record ForEach(
      String name,
      Named.Items items,
      Graph body,
      String gives,
      int atOnce,
      Join join,
      Optional<Named.Condition> when,
      String next)
      implements Composite {
    @Override
    public boolean hasChild(String key) {
      return true;
    }

    @Override
    public Graph graph(String key) {
      return body;
    }

    @Override
    public Stream<Graph> graphs() {
      return Stream.of(body);
    }

    @Override
    public String result(String key) {
      return gives;
    }
  }

  /**
   * Walks several graphs at once. What a branch gives stands afterwards in the scope around it,
   * under the name of the node that gave it.
   *
   * @param branches by name, in the order of declaration
   */
  record Parallel(String name, Map<String, Branch> branches, Join join, String next)
      implements Composite {
    public Parallel {
      branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }

    /**
     * A branch.
     *
     * @param gives the node whose output stays when the branch has ended
     */
    public record Branch(Graph graph, String gives) {}

    @Override
    public boolean hasChild(String key) {
      return branches.containsKey(key);
    }

    @Override
    public Graph graph(String key) {
      return branch(key).graph();
    }

    @Override
    public String result(String key) {
      return branch(key).gives();
    }

    private Branch branch(String key) {
      return Objects.requireNonNull(branches.get(key), () -> "no branch " + key + " of " + name);
    }

    @Override
    public Stream<Graph> graphs() {
      return branches.values().stream().map(Branch::graph);
    }
  }

  /**
   * Walks another workflow in a child scope, which sees nothing of the scope around it but its
   * input.
   *
   * @param called what is walked; without a pivot of its own
   * @param from the node whose output is the input, where its type alone does not say
   * @param gives the node of the called workflow whose output is the call's
   */
  record Call(String name, Workflow called, Optional<String> from, String gives, String next)
      implements Composite {
    @Override
    public boolean hasChild(String key) {
      return called.name().equals(key);
    }

    @Override
    public Graph graph(String key) {
      return called.graph();
    }

    @Override
    public Stream<Graph> graphs() {
      return Stream.of(called.graph());
    }

    @Override
    public String result(String key) {
      return gives;
    }

    @Override
    public Join join() {
      return Join.ALL;
    }

    /** What the called workflow starts with, as something that is taken. */
    Contract.Need input() {
      return new Contract.Need("input", called.input(), from, Contract.Shape.ONE);
    }
  }

  /** What is done about a child scope that cannot go on. */
  enum Join {
    /** It waits until a person has mended or skipped it. */
    ALL,
    /** It goes on without it, and names what is missing. The nearest composite around it counts. */
    COLLECT
  }

  /**
   * Where a scope ends.
   *
   * @param outcome what becomes of a run that ends here; nothing that it has made is taken back. A
   *     workflow that calls this one goes on, whatever it is.
   */
  record End(String name, Lifecycle.Outcome outcome) implements Node {}

  /**
   * A signal that a wait understands.
   *
   * @param payload a record
   * @param probed whether the wait's probe is asked before it is accepted; the probe's finding is
   *     the wait's output then
   */
  record Signal(
      String name, Class<?> payload, Optional<Named.Guard> guard, boolean probed, Answer answer) {}

  /** What a signal does to its wait. */
  sealed interface Answer {
    record Close(String target) implements Answer {}

    /**
     * The signal is recorded and the wait goes on.
     *
     * @param action the task that is done first, while the wait stands still and keeps the signals
     *     that come
     */
    record Stay(Optional<String> action) implements Answer {
      public Stay() {
        this(Optional.empty());
      }
    }
  }

  /** A time at which something happens to a wait. Timers do not touch each other. */
  record Timer(String name, Schedule schedule, Anchor anchor, Elapsed elapsed) {
    /** Whether its time is a distance from the opening, which an extension makes longer. */
    boolean countsFromOpening() {
      return anchor == Anchor.OPENING && !(schedule instanceof Schedule.Every);
    }
  }

  /** When a timer fires. */
  sealed interface Schedule {
    record After(Duration time) implements Schedule {}

    /** Again and again; firings that were missed are made up for once. */
    record Every(Duration time) implements Schedule {}

    /** After each of the times that a function gives. */
    record Computed(Named.Offsets times) implements Schedule {}
  }

  /** What a timer counts from. */
  enum Anchor {
    OPENING,
    /**
     * The last signal that was accepted, or the opening while there was none. A timer is no signal:
     * where one leads from a wait to a wait, a timer that both declare alike goes on counting.
     */
    LAST_SIGNAL
  }

  /** What a timer does. */
  sealed interface Elapsed {
    record GoTo(String target) implements Elapsed {}

    /**
     * It is recorded, which is what a reminder listens for, and the wait goes on.
     *
     * @param action the task that is done first, while the wait stands still
     */
    record Stay(Optional<String> action) implements Elapsed {
      public Stay() {
        this(Optional.empty());
      }
    }

    /** The probe looks a last time; when it finds nothing, a person must decide. */
    record Expire(String code, String detail, String whatToDo) implements Elapsed {}
  }

  /**
   * Looks outside whether what is waited for has happened.
   *
   * @param target where the scope goes on when it has; without one it only judges signals
   */
  record Probe(
      String handler,
      Contract contract,
      Cadence cadence,
      Limits limits,
      Optional<String> target) {
    public Probe(
        String handler, Contract contract, Cadence cadence, Limits limits, String target) {
      this(handler, contract, cadence, limits, Optional.of(target));
    }

    /** Whether it looks by itself, and not only when a signal has to be judged. */
    boolean watches() {
      return target.isPresent();
    }
  }
}
