package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What goes wrong with calls, and which calls there were. */
public final class Faults {

  /** One way to go wrong. */
  public enum Fault {
    /** Refused for the moment, before anything happened. */
    THROTTLED,
    /** An administrator must mend something first. */
    BLOCKED,
    /** The service cannot be reached. */
    UNREACHABLE,
    /** It happened, but the answer is lost. */
    ANSWER_LOST,
    /** Nothing happened, and the answer is lost. */
    REQUEST_LOST,
    /** Refused for good. */
    REFUSED,
    /** The object does not show, although it may be there. */
    NOT_FOUND,
    /** Nobody will hear any more what has become of it. */
    LOST_FROM_SIGHT
  }

  /** The node dies. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Map<String, Deque<Fault>> planned = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();
  private final Map<String, Runnable> meanwhile = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private int steps;
  private Optional<Integer> crashAfter = Optional.empty();

  /** The calls so far, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** Lets the next calls of an operation go wrong, one after the other. */
  public void next(String call, Fault... faults) {
    planned.computeIfAbsent(call, _ -> new ArrayDeque<>()).addAll(List.of(faults));
  }

  /** Lets the next calls of an operation go wrong that nothing else happens to. */
  public void nextAlways(String call, Fault fault) {
    always.put(call, fault);
  }

  /** Lets something happen while the next call of an operation is on its way back. */
  public void meanwhile(String call, Runnable happens) {
    meanwhile.put(call, happens);
  }

  /** How many calls had an effect, and how often the ledger was written. */
  public int steps() {
    return steps;
  }

  /** Lets the node die once, just after the nth step from now. */
  public void crashAfter(int n) {
    crashAfter = Optional.of(steps + n);
  }

  /** Something was changed or read, outside or in the ledger. */
  void step() {
    steps++;
    if (crashAfter.equals(Optional.of(steps))) {
      throw new Crash();
    }
  }

  <T> StepResult<T> call(String call, Supplier<StepResult<T>> effect) {
    calls.add(call);
    var next = planned.getOrDefault(call, new ArrayDeque<>()).poll();
    var fault = next == null ? always.get(call) : next;
    if (fault != null) {
      return switch (fault) {
        case THROTTLED ->
            StepResult.failed(new Failure.Throttled("slow down", Duration.ofSeconds(30)));
        case BLOCKED ->
            StepResult.failed(
                new Failure.Blocked("storage full", "Empty it.", Duration.ofMinutes(5)));
        case UNREACHABLE ->
            StepResult.failed(new Failure.Transient(call + " could not be reached"));
        case REFUSED -> StepResult.refused("REFUSED", call + " is refused", "Nothing helps.");
        case NOT_FOUND ->
            StepResult.refused("NOT_FOUND", call + " finds nothing", "Look for it.");
        case REQUEST_LOST -> StepResult.failed(noAnswer());
        case LOST_FROM_SIGHT ->
            StepResult.failed(
                new Failure.Unknown(BlindCreation.LOST_FROM_SIGHT, call + " is forgotten"));
        case ANSWER_LOST -> {
          var _ = effect.get();
          yield StepResult.failed(noAnswer());
        }
      };
    }
    var result = effect.get();
    Optional.ofNullable(meanwhile.remove(call)).ifPresent(Runnable::run);
    step();
    return result;
  }

  private static Failure noAnswer() {
    return new Failure.Unknown(Failure.Unknown.NO_ANSWER, "no answer came");
  }
}
