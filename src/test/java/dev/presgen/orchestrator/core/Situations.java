package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Samples of where a run can stand and of what it can be told. */
final class Situations {

  static final Failure.Throttled THROTTLED =
      new Failure.Throttled("slow down", Duration.ofMinutes(1));
  static final Failure.Blocked BLOCKED =
      new Failure.Blocked("API disabled", "Enable it.", Duration.ofMinutes(5));
  static final Failure.Transient TRANSIENT = new Failure.Transient("connection refused");
  static final Failure.Permanent PERMANENT =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");

  private static final String WORDS = "videos course-1 course-2 course-3";

  private Situations() {}

  /** Ways to lead a run to each place where it can stand. */
  static List<Supplier<Scenario>> all() {
    return List.of(
        () -> Scenario.started(Flows.assessment(), WORDS),
        Situations::makingTheForm,
        then(Situations::makingTheForm, run -> run.fail("FORM", TRANSIENT)),
        then(Situations::makingTheForm, run -> run.fail("FORM", THROTTLED)),
        then(Situations::makingTheForm, run -> run.fail("FORM", BLOCKED)),
        then(Situations::makingTheForm, run -> run.pending("FORM", "job-1", Duration.ZERO)),
        () -> Scenario.waitingForAnswer(WORDS),
        Situations::closing,
        then(Situations::closing, run -> run.accept(run.probeFoundNothing(""))),
        () -> Scenario.scoring(WORDS),
        then(() -> Scenario.scoring(WORDS), run -> run.fail("SCORE", PERMANENT)),
        () -> Scenario.drawing(WORDS),
        then(() -> Scenario.drawing(WORDS), run -> run.fail("DECKS/course-1/DRAW", PERMANENT)),
        Situations::filming,
        paused(Situations::makingTheForm),
        paused(then(Situations::makingTheForm, run -> run.fail("FORM", TRANSIENT))),
        paused(then(Situations::makingTheForm, run -> run.fail("FORM", BLOCKED))),
        paused(() -> Scenario.waitingForAnswer(WORDS)),
        paused(then(Situations::closing, run -> run.accept(run.probeFoundNothing("")))),
        then(paused(() -> Scenario.scoring(WORDS)), run -> run.succeed("SCORE")),
        paused(() -> Scenario.drawing(WORDS)),
        then(Situations::makingTheForm, run -> run.accept(run.cancel(true))),
        then(() -> Scenario.drawing(WORDS), run -> run.accept(run.cancel(false))),
        then(() -> Scenario.waitingForAnswer(WORDS), run -> run.accept(run.cancel(true))),
        Situations::undoing,
        then(Situations::undoing, run -> run.fail("FORM", TRANSIENT)),
        then(Situations::undoing, run -> run.fail("FORM", BLOCKED)),
        then(Situations::undoing, run -> run.pending("FORM", "job-2", Duration.ZERO)),
        then(Situations::undoing, run -> run.fail("FORM", PERMANENT)),
        () -> Scenario.claimed(Flows.graph(), ""),
        then(
            () -> Scenario.claimed(Flows.graph(), ""),
            run -> run.fail("BOTH/words/WRITE", PERMANENT)),
        Scenario::reviewing,
        Situations::noting,
        then(Situations::noting, run -> run.fail("REVIEWED/review/NOTE_IT", PERMANENT)),
        Situations::nudging,
        Situations::leftovers,
        then(Situations::leftovers, run -> run.accept(run.acceptLeftovers())));
  }

  private static Supplier<Scenario> then(Supplier<Scenario> before, Consumer<Scenario> next) {
    return () -> {
      var run = before.get();
      next.accept(run);
      return run;
    };
  }

  private static Supplier<Scenario> paused(Supplier<Scenario> before) {
    return then(before, run -> run.accept(run.pause()));
  }

  private static Scenario makingTheForm() {
    var run = Scenario.claimed(Flows.assessment(), WORDS);
    run.succeed("WRITE");
    run.succeed("FOLDER");
    return run;
  }

  private static Scenario closing() {
    var run = Scenario.waitingForAnswer(WORDS);
    run.tickAfter(Flows.DEADLINE);
    return run;
  }

  private static Scenario filming() {
    var run = Scenario.drawing("videos course-1 course-2");
    run.succeed("DECKS/course-1/DRAW");
    run.succeed("DECKS/course-2/DRAW");
    run.succeed("VIDEOS/course-1/FILM");
    return run;
  }

  static Supplier<Scenario> undoingRun() {
    return Situations::undoing;
  }

  private static Scenario undoing() {
    var run = Scenario.waitingForAnswer(WORDS);
    run.accept(run.cancel(true));
    run.claim(run.epoch());
    return run;
  }

  private static Scenario noting() {
    var run = Scenario.reviewing();
    run.accept(run.signal("remark", "well"));
    run.claim(run.epoch());
    return run;
  }

  private static Scenario nudging() {
    var run = Scenario.reviewing();
    run.tickAfter(Duration.ofDays(1));
    return run;
  }

  private static Scenario leftovers() {
    var run = undoing();
    run.fail("FORM", PERMANENT);
    run.undone("FOLDER");
    return run;
  }

  /** Samples of facts by what tells them apart. */
  static Map<String, Function<Scenario, Fact>> facts() {
    var facts = new LinkedHashMap<String, Function<Scenario, Fact>>();
    facts.put("Claimed again", run -> new Fact.Claimed(run.now(), run.epoch(), 0.5));
    facts.put("Claimed anew", run -> new Fact.Claimed(run.now(), run.epoch() + 1, 0.5));
    facts.put("Claimed before", run -> new Fact.Claimed(run.now(), run.epoch() - 1, 0.5));
    facts.put("TimeReached now", run -> new Fact.TimeReached(run.now(), run.epoch(), 0.5));
    facts.put(
        "TimeReached in a minute",
        run -> new Fact.TimeReached(run.now().plusSeconds(60), run.epoch(), 0.5));
    facts.put(
        "TimeReached in a month",
        run -> new Fact.TimeReached(run.now().plus(Duration.ofDays(30)), run.epoch(), 0.5));
    facts.put("AttemptSucceeded", Situations::succeeded);
    facts.put("AttemptFailed Throttled", run -> failed(run, THROTTLED));
    facts.put("AttemptFailed Blocked", run -> failed(run, BLOCKED));
    facts.put("AttemptFailed Transient", run -> failed(run, TRANSIENT));
    facts.put(
        "AttemptFailed Unknown",
        run -> failed(run, new Failure.Unknown(Failure.Unknown.NO_ANSWER, "lost")));
    facts.put(
        "AttemptFailed Unknown LOST",
        run -> failed(run, new Failure.Unknown(Failure.Unknown.LOST, "the node stops")));
    facts.put("AttemptFailed Permanent", run -> failed(run, PERMANENT));
    facts.put("AttemptLeftOut", Situations::leftOut);
    facts.put("AttemptPending", Situations::pending);
    facts.put("UndoSucceeded", Situations::undone);
    facts.put("ProbeFound", run -> run.probeFound(""));
    facts.put("ProbeFoundNothing", run -> run.probeFoundNothing(""));
    facts.put("ProbeRefused", run -> run.probeRefused(""));
    facts.put("SignalReceived answered, found", Scenario::answered);
    facts.put("SignalReceived answered, nothing", run -> run.signal("answered", ""));
    facts.put("SignalReceived note", run -> run.signal("note", ""));
    facts.put("SignalReceived approved", run -> run.signal("approved", "please"));
    facts.put("SignalReceived remark", run -> run.signal("remark", "well"));
    facts.put("SignalReceived nonsense", run -> run.signal("nonsense", ""));
    facts.put("Pause", Scenario::pause);
    facts.put("Resume", Scenario::resume);
    facts.put("Cancel", run -> run.cancel(false));
    facts.put("Cancel with undo", run -> run.cancel(true));
    facts.put("Cancel and accept", Scenario::acceptLeftovers);
    facts.put("Retry", Scenario::retry);
    facts.put(
        "Recheck",
        run -> new Fact.Recheck(run.now(), Scenario.OPERATOR, BLOCKED.what(), Optional.empty()));
    facts.put("Skip", run -> skip(run, Optional.empty()));
    facts.put("Skip with output", run -> skip(run, Optional.of(run.found())));
    facts.put("Rewind", run -> run.rewind(run.root().at().node()));
    facts.put("Rewind to the start", run -> run.rewind(run.workflow.graph().start()));
    facts.put("Delegate", run -> run.delegate("deputy@example.org"));
    facts.put("Extend", run -> run.extend(run.now().plus(Duration.ofDays(9))));
    return facts;
  }

  /** The attempt under way, else the last one of the node where the run stands. */
  private static Scenario.Open attempt(Scenario run) {
    return run.state()
        .positions()
        .filter(p -> p instanceof Position.Executing || p instanceof Position.Polling)
        .map(Position::at)
        .findFirst()
        .or(() -> run.state().positions().map(Position::at).reduce((a, b) -> b))
        .map(at -> new Scenario.Open(at, Math.max(1, run.state().tally(at.path()).attempts())))
        .orElseThrow();
  }

  private static Fact succeeded(Scenario run) {
    var open = attempt(run);
    return new Fact.AttemptSucceeded(
        run.now(), open.at(), open.attempt(), run.epoch(), Optional.of(run.found()));
  }

  private static Fact failed(Scenario run, Failure failure) {
    var open = attempt(run);
    return new Fact.AttemptFailed(
        run.now(), open.at(), open.attempt(), run.epoch(), failure, 0.5);
  }

  private static Fact leftOut(Scenario run) {
    var open = attempt(run);
    return new Fact.AttemptLeftOut(
        run.now(), open.at(), open.attempt(), run.epoch(), Scenario.OPERATOR, 0.5);
  }

  private static Fact pending(Scenario run) {
    var open = attempt(run);
    return new Fact.AttemptPending(
        run.now(), open.at(), open.attempt(), run.epoch(), "job-3", Duration.ofSeconds(5));
  }

  private static Fact undone(Scenario run) {
    var open = attempt(run);
    return new Fact.UndoSucceeded(
        run.now(), open.at(), open.attempt(), run.epoch(), List.of());
  }

  private static Fact skip(Scenario run, Optional<Ref> output) {
    return new Fact.Skip(run.now(), Scenario.OPERATOR, Optional.empty(), output);
  }
}
