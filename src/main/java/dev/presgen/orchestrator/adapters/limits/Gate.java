package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Admission;
import dev.presgen.orchestrator.adapters.limits.quota.Quotas;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import dev.presgen.orchestrator.adapters.limits.quota.Slots;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets calls out within what the services grant. */
final class Gate {
  /**
   * The longest that a thread waits for its turn in place. A step makes some ten calls in a row: were
   * it sent away for each that has to wait a second, it would begin again ten times.
   */
  static final Duration IN_PLACE_MAX = Duration.ofSeconds(2);

  /** A service that refuses for longer than this means something else than its quota. */
  private static final Duration HOLD_MAX = Duration.ofMinutes(2);

  /**
   * A job is asked about every 30 seconds at the latest. Only when a node is just replaced it may take
   * longer, and when a poll is refused, such as for a credential: the next one comes after a quarter
   * of an hour at most. Then the slot is lost for a time, and more jobs may go on than are allowed
   * until some of them end: nothing new is begun, as those that are asked about count again.
   */
  private static final Duration JOB_KEPT = Duration.ofMinutes(5);

  /** A call ends at its limit; only one whose node is gone holds its slot for longer. */
  private static final Duration OVERTIME = Duration.ofSeconds(5);

  private static final Admission GRANTED = new Admission.Granted();

  private static final int DOUBTFUL_MAX = 1_000;

  /**
   * Whose last use may have made something, though no answer came: asked again, a service may answer
   * what it has already made, and how long that takes tells nothing about uses.
   */
  private final Set<String> doubtful =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > DOUBTFUL_MAX;
                }
              }));

  private final Quotas quotas;
  private final Slots slots;
  private final Consumer<Duration> pause;

  Gate(Sharing sharing) {
    this(sharing, time -> LockSupport.parkNanos(time.toNanos()));
  }

  /**
   * A gate with pauses of its own.
   *
   * @param pause lets the thread wait; may end early
   */
  Gate(Sharing sharing, Consumer<Duration> pause) {
    this.quotas = sharing.quotas();
    this.slots = sharing.slots();
    this.pause = pause;
  }

  /** Who asks: a run's place, or a call outside of any run. */
  record Caller(Optional<OnBehalf> behalf, String name) {
    static Caller of(Optional<OnBehalf> behalf, String otherwise) {
      return new Caller(
          behalf, behalf.map(who -> who.runId() + "/" + who.path()).orElse(otherwise));
    }
  }

  /** Lets one try of a call out, after a moment if that is all that it takes. */
  Admission pass(Cost cost, Caller caller, Duration limit) {
    return switch (cost) {
      case Cost.Units(var quota, var units) ->
          inPlace(() -> quotas.ask(quota, units, caller.behalf()));
      case Cost.Slot(var slot) -> pass(slot, caller, limit.plus(OVERTIME));
      case Cost.JobBegun(var slot) -> pass(slot, caller, limit.plus(OVERTIME));
      case Cost.JobAsked(var slot) -> {
        slots.keep(slot, caller.name(), JOB_KEPT);
        yield GRANTED;
      }
      case Cost.Nothing _ -> GRANTED;
    };
  }

  private Admission pass(
      SlotClass slot, Caller caller, Duration longest) {
    return inPlace(() -> slots.take(slot, caller.name(), longest, caller.behalf()));
  }

  /** Whether a call could be made now, or in a moment. */
  Admission foresee(Cost cost, Caller caller) {
    return switch (cost) {
      case Cost.Units(var quota, var units) ->
          inPlace(() -> quotas.foresee(quota, units, caller.behalf()));
      case Cost.Slot _, Cost.JobBegun _, Cost.JobAsked _, Cost.Nothing _ -> GRANTED;
    };
  }

  private Admission inPlace(Supplier<Admission> ask) {
    var left = IN_PLACE_MAX;
    while (true) {
      var admission = ask.get();
      if (!(admission instanceof Admission.Later(_, var after)) || after.compareTo(left) > 0) {
        return admission;
      }
      left = left.minus(after);
      pause.accept(after);
      if (Thread.currentThread().isInterrupted()) {
        return admission;
      }
    }
  }

  /** Gives back what was taken for a try that was not made. */
  void notMade(Cost cost, Caller caller) {
    switch (cost) {
      case Cost.Units(var quota, var units) -> quotas.giveBack(quota, units);
      case Cost.Slot(var slot) -> slots.free(slot, caller.name());
      case Cost.JobBegun(var slot) -> slots.free(slot, caller.name());
      case Cost.JobAsked _, Cost.Nothing _ -> {
      }
    }
  }

  /**
   * A try has ended: heeds what the service said, and gives its slot back.
   *
   * @param well whether what was asked for was done
   */
  void ended(Cost cost, Caller caller, StepResult<?> result, boolean well) {
    var refusedFor = refusedFor(result);
    switch (cost) {
      case Cost.Units(var quota, _) -> refusedFor.ifPresent(time -> quotas.hold(quota, time));
      case Cost.Slot(var slot) -> {
        giveBack(slot, caller, well && !doubtful.contains(caller.name()));
        if (mayBeMade(result)) {
          doubtful.add(caller.name());
        } else {
          doubtful.remove(caller.name());
        }
        refusedFor.ifPresent(time -> slots.hold(slot, time));
      }
      case Cost.JobBegun(var slot) -> {
        if (result instanceof StepResult.Failed<?>) {
          slots.free(slot, caller.name());
        } else {
          slots.keep(slot, caller.name(), JOB_KEPT);
        }
        refusedFor.ifPresent(time -> slots.hold(slot, time));
      }
      case Cost.JobAsked _, Cost.Nothing _ -> {
      }
    }
  }

  /** A job has ended, or nobody is going to ask about it any more. */
  void jobEnded(Cost cost, Caller caller, StepResult<?> result) {
    switch (cost) {
      case Cost.JobBegun(var slot) -> giveBack(slot, caller, isDone(result));
      case Cost.JobAsked(var slot) -> giveBack(slot, caller, isDone(result));
      case Cost.Units _, Cost.Slot _, Cost.Nothing _ -> {
      }
    }
  }

  private static boolean isDone(StepResult<?> result) {
    return result instanceof StepResult.Done<?>;
  }

  private static boolean mayBeMade(StepResult<?> result) {
    return result instanceof StepResult.Failed<?>(var failure)
        && switch (failure) {
          case Failure.Transient _, Failure.Unknown _ -> true;
          case Failure.Throttled _, Failure.Blocked _, Failure.Permanent _ -> false;
        };
  }

  private void giveBack(SlotClass slot, Caller caller, boolean well) {
    if (well) {
      slots.used(slot, caller.name());
    } else {
      slots.free(slot, caller.name());
    }
  }

  private static Optional<Duration> refusedFor(StepResult<?> result) {
    return result instanceof StepResult.Failed<?>(Failure.Throttled(_, var after))
        && after.compareTo(HOLD_MAX) <= 0
            ? Optional.of(after)
            : Optional.empty();
  }
}
