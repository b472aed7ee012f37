package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** What happens around a run, drawn from one seed: a driver that dies, services, people, time. */
final class World {

  private static final By SOMEBODY = new By("somebody", "for a reason");
  private static final String[] WORDS = {"ask", "again", "videos", "course-1", "course-2",
      "course-3"};

  private final Random random;
  private final Stored stored = new Stored();
  private final Promises run;
  private final Decider decider;

  /** What can be told again, and what a dead driver has still to say. */
  private final List<Fact> old = new ArrayList<>();
  private final List<Fact> told = new ArrayList<>();
  private Instant now = Scenario.NOON;
  private long epoch = 1;

  World(long seed, List<Workflow> workflows) {
    random = new Random(seed);
    var workflow = workflows.get(random.nextInt(workflows.size()));
    decider = new Decider(workflow, stored);
    var words = new ArrayList<String>();
    for (var word : WORDS) {
      if (random.nextBoolean()) {
        words.add(word);
      }
    }
    var input = stored.put(new Flows.Input(String.join(" ", words)));
    run = new Promises(workflow, decider, decider.start(now, "run-1", input, SOMEBODY));
  }

  /** The facts so far, for whoever looks into a failure. */
  List<Fact> told() {
    return told;
  }

  /** A time of troubles. */
  void rage(int steps) {
    // Each seed has troubles of its own: some none of a kind, some many.
    int crashes = random.nextInt(15);
    int people = random.nextInt(15);
    int echoes = random.nextInt(15);
    for (int i = 0; i < steps && !run.state().ended(); i++) {
      int draw = random.nextInt(100);
      if (draw < crashes) {
        crash();
      } else if (draw < crashes + people) {
        tell(order());
      } else if (draw < crashes + people + echoes && !old.isEmpty()) {
        tell(old.get(random.nextInt(old.size())));
      } else if (draw < 55) {
        signal();
      } else if (draw < 70) {
        now = now.plus(pause());
        tell(new Fact.TimeReached(now, epoch, random.nextDouble()));
      } else {
        drive();
      }
    }
  }

  /** The troubles are over: drives the run until it ends or waits for somebody. */
  boolean comesToRest(int steps) {
    epoch++;
    tell(new Fact.Claimed(now, epoch, 0.5));
    for (int i = 0; i < steps; i++) {
      var agenda = decider.agenda(run.state());
      var work = agenda.work()
          .stream()
          .filter(w -> !(w instanceof Agenda.Look look) || look
              .tellNothing())
          .findFirst();
      if (work.isPresent()) {
        tell(good(work.get()));
      } else if (agenda.ready()) {
        tell(new Fact.Claimed(now, epoch, 0.5));
      } else if (restsOnSomebody()) {
        return true;
      } else if (agenda.due().isPresent()) {
        now = agenda.due().get().isAfter(now) ? agenda.due().get() : now;
        tell(new Fact.TimeReached(now, epoch, 0.5));
      } else {
        return false;
      }
    }
    return false;
  }

  RunState state() {
    return run.state();
  }

  void checkJournal() {
    run.checkJournal();
  }

  private boolean restsOnSomebody() {
    var state = run.state();
    return switch (Status.of(state)) {
      case COMPLETED, FAILED, CANCELLED, PAUSED -> true;
      case NEEDS_ATTENTION -> state.lifecycle() instanceof Lifecycle.Undoing
          || state.positions().noneMatch(World::goesOn);
      case WAITING -> state.waiting().findAny().isPresent();
      case UNDOING, CANCELLING, RUNNING -> false;
    };
  }

  private static boolean goesOn(Position position) {
    return position instanceof Position.Retrying || position instanceof Position.Blocked;
  }

  private void tell(Fact fact) {
    told.add(fact);
    old.add(fact);
    run.tell(fact);
  }

  private void crash() {
    decider.agenda(run.state()).work().forEach(work -> old.add(any(work)));
    epoch++;
    tell(new Fact.Claimed(now, epoch, random.nextDouble()));
  }

  private void drive() {
    var agenda = decider.agenda(run.state());
    if (!agenda.work().isEmpty()) {
      tell(any(agenda.work().get(random.nextInt(agenda.work().size()))));
    } else {
      agenda.due().filter(due -> due.isAfter(now)).ifPresent(due -> now = due);
      tell(
          random.nextBoolean()
              ? new Fact.Claimed(now, epoch, random.nextDouble())
              : new Fact.TimeReached(now, epoch, random.nextDouble()));
    }
  }

  /** Whatever may come of a piece of work. */
  private Fact any(Agenda.Work work) {
    return switch (work) {
      case Agenda.Attempt a when random.nextInt(3) == 0 ->
          new Fact.AttemptFailed(
              now, a.at(), a.attempt(), a.epoch(), failure(), random.nextDouble());
      case Agenda.Attempt a when random.nextInt(6) == 0 ->
          new Fact.AttemptPending(
              now, a.at(), a.attempt(), a.epoch(), "job", Duration.ofSeconds(random.nextInt(60)));
      case Agenda.Poll p when random.nextInt(3) == 0 ->
          new Fact.AttemptFailed(
              now, p.at(), p.attempt(), epoch, failure(), random.nextDouble());
      case Agenda.Poll p when random.nextInt(3) == 0 ->
          new Fact.AttemptPending(
              now, p.at(), p.attempt(), epoch, "job-" + random.nextInt(3), Duration.ofSeconds(9));
      case Agenda.Look l when random.nextInt(3) == 0 -> new Fact.ProbeFound(now, l.at(), epoch,
          answer());
      case Agenda.Attempt _, Agenda.Poll _, Agenda.Look _, Agenda.Stop _ -> good(work);
    };
  }

  private Fact good(Agenda.Work work) {
    var output = stored.put(new Flows.Made("it"));
    return switch (work) {
      case Agenda.Attempt a when a.purpose() == Purpose.UNDO ->
          new Fact.UndoSucceeded(now, a.at(), a.attempt(), a.epoch(), List.of());
      case Agenda.Poll p when p.purpose() == Purpose.UNDO ->
          new Fact.UndoSucceeded(now, p.at(), p.attempt(), epoch, List.of());
      case Agenda.Attempt a ->
          new Fact.AttemptSucceeded(
              now, a.at(), a.attempt(), a.epoch(), Optional.of(output));
      case Agenda.Poll p ->
          new Fact.AttemptSucceeded(now, p.at(), p.attempt(), epoch, Optional.of(output));
      case Agenda.Look l -> new Fact.ProbeFoundNothing(now, l.at(), epoch);
      case Agenda.Stop s ->
          new Fact.AttemptFailed(
              now,
              s.at(),
              s.attempt(),
              s.epoch(),
              new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted"),
              0.5);
    };
  }

  private Failure failure() {
    return switch (random.nextInt(8)) {
      case 0 -> new Failure.Throttled("slow down", pause());
      case 1 -> new Failure.Blocked("disabled", "Enable it.", pause());
      case 2 -> new Failure.Unknown(Failure.Unknown.NO_ANSWER, "lost");
      case 3 -> new Failure.Unknown(Failure.Unknown.LOST, "the node stops");
      case 4 -> new Failure.Permanent("REFUSED", "not allowed", "Allow it.");
      default -> new Failure.Transient("refused");
    };
  }

  private Duration pause() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Duration.ofSeconds(random.nextInt(10));
      case 2 -> Duration.ofMinutes(random.nextInt(60));
      case 3 -> Duration.ofHours(random.nextInt(24));
      default -> Duration.ofDays(random.nextInt(9));
    };
  }

  private void signal() {
    var names = List.of("answered", "note", "reply", "studied", "nonsense");
    var check =
        random.nextBoolean()
            ? new Fact.Check.Found(answer())
            : random.nextBoolean()
                ? new Fact.Check.Nothing()
                : new Fact.Check.Refused("GONE", "it is gone");
    tell(
        new Fact.SignalReceived(
            now,
            "signal-" + told.size(),
            names.get(random.nextInt(names.size())),
            answer(),
            SOMEBODY,
            Optional.of(check)));
  }

  private Ref answer() {
    var texts = List.of("please", "later", "crash", "now!", "all");
    return stored.put(new Flows.Answered(texts.get(random.nextInt(texts.size()))));
  }

  private Fact order() {
    var positions = run.state().positions().toList();
    var path =
        random.nextBoolean()
            ? Optional.<Path>empty()
            : Optional.of(positions.get(random.nextInt(positions.size())).at().path());
    var orders =
        List.<Supplier<Fact>>of(
            () -> new Fact.Pause(now, SOMEBODY),
            () -> new Fact.Resume(now, SOMEBODY),
            () -> new Fact.Resume(now, SOMEBODY),
            () -> new Fact.Retry(now, SOMEBODY, path),
            () -> new Fact.Skip(now, SOMEBODY, path, Optional.empty()),
            () -> new Fact.Skip(now, SOMEBODY, path, Optional.of(answer())),
            () -> new Fact.Extend(now, SOMEBODY, path, now.plus(pause())),
            () -> new Fact.Cancel(
                now, SOMEBODY, random.nextBoolean(), random.nextBoolean(), Optional.empty()));
    // A cancel ends the story: it is drawn less often.
    int drawn = random.nextInt(orders.size() * 3);
    return orders.get(drawn < orders.size() ? drawn : random.nextInt(orders.size() - 1)).get();
  }
}
