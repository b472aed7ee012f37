package dev.presgen.orchestrator.core;

import java.util.List;

/** What comes of a fact. */
public sealed interface Decision {

  /**
   * It counts.
   *
   * @param events what to journal; none when it changes nothing
   * @param after the state that follows
   */
  record Accepted(List<Event> events, RunState after) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** It comes too late, or a second time: normal where facts are delivered at least once. */
  record Late(String why) implements Decision {}

  /**
   * It does not fit, and nothing is journalled.
   *
   * @param code a stable name in capitals
   * @param why for a person
   * @param possible the names of what could be done instead
   */
  record Refused(String code, String why, List<String> possible) implements Decision {
    public Refused {
      possible = List.copyOf(possible);
    }
  }
}
