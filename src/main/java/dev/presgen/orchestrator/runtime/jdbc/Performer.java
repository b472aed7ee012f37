package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Does the work of an agenda and turns what comes of it into facts, with the payloads that they point
 * to. What cannot be told yet becomes no fact: it is asked again.
 */
final class Performer {

  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  private final Calls calls;
  private final PayloadTable payloads;
  private final Decisions decisions;
  private final RandomGenerator dice;

  Performer(Calls calls, Stores stores, Decisions decisions, RandomGenerator dice) {
    this.calls = calls;
    this.payloads = stores.payloads();
    this.decisions = decisions;
    this.dice = dice;
  }

  double dice() {
    return dice.nextDouble();
  }

  /** The payloads of a run, for its driver. */
  AtHand atHand(String runId) {
    return new AtHand(payloads, runId);
  }

  /** Runs an attempt to its end. */
  Work.Ended attempt(
      RunState state, AtHand atHand, Agenda.Attempt work, Work.Stopping stopping) {
    var asked =
        new Asked(
            state, Work.Key.of(work), work.purpose(), work.attempt(), work.epoch(), stopping);
    return ended(asked, calls.attempt(state, atHand, work, stopping));
  }

  /** Asks once about work that goes on elsewhere. */
  Work.Ended poll(
      RunState state,
      AtHand atHand,
      Agenda.Poll work,
      long epoch,
      Instant deadline,
      Work.Stopping stopping) {
    var asked =
        new Asked(state, Work.Key.of(work), work.purpose(), work.attempt(), epoch, stopping);
    return ended(asked, calls.poll(state, atHand, work, epoch, deadline, stopping));
  }

  /** What a step was asked for. */
  private record Asked(
      RunState state,
      Work.Key key,
      Purpose purpose,
      int attempt,
      long epoch,
      Work.Stopping stopping) {}

  private Work.Ended ended(Asked asked, StepResult<?> result) {
    var key = asked.key();
    var at = key.at();
    int attempt = asked.attempt();
    long epoch = asked.epoch();
    return switch (result) {
      case StepResult.Done<?>(var output) when asked.purpose() == Purpose.DO ->
          succeeded(asked, output);
      case StepResult.Done<?>(var undone) ->
          ended(
              key,
              new Fact.UndoSucceeded(
                  decisions.now(), at, attempt, epoch, ((Undoable.Undone) undone).left()));
      case StepResult.Pending<?>(var token, var pollAfter) ->
          new Work.Ended(
              key,
              Optional.of(
                  new Fact.AttemptPending(
                      decisions.now(), at, attempt, epoch, token, pollAfter)),
              List.of(),
              Optional.of(pollAfter));
      case StepResult.Failed<?>(var failure) -> failed(asked, failure);
      case StepResult.LeftOut<?>(var who, var why) ->
          ended(
              key,
              new Fact.AttemptLeftOut(
                  decisions.now(), at, attempt, epoch, new By(who, why), dice()));
    };
  }

  /** The output is written here, so that one that cannot be written is the step's own failure. */
  private Work.Ended succeeded(Asked asked, Object output) {
    var at = asked.key().at();
    var ref = new Ref(at.path() + "#" + asked.attempt());
    try {
      var coming = List.of(payloads.written(ref, output));
      return new Work.Ended(
          asked.key(),
          Optional.of(
              new Fact.AttemptSucceeded(
                  decisions.now(), at, asked.attempt(), asked.epoch(), Optional.of(ref))),
          coming,
          Optional.empty());
    } catch (Throwable thrown) {
      return failed(asked, Thrown.failure(asked.state(), at, thrown, asked.stopping()));
    }
  }

  private Work.Ended failed(Asked asked, Failure failure) {
    var key = asked.key();
    return cannotTell(key, failure)
        ? notYet(key, Answers.comeBackAfter(failure))
        : ended(
            key,
            new Fact.AttemptFailed(
                decisions.now(), key.at(), asked.attempt(), asked.epoch(), failure, dice()));
  }

  /**
   * A poll that could not be made says nothing about the work that it asks about: it is made again,
   * until the work has taken too long. What an administrator must mend ends the attempt instead, at no
   * cost, so that somebody is told: the next one asks about the same work.
   */
  private static boolean cannotTell(Work.Key key, Failure failure) {
    return key instanceof Work.Key.OfPoll
        && switch (failure) {
          case Failure.Throttled _, Failure.Unknown _ -> true;
          case Failure.Blocked _, Failure.Transient _, Failure.Permanent _ -> false;
        };
  }

  /** Looks once whether what a wait waits for has happened. */
  Work.Ended look(RunState state, Agenda.Look work, long epoch, Instant deadline) {
    var key = Work.Key.of(work);
    return switch (calls.look(state, work, deadline)) {
      case Finding.Found<Record>(var output) -> found(work, epoch, output);
      case Finding.Nothing<Record>() when work.tellNothing() ->
          ended(key, new Fact.ProbeFoundNothing(decisions.now(), work.at(), epoch));
      case Finding.Nothing<Record>() -> notYet(key, Duration.ZERO);
      case Finding.Refused<Record>(var code, var why) -> {
        LOG.warn("Run {} at {} cannot be looked at: {} {}", state.runId(), work.at().path(), code,
            why);
        yield work.tellNothing()
            ? ended(key, new Fact.ProbeRefused(decisions.now(), work.at(), epoch, code, why))
            : notYet(key, Duration.ZERO);
      }
      case Finding.Failed<Record>(var failure) -> {
        LOG.warn(
            "Run {} at {} could not be looked at: {}",
            state.runId(),
            work.at().path(),
            failure.detail());
        yield notYet(key, Answers.comeBackAfter(failure));
      }
    };
  }

  private Work.Ended found(Agenda.Look work, long epoch, Record output) {
    var key = Work.Key.of(work);
    var now = decisions.now();
    var ref = new Ref(work.at().path() + "#" + work.at().visit() + "@" + now.toEpochMilli());
    try {
      return new Work.Ended(
          key,
          Optional.of(new Fact.ProbeFound(now, work.at(), epoch, ref)),
          List.of(payloads.written(ref, output)),
          Optional.empty());
    } catch (JacksonException unwritable) {
      LOG.error("{} found what cannot be written", work.at().path(), Wordless.of(unwritable));
      return notYet(key, Duration.ZERO);
    }
  }

  private static Work.Ended ended(Work.Key key, Fact fact) {
    return new Work.Ended(key, Optional.of(fact), List.of(), Optional.empty());
  }

  private static Work.Ended notYet(Work.Key key, Duration comeBackAfter) {
    return new Work.Ended(key, Optional.empty(), List.of(), Optional.of(comeBackAfter));
  }
}
