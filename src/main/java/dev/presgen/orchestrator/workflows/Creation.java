package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.Ledger.Entry;
import dev.presgen.orchestrator.workflows.Ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Makes one object in a service that knows no idempotency keys, but finds objects by a marker. Each
 * try to make it is entered in the ledger before it begins. Whoever finds a try whose outcome is not
 * known looks first, and believes that nothing is there only when the listing's lag has passed since
 * that try; so there is one object at most, whatever happened between two lines of this class.
 *
 * <p>In the ledger the first try has the marker itself, the next ones the marker with {@code #2},
 * {@code #3} and so on; one that came to nothing is {@link State#UNDONE}, as is a younger duplicate,
 * entered with its id behind the marker.
 */
public final class Creation {

  /** How often is looked over the lag: one look may meet a listing that is stale as a whole. */
  private static final int LOOKS = 3;

  private final String kind;
  private final String marker;
  private final Outside outside;
  private final StepContext context;
  private final InstantSource clock;

  /**
   * The making of one object.
   *
   * @param kind what the ledger calls it
   * @param marker what finds it, unique in its run
   */
  public Creation(
      String kind, String marker, Outside outside, StepContext context, InstantSource clock) {
    this.kind = kind;
    this.marker = marker;
    this.outside = outside;
    this.context = context;
    this.clock = clock;
  }

  /** The service that the object lives in. */
  public interface Outside {
    /** The objects that carry the marker, oldest first; may lag behind. */
    StepResult<List<Made>> find(String marker);

    StepResult<Made> make(String marker);

    /** Takes an object away; one that is gone already is success. */
    StepResult<?> discard(String id);

    /**
     * How long after a try has begun the listing may lag behind: the call itself may take effect as
     * late as it may end.
     */
    Duration listingLag();
  }

  /** An object that exists. */
  public record Made(String id, Optional<String> url) {}

  /** The object: found, or made now. Pending while a listing may lag behind. */
  public StepResult<Made> once() {
    return existing().then(there -> there.map(StepResult::done).orElseGet(this::make));
  }

  /**
   * The object, if an earlier try has made it. Of several the oldest counts, and the others are
   * discarded. Pending while a listing may lag behind.
   */
  public StepResult<Optional<Made>> existing() {
    // Read once: an attempt that was given up may enter what it has made between two looks.
    var tries = tries();
    var known = existing(tries);
    if (known.isPresent()) {
      return StepResult.done(known.map(Creation::made));
    }
    var open = tries.stream().filter(entry -> entry.state() == State.INTENDED).toList();
    if (open.isEmpty()) {
      return StepResult.done(Optional.empty());
    }
    // Before it is asked: an answer may be read much later, and tells of then.
    var asked = clock.instant();
    return outside
        .find(marker)
        .then(
            found -> found.isEmpty()
                ? nothing(open.getLast(), asked)
                : adopt(found, open.getFirst()));
  }

  /** What {@link #existing} would find now; changes nothing and waits for nothing. */
  public StepResult<List<Made>> seen() {
    var tries = tries();
    var known = existing(tries);
    if (known.isPresent()) {
      return StepResult.done(List.of(made(known.get())));
    }
    boolean open = tries.stream().anyMatch(entry -> entry.state() == State.INTENDED);
    return open ? outside.find(marker) : StepResult.done(List.of());
  }

  /** The object, as far as the ledger knows. */
  public Optional<Made> known() {
    return existing(tries()).map(Creation::made);
  }

  private static Made made(Entry entry) {
    return new Made(entry.externalId().orElseThrow(), entry.url());
  }

  /** Enters where a person opens the object, where that is known only after it was made. */
  public void opensAt(String url) {
    var entry = existing(tries()).orElseThrow();
    var id = entry.externalId().orElseThrow();
    context.ledger().made(kind, entry.marker(), id, Optional.of(url));
  }

  private static Optional<Entry> existing(List<Entry> tries) {
    return tries.stream().filter(entry -> entry.state() == State.EXISTS).findFirst();
  }

  private List<Entry> tries() {
    return context.ledger()
        .entries()
        .stream()
        .filter(entry -> entry.kind().equals(kind))
        .filter(
            entry -> entry.marker().equals(marker) || entry.marker().startsWith(marker + "#"))
        .toList();
  }

  private StepResult<Optional<Made>> nothing(Entry lastTry, Instant asked) {
    var lag = outside.listingLag();
    var left = Duration.between(asked, lastTry.createdAt().plus(lag));
    if (left.isPositive()) {
      var next = lag.dividedBy(LOOKS);
      return new StepResult.Pending<>(
          "looking for " + lastTry.marker(), next.compareTo(left) < 0 ? next : left);
    }
    context.ledger().settle(kind, lastTry.marker(), State.UNDONE);
    return StepResult.done(Optional.empty());
  }

  private StepResult<Optional<Made>> adopt(List<Made> found, Entry firstTry) {
    for (var younger : found.subList(1, found.size())) {
      var itsMarker = marker + "+" + younger.id();
      context.ledger().made(kind, itsMarker, younger.id(), younger.url());
      var discarded = outside.discard(younger.id());
      if (!(discarded instanceof StepResult.Done<?>)) {
        return discarded.then(_ -> StepResult.done(Optional.empty()));
      }
      context.ledger().settle(kind, itsMarker, State.UNDONE);
    }
    // Entered last: once it is known, nobody looks for duplicates again.
    var oldest = found.getFirst();
    context.ledger().made(kind, firstTry.marker(), oldest.id(), oldest.url());
    return StepResult.done(Optional.of(oldest));
  }

  private StepResult<Made> make() {
    int before = tries().size();
    var itsMarker = before == 0 ? marker : marker + "#" + (before + 1);
    context.ledger().intend(kind, itsMarker);
    // A node that was frozen meanwhile has been replaced by another, which may have made it.
    if (!clock.instant().isBefore(context.deadline())) {
      context.ledger().settle(kind, itsMarker, State.UNDONE);
      return StepResult.failed(
          new Failure.Transient("The time of the attempt was up before the " + kind + " was made"));
    }
    var result = outside.make(marker);
    switch (result) {
      case StepResult.Done<Made>(var made) ->
          context.ledger().made(kind, itsMarker, made.id(), made.url());
      case StepResult.Failed<Made>(var failure) when hadNoEffect(failure) ->
          context.ledger().settle(kind, itsMarker, State.UNDONE);
      case StepResult.Failed<Made> _, StepResult.Pending<Made> _, StepResult.LeftOut<Made> _ -> {
      }
    }
    return result;
  }

  /** Whether it is certain that the call that failed has made nothing. */
  public static boolean hadNoEffect(Failure failure) {
    return switch (failure) {
      case Failure.Throttled _, Failure.Blocked _, Failure.Transient _, Failure.Permanent _ -> true;
      case Failure.Unknown _ -> false;
    };
  }
}
