package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
  record Choice(String name, List<Branch> branches, String otherwise) implements Node {
    public Choice {
      branches = List.copyOf(branches);
    }

    /** A way that may be taken. */
    public record Branch(Named.Condition when, String target) {}
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
      implements Node {}

  /** What a for-each does about an item that cannot be done. */
  enum Join {
    /** It waits until a person has mended or skipped it. */
    ALL,
    /** It goes on without it, and names what is missing. */
    COLLECT
  }

  /** Where a scope ends. */
  record End(String name) implements Node {}

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

    /** The signal is recorded and the wait goes on. */
    record Stay() implements Answer {}
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
    /** The last signal that was accepted, or the opening while there was none. */
    LAST_SIGNAL
  }

  /** What a timer does. */
  sealed interface Elapsed {
    record GoTo(String target) implements Elapsed {}

    /** It is recorded, which is what a reminder listens for, and the wait goes on. */
    record Stay() implements Elapsed {}

    /** The probe looks a last time; when it finds nothing, a person must decide. */
    record Expire(String code, String detail, String whatToDo) implements Elapsed {}
  }

  /**
   * Looks outside whether what is waited for has happened.
   *
   * @param target where the scope goes on when it has
   */
  record Probe(String handler, Contract contract, Cadence cadence, Limits limits, String target) {}
}
