package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.runtime.simulator.Outside.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One piece of work of a driver: a step's attempt, an undo, a poll or a look. */
final class Performance {

  /** How long a call to the outside is waited for. */
  private static final Duration CALL = Duration.ofSeconds(10);

  /** What was not sent that soon after it was entered is not sent any more. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

  /** After that a try that no look-up shows has come to nothing. */
  private static final Duration BELIEVED =
      CALL.plus(SENT_WITHIN).plus(Outside.LAG_MAX).plusSeconds(1);

  private final Simulation world;
  private final Machine machine;
  private final Driver driver;
  private final Work.Key key;
  private final Store.Row row;
  private final Instant deadline;
  private boolean stopAsked;
  private boolean over;
  private Purpose purpose;
  private int attempt;
  private boolean mayHaveActed;

  Performance(
      Simulation world,
      Machine machine,
      Driver driver,
      Work.Key key,
      Store.Row row,
      Instant deadline) {
    this.world = world;
    this.machine = machine;
    this.driver = driver;
    this.key = key;
    this.row = row;
    this.deadline = deadline;
  }

  Work.Key key() {
    return key;
  }

  Instant deadline() {
    return deadline;
  }

  void stop() {
    if (!stopAsked) {
      stopAsked = true;
      interrupt();
    }
  }

  void interrupt() {
    step(
        world.dice.upTo(Duration.ofMillis(100)),
        () -> failed(
            stopAsked
                ? new Failure.Unknown(Failure.Unknown.STOPPED, "its run is to end")
                : new Failure.Unknown(Failure.Unknown.TIMED_OUT, "it took too long")));
  }

  void begin(Agenda.Work work) {
    switch (work) {
      case Agenda.Attempt a -> {
        purpose = a.purpose();
        attempt = a.attempt();
        mayHaveActed = a.mayHaveActed();
        world.promises.begins(row.state(), a);
        step(thinking(), this::act);
      }
      case Agenda.Poll p -> {
        purpose = p.purpose();
        attempt = p.attempt();
        mayHaveActed = p.mayHaveActed();
        step(thinking(), this::act);
      }
      case Agenda.Look look -> step(thinking(), () -> look(look));
      case Agenda.Stop _ -> throw new IllegalStateException("not work: " + work);
    }
  }

  private void step(Duration time, Runnable next) {
    machine.later(
        time,
        () -> {
          if (!over) {
            next.run();
          }
        });
  }

  private Duration thinking() {
    if (world.weather.strikes(Trouble.HANGS)) {
      return Duration.ofHours(2);
    }
    return world.dice.upTo(Duration.ofSeconds(world.dice.chance(0.2) ? 20 : 2));
  }

  private void act() {
    world.promises.acts(run(), at(), attempt);
    var mood = mood();
    if (mood.isPresent()) {
      failed(mood.get());
    } else if (mayBeLeftOut() && world.weather.strikes(Trouble.LEFT_OUT)) {
      leftOut();
    } else if (purpose == Purpose.UNDO) {
      undo();
    } else {
      switch (deed()) {
        case NOTHING -> done();
        case REPEATABLE -> make(effect());
        case FINDABLE -> findOrMake();
      }
    }
  }

  /** What a service refuses before it does anything. */
  private Optional<Failure> mood() {
    if (world.weather.strikes(Trouble.THROTTLED)) {
      return Optional.of(new Failure.Throttled("slow down", world.dice.someTime()));
    }
    if (world.weather.strikes(Trouble.BLOCKED)) {
      return Optional.of(new Failure.Blocked("disabled", "Enable it.", world.dice.someTime()));
    }
    if (world.weather.strikes(Trouble.TRANSIENT)) {
      return Optional.of(new Failure.Transient("refused"));
    }
    return world.weather.strikes(Trouble.PERMANENT)
        ? Optional.of(new Failure.Permanent("REFUSED", "not allowed", "Allow it."))
        : Optional.empty();
  }

  private boolean mayBeLeftOut() {
    return purpose == Purpose.DO && world.story(row.state()).task(at()).skippable();
  }

  private Deed deed() {
    return world.deed(row.state(), at());
  }

  private Address at() {
    return key.at();
  }

  private String run() {
    return row.state().runId();
  }

  /** The idempotency key. */
  private String effect() {
    return world.bugs.contains(Bug.VISIT_NOT_IN_KEY)
        ? at().path().toString()
        : at().path() + "#" + at().visit();
  }

  private List<LedgerRows.Entry> tries() {
    return world.store.ledger.tries(run(), effect());
  }

  /** What an earlier try has made is known from the ledger, or found, or has come to nothing. */
  private void findOrMake() {
    var tries = tries();
    var known = known(tries);
    if (!mayHaveActed || tries.isEmpty()) {
      make(effect() + "." + (tries.size() + 1));
    } else if (known.isPresent()) {
      made(known.get().marker(), known.get().id().orElseThrow());
    } else {
      step(world.dice.upTo(Duration.ofSeconds(2)), this::look);
    }
  }

  private static Optional<LedgerRows.Entry> known(List<LedgerRows.Entry> tries) {
    return tries.stream()
        .filter(entry -> entry.state() == LedgerRows.State.EXISTS)
        .findFirst();
  }

  private void look() {
    var tries = tries();
    // An attempt that was given up may still enter what it has made, just now.
    var known = known(tries);
    if (known.isPresent()) {
      made(known.get().marker(), known.get().id().orElseThrow());
      return;
    }
    var found = world.outside.find(run(), effect());
    var open =
        tries.stream().filter(entry -> entry.state() == LedgerRows.State.INTENDED).toList();
    if (!found.isEmpty()) {
      made(tries.getFirst().marker(), found.getFirst().id());
    } else if (!open.isEmpty() && waiting(open, world.timeline.now()).isPositive()) {
      pending("looking for " + effect(), waiting(open, world.timeline.now()));
    } else {
      make(effect() + "." + (tries.size() + 1));
    }
  }

  /** How long after a look-up another one may still not show what an open try has made. */
  private static Duration waiting(List<LedgerRows.Entry> open, Instant asked) {
    var last = open.stream().map(LedgerRows.Entry::tried).max(Instant::compareTo).orElseThrow();
    return Duration.between(asked, last.plus(BELIEVED));
  }

  private void make(String marker) {
    if (world.weather.strikes(Trouble.FREEZE_BEFORE_INTENT)) {
      machine.freeze(() -> intend(marker));
    } else {
      intend(marker);
    }
  }

  private void intend(String marker) {
    if (over) {
      return;
    }
    machine.transact(
        () -> world.store.ledger.intend(run(), at(), effect(), marker, row.epoch())
            ? Optional.of(world.timeline.now())
            : Optional.<Instant>empty(),
        intended -> {
          if (over) {
            return;
          }
          if (intended.isEmpty()) {
            failed(new Failure.Unknown(Failure.Unknown.BUG, "the claim is not ours any more"));
          } else if (world.timeline.now().isAfter(intended.get().plus(SENT_WITHIN))) {
            failed(new Failure.Unknown(Failure.Unknown.BUG, "it took too long to begin"));
          } else {
            send(marker);
          }
        },
        this::unanswered);
  }

  private void unanswered() {
    if (!over) {
      failed(new Failure.Unknown(Failure.Unknown.BUG, "the store did not answer"));
    }
  }

  private void send(String marker) {
    var at = at();
    var effect = effect();
    var deed = deed();
    call(
        () -> world.outside.make(run(), effect, marker, at, deed),
        thing -> made(marker, thing.id()));
  }

  /** A call that has an effect: it may be lost, and so may its reply. */
  private <T> void call(
      Supplier<T> effect, Consumer<T> then) {
    if (world.weather.strikes(Trouble.CRASH_BEFORE_EFFECT)) {
      machine.crash();
      return;
    }
    boolean lost = world.weather.strikes(Trouble.REQUEST_LOST);
    boolean unheard = world.weather.strikes(Trouble.REPLY_LOST);
    boolean dies = world.weather.strikes(Trouble.CRASH_AFTER_EFFECT);
    var here = machine.here();
    world.timeline.after(
        world.dice.upTo(Duration.ofSeconds(world.dice.chance(0.2) ? 8 : 1)),
        () -> {
          var result = lost ? Optional.<T>empty() : Optional.of(effect.get());
          if (dies) {
            here.accept(machine::crash);
          } else if (result.isPresent() && !unheard) {
            here.accept(
                () -> {
                  if (!over) {
                    then.accept(result.get());
                  }
                });
          }
        });
    step(
        CALL,
        () -> failed(new Failure.Unknown(Failure.Unknown.NO_ANSWER, "no answer came")));
  }

  private void made(String marker, String id) {
    machine.transact(
        () -> world.store.ledger.made(run(), marker, id, row.epoch()),
        entered -> {
          if (over) {
            return;
          }
          if (!entered) {
            failed(new Failure.Unknown(Failure.Unknown.BUG, "the claim is not ours any more"));
          } else if (world.isJob(row.state(), at())
              && !world.outside.finished(run(), effect())) {
            pending("job for " + effect(), world.dice.upTo(Duration.ofSeconds(20)));
          } else {
            done();
          }
        },
        this::unanswered);
  }

  private void undo() {
    var there =
        tries().stream().filter(entry -> entry.state() != LedgerRows.State.UNDONE).toList();
    if (there.isEmpty()) {
      undone(List.of());
      return;
    }
    var known = there.stream().flatMap(entry -> entry.id().stream()).toList();
    if (known.stream().anyMatch(world.outside::exists)
        && world.weather.strikes(Trouble.LEFT_BEHIND)) {
      undone(known.stream().filter(world.outside::exists).toList());
      return;
    }
    var asked = world.timeline.now();
    call(
        () -> {
          known.forEach(world.outside::remove);
          var found =
              world.outside.find(run(), effect()).stream().map(Outside.Thing::id).findFirst();
          found.ifPresent(world.outside::remove);
          return found;
        },
        found -> {
          // A call whose outcome is not known may still arrive, whatever was found.
          var open = there.stream().filter(entry -> entry.id().isEmpty()).toList();
          if (!open.isEmpty() && waiting(open, asked).isPositive()) {
            pending("looking for " + effect(), waiting(open, asked));
          } else {
            settle(there, found);
          }
        });
  }

  private void settle(List<LedgerRows.Entry> there, Optional<String> found) {
    machine.transact(
        () -> world.store.ledger.undone(there, found, row.epoch()),
        settled -> {
          if (!over && settled) {
            undone(List.of());
          } else {
            unanswered();
          }
        },
        this::unanswered);
  }

  private void look(Agenda.Look look) {
    var now = machine.now();
    if (world.weather.strikes(Trouble.LOOK_FAILS)) {
      notYet(Duration.ZERO);
    } else if (world.weather.strikes(Trouble.LOOK_REFUSED)) {
      refused(look);
    } else if (world.outside.answered(run(), look.closing().orElse(now))) {
      var wait = (Node.Wait) world.story(row.state()).workflow().node(at());
      var ref = new Ref(at().path() + "#" + at().visit() + "@" + now.toEpochMilli());
      var found = world.story(row.state()).invent().apply(wait.gives(), world.dice);
      end(new Fact.ProbeFound(now, at(), row.epoch(), ref), Map.of(ref, found));
    } else if (look.tellNothing()) {
      end(new Fact.ProbeFoundNothing(now, at(), row.epoch()), Map.of());
    } else {
      notYet(Duration.ZERO);
    }
  }

  private void refused(Agenda.Look look) {
    if (look.tellNothing()) {
      end(
          new Fact.ProbeRefused(machine.now(), at(), row.epoch(), "GONE", "it is gone"),
          Map.of());
    } else {
      notYet(Duration.ZERO);
    }
  }

  private void done() {
    var ref = new Ref(at().path() + "#" + attempt);
    var type = world.story(row.state()).task(at()).contract().gives();
    var output = world.story(row.state()).invent().apply(type, world.dice);
    end(
        new Fact.AttemptSucceeded(
            machine.now(), at(), attempt, row.epoch(), Optional.of(ref)),
        Map.of(ref, output));
  }

  private void leftOut() {
    end(
        new Fact.AttemptLeftOut(
            machine.now(),
            at(),
            attempt,
            row.epoch(),
            // Somebody of its own each time: what one person decides is done once.
            new By("switch of " + at().path() + ", " + attempt, "it is switched off"),
            world.dice.roll()),
        Map.of());
  }

  private void undone(List<String> left) {
    end(
        new Fact.UndoSucceeded(machine.now(), at(), attempt, row.epoch(), left), Map.of());
  }

  private void pending(String token, Duration after) {
    tell(
        new Work.Ended(
            key,
            Optional.of(
                new Fact.AttemptPending(
                    machine.now(), at(), attempt, row.epoch(), token, after)),
            Map.of(),
            Optional.of(after)));
  }

  private void failed(Failure failure) {
    if (key instanceof Work.Key.OfLook) {
      notYet(Duration.ZERO);
      return;
    }
    if (key instanceof Work.Key.OfPoll) {
      switch (failure) {
        case Failure.Throttled f -> notYet(f.retryAfter());
        case Failure.Unknown _ -> notYet(Duration.ZERO);
        case Failure.Blocked _, Failure.Transient _, Failure.Permanent _ -> fails(failure);
      }
    } else {
      fails(failure);
    }
  }

  private void fails(Failure failure) {
    end(
        new Fact.AttemptFailed(
            machine.now(), at(), attempt, row.epoch(), failure, world.dice.roll()),
        Map.of());
  }

  private void notYet(Duration after) {
    tell(new Work.Ended(key, Optional.empty(), Map.of(), Optional.of(after)));
  }

  private void end(Fact fact, Map<Ref, Object> coming) {
    tell(new Work.Ended(key, Optional.of(fact), coming, Optional.empty()));
  }

  private void tell(Work.Ended ended) {
    if (over) {
      return;
    }
    over = true;
    var message = new Work.Message.Finished(this, ended);
    var late =
        world.weather.strikes(Trouble.RESULT_LATE)
            ? world.dice.upTo(Duration.ofSeconds(40))
            : Duration.ZERO;
    machine.later(late, () -> driver.tell(message));
    if (world.weather.strikes(Trouble.RESULT_REPEATED)) {
      world.echo(run(), message);
    }
  }
}
