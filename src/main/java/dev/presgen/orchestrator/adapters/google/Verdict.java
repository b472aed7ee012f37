package dev.presgen.orchestrator.adapters.google;

import java.time.Duration;

/** What follows from a refusal of Google's. */
sealed interface Verdict {

  /**
   * Refused at the door, before anything was done.
   *
   * @param pause how long, where Google does not say
   */
  record Later(Duration pause) implements Verdict {}

  /**
   * A person must mend something that concerns other runs too.
   *
   * @param ofOneService whether it is only the service that refused: its name is then part of what
   *     is broken. What concerns all of Google has one text, so that it is one alert.
   */
  record Stop(boolean ofOneService, String what, String whatToDo, Duration recheck)
      implements
      Verdict {}

  /** This request or this object is refused, and will be again. */
  record Refused(String code, String whatToDo) implements Verdict {}

  /** It may have happened or not. */
  record Open() implements Verdict {}

  /** As {@link Open}, unless Google says when to come back for what can be repeated. */
  record Busy(Duration pause) implements Verdict {}
}
