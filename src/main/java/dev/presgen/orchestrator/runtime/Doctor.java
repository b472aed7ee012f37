package dev.presgen.orchestrator.runtime;

import java.time.Instant;
import java.util.List;

/** Looks whether all that runs need is there, and says in plain words what is missing. */
public interface Doctor {

  /**
   * Looks now, at everything at once; within 20 seconds, whatever does not answer. What was found a
   * few seconds ago is told again. Makes and changes nothing.
   */
  Report look();

  /** How it stands with one thing. */
  enum Verdict {
    WELL,
    /** Not needed, not set up or switched off; runs go on without it. */
    ABSENT,
    /** Runs that need it cannot go on. */
    BROKEN
  }

  /**
   * One thing that was looked at.
   *
   * @param subject what, such as {@code Database}
   * @param detail what was found, for a person; without secrets and personal data
   * @param whatToDo what a person can do about it; empty where it is well
   */
  record Item(String subject, Verdict verdict, String detail, String whatToDo) {}

  /**
   * What was found.
   *
   * @param at when
   * @param items what was looked at, in the order in which a person would mend it
   */
  record Report(Instant at, List<Item> items) {
    public Report {
      items = List.copyOf(items);
    }

    /** Whether nothing is broken. */
    public boolean well() {
      return items.stream().noneMatch(item -> item.verdict() == Verdict.BROKEN);
    }
  }
}
