package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The names of pieces of work, what comes of them, and what a driver hears. */
final class Work {

  private Work() {}

  /** Names a piece of work. */
  sealed interface Key {
    Address at();

    static Key of(Agenda.Work work) {
      return switch (work) {
        case Agenda.Attempt attempt -> new OfAttempt(attempt.at(), attempt.attempt());
        case Agenda.Stop stop -> new OfAttempt(stop.at(), stop.attempt());
        case Agenda.Poll poll -> new OfPoll(poll.at(), poll.attempt());
        case Agenda.Look look -> new OfLook(look.at(), look.closing(), look.early());
      };
    }

    record OfAttempt(Address at, int attempt) implements Key {}

    record OfPoll(Address at, int attempt) implements Key {}

    record OfLook(Address at, Optional<Instant> closing, Optional<RunState.KeptSignal> early)
        implements Key {}
  }

  /**
   * What came of a piece of work.
   *
   * @param fact what to decide on, if anything
   * @param coming the payloads that the fact points to
   * @param again the least time until the same is asked again, for polls and looks
   */
  record Ended(
      Key key, Optional<Fact> fact, Map<Ref, Object> coming, Optional<Duration> again) {}

  /** What a driver hears while it waits. */
  sealed interface Message {
    /**
     * Work has ended.
     *
     * @param work tells it from another piece of work of the same name
     */
    record Finished(Performance work, Ended ended) implements Message {}

    /** Somebody decided something about the run. */
    record Woken() implements Message {}

    /** The node is about to stop. */
    record Stop() implements Message {}

    /** Somebody thinks that a moment has come which has not. */
    record TooEarly() implements Message {}
  }
}
