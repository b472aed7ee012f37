package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The making of one object outside, and its undoing, by the rules of {@code workflows}' {@code
 * Creation}: a try is entered before it is made, and one whose outcome is not known is looked for.
 */
final class Creation {

  /** How long a call to the outside is waited for. */
  private static final Duration CALL = Duration.ofSeconds(10);

  /** What was not sent that soon after it was entered is not sent any more. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

  /** After that a try that no look-up shows has come to nothing. */
  private static final Duration BELIEVED =
      CALL.plus(SENT_WITHIN).plus(Outside.LAG_MAX).plusSeconds(1);

  private final Simulation world;
  private final Machine machine;
  private final Performance performance;
  private final Store.Row row;
  private final Address at;
  private final String run;
  private final String effect;

  /** For one visit; what comes of it is told to the piece of work that does it. */
  Creation(
      Simulation world, Machine machine, Performance performance, Store.Row row, Address at) {
    this.world = world;
    this.machine = machine;
    this.performance = performance;
    this.row = row;
    this.at = at;
    this.run = row.state().runId();
    this.effect =
        world.bugs.contains(Bug.VISIT_NOT_IN_KEY)
            ? at.path().toString()
            : at.path() + "#" + at.visit();
  }

  /** Makes it in a service that knows the key, however often it is called. */
  void make() {
    make(effect);
  }

  /** What an earlier try has made is known from the ledger, or found, or has come to nothing. */
  void once(boolean mayHaveActed) {
    var tries = world.store.ledger.tries(run, effect);
    var known = known(tries);
    if (!mayHaveActed || tries.isEmpty()) {
      make(effect + "." + (tries.size() + 1));
    } else if (known.isPresent()) {
      made(known.get().marker(), known.get().id().orElseThrow());
    } else {
      performance.step(world.dice.upTo(Duration.ofSeconds(2)), this::find);
    }
  }

  private static Optional<LedgerRows.Entry> known(List<LedgerRows.Entry> tries) {
    return tries.stream()
        .filter(entry -> entry.state() == LedgerRows.State.EXISTS)
        .findFirst();
  }

  private void find() {
    var tries = world.store.ledger.tries(run, effect);
    // An attempt that was given up may still enter what it has made, just now.
    var known = known(tries);
    if (known.isPresent()) {
      made(known.get().marker(), known.get().id().orElseThrow());
      return;
    }
    var found = world.outside.find(run, effect);
    var open =
        tries.stream().filter(entry -> entry.state() == LedgerRows.State.INTENDED).toList();
    if (!found.isEmpty()) {
      made(tries.getFirst().marker(), found.getFirst().id());
    } else if (!open.isEmpty() && waiting(open, world.timeline.now()).isPositive()) {
      performance.pending("looking for " + effect, waiting(open, world.timeline.now()));
    } else {
      make(effect + "." + (tries.size() + 1));
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
    if (performance.isOver()) {
      return;
    }
    machine.transact(
        () -> world.store.ledger.intend(run, at, effect, marker, row.epoch())
            ? Optional.of(world.timeline.now())
            : Optional.<Instant>empty(),
        intended -> {
          if (performance.isOver()) {
            return;
          }
          if (intended.isEmpty()) {
            breaksOff("the claim is not ours any more");
          } else if (world.timeline.now().isAfter(intended.get().plus(SENT_WITHIN))) {
            breaksOff("it took too long to begin");
          } else {
            send(marker);
          }
        },
        this::unanswered);
  }

  private void breaksOff(String why) {
    performance.failed(new Failure.Unknown(Failure.Unknown.BUG, why));
  }

  private void unanswered() {
    if (!performance.isOver()) {
      breaksOff("the store did not answer");
    }
  }

  private void send(String marker) {
    call(
        () -> world.outside.make(run, effect, marker, at, world.deed(row.state(), at)),
        thing -> made(marker, thing.id()));
  }

  /** A call that has an effect: it may be lost, and so may its reply. */
  private <T> void call(Supplier<T> act, Consumer<T> then) {
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
          var result = lost ? Optional.<T>empty() : Optional.of(act.get());
          if (dies) {
            here.accept(machine::crash);
          } else if (result.isPresent() && !unheard) {
            here.accept(
                () -> {
                  if (!performance.isOver()) {
                    then.accept(result.get());
                  }
                });
          }
        });
    performance.step(
        CALL,
        () -> performance.failed(new Failure.Unknown(Failure.Unknown.NO_ANSWER, "no answer came")));
  }

  private void made(String marker, String id) {
    machine.transact(
        () -> world.store.ledger.made(run, marker, id, row.epoch()),
        entered -> {
          if (performance.isOver()) {
            return;
          }
          if (!entered) {
            breaksOff("the claim is not ours any more");
          } else if (world.isJob(row.state(), at)
              && !world.outside.finished(run, effect)) {
            performance.pending("job for " + effect, world.dice.upTo(Duration.ofSeconds(20)));
          } else {
            performance.done();
          }
        },
        this::unanswered);
  }

  /** Removes what was made, and what is found of tries whose outcome is not known. */
  void takeBack() {
    var there =
        world.store.ledger.tries(run, effect)
            .stream()
            .filter(entry -> entry.state() != LedgerRows.State.UNDONE)
            .toList();
    if (there.isEmpty()) {
      performance.undone(List.of());
      return;
    }
    var known = there.stream().flatMap(entry -> entry.id().stream()).toList();
    if (known.stream().anyMatch(world.outside::exists)
        && world.weather.strikes(Trouble.LEFT_BEHIND)) {
      performance.undone(known.stream().filter(world.outside::exists).toList());
      return;
    }
    var asked = world.timeline.now();
    call(
        () -> {
          known.forEach(world.outside::remove);
          var found =
              world.outside.find(run, effect).stream().map(Outside.Thing::id).findFirst();
          found.ifPresent(world.outside::remove);
          return found;
        },
        found -> {
          // A call whose outcome is not known may still arrive, whatever was found.
          var open = there.stream().filter(entry -> entry.id().isEmpty()).toList();
          if (!open.isEmpty() && waiting(open, asked).isPositive()) {
            performance.pending("looking for " + effect, waiting(open, asked));
          } else {
            settle(there, found);
          }
        });
  }

  private void settle(List<LedgerRows.Entry> there, Optional<String> found) {
    machine.transact(
        () -> world.store.ledger.undone(there, found, row.epoch()),
        settled -> {
          if (!performance.isOver() && settled) {
            performance.undone(List.of());
          } else {
            unanswered();
          }
        },
        this::unanswered);
  }
}
