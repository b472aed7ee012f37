package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Queue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Lets only so many use a service at a time. Who finds no slot free is told at which place it waits
 * and when to come again, by how long slots were held of late. A slot that nobody gives back is free
 * again when its time is up.
 */
public final class Slots {
  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  /**
   * What a use is taken to last before the first has ended, where those who wait are let before
   * newcomers. Decks and videos take minutes: with less, those who wait would seem to be served before
   * they come, and newcomers be let through.
   */
  private static final Duration FIRST_GUESS = Duration.ofMinutes(1);

  /** Before the first use has ended nobody is told to come sooner. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** How much the last use counts in the mean. */
  private static final double NEWEST = 0.3;

  private static final Duration LEAST_WAIT = Duration.ofMillis(50);

  /**
   * A slot may stand empty unseen until the next who waits comes: for this long, or for this part of
   * the time for which slots are used. It is kept free for nobody who comes later.
   */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  private static final int UNSEEN_PARTS = 20;

  /**
   * Nobody is told to come later, however many are before it: as long as the runtime lets a step wait
   * that is told to wait very often.
   */
  private static final Duration FAR_BACK = Duration.ofMinutes(15);

  /** A use that was begun so long ago has ended on another node, or with one. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** Until the database that all nodes share is asked again. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  private static final Admission GRANTED = new Admission.Granted();

  private final Map<SlotClass, Integer> most;
  private final SlotTable table;
  private final Line line;
  private final InstantSource clock;
  private final Map<SlotClass, Double> meanMillis = new ConcurrentHashMap<>();
  private final Map<Use, Instant> taken = new ConcurrentHashMap<>();

  private record Use(SlotClass of, String holder) {}

  Slots(Map<SlotClass, Integer> most, SlotTable table, Line line, InstantSource clock) {
    this.most = Map.copyOf(most);
    this.table = table;
    this.line = line;
    this.clock = clock;
  }

  /**
   * Asks for a slot.
   *
   * @param holder who takes it; one who has a slot keeps it
   * @param longest how long it may be held without being kept
   */
  public Admission take(
      SlotClass wanted, String holder, Duration longest, Optional<OnBehalf> caller) {
    try {
      return caller.filter(who -> !who.interactive())
          .map(who -> inTurn(wanted, holder, longest, who))
          .orElseGet(() -> atOnce(wanted, holder, longest));
    } catch (DataAccessException | TransactionException away) {
      log.atWarn()
          .addKeyValue("class", wanted.id())
          .log("A slot cannot be asked for: {}", away.getClass().getSimpleName());
      return new Admission.Later(
          "waits for %s: the database that shares it out cannot be reached"
              .formatted(wanted.title()),
          AWAY);
    }
  }

  private Admission inTurn(SlotClass wanted, String holder, Duration longest, OnBehalf who) {
    var now = clock.instant();
    var ahead =
        line.ahead(wanted.id(), who, now, perSecond(wanted), now.plus(unseen(wanted)));
    int free = most(wanted) - (int) Math.ceil(ahead.claimed());
    if (taken(wanted, holder, longest, now, ahead.heldUntil(), free)) {
      if (ahead.waits()) {
        line.leave(wanted.id(), who);
      }
      return GRANTED;
    }
    var wait = wait(wanted, ahead.before() + 1, now, ahead.heldUntil());
    line.enter(wanted.id(), who, 1, now, now.plus(wait));
    return new Admission.Later(
        Wait.words(wanted.title(), ahead.before() + 1, ahead.all() + 1, wait), wait);
  }

  private Admission atOnce(SlotClass wanted, String holder, Duration longest) {
    var now = clock.instant();
    var heldUntil = line.waiting(wanted.id(), now).heldUntil();
    if (taken(wanted, holder, longest, now, heldUntil, most(wanted))) {
      return GRANTED;
    }
    var wait = wait(wanted, 1, now, heldUntil);
    return new Admission.Later(Wait.words(wanted.title(), 1, 1, wait), wait);
  }

  private boolean taken(
      SlotClass wanted, String holder, Duration longest, Instant now, Instant held, int free) {
    if (now.isBefore(held) || !table.take(wanted.id(), holder, now, now.plus(longest), free)) {
      return false;
    }
    taken.values().removeIf(since -> since.isBefore(now.minus(FORGOTTEN)));
    taken.putIfAbsent(new Use(wanted, holder), now);
    return true;
  }

  private Duration wait(SlotClass wanted, int place, Instant now, Instant heldUntil) {
    var known = Optional.ofNullable(meanMillis.get(wanted));
    var wait =
        known
            .map(
                mean -> shorter(roughly(mean * place / most(wanted)), longest(wanted, place)))
            .orElseGet(() -> shorter(soFar(wanted, now), UNSEEN));
    var held = Duration.between(now, heldUntil);
    if (held.isPositive()) {
      wait = wait.plus(held);
    }
    return wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
  }

  /**
   * Uses may end sooner than the mean says. Who is further back comes less often: all before it come
   * first, and see what is free. Should they have gone away, it comes at last all the same.
   */
  private Duration longest(SlotClass wanted, int place) {
    var unseen = unseen(wanted);
    long rounds = Math.ceilDiv(place, most(wanted));
    var most = unseen.compareTo(FAR_BACK) > 0 ? unseen : FAR_BACK;
    return shorter(unseen.multipliedBy(rounds), most);
  }

  /** How often those come who come next. */
  private Duration unseen(SlotClass wanted) {
    var part = roughly(meanMillis.getOrDefault(wanted, 0.0) / UNSEEN_PARTS);
    return part.compareTo(UNSEEN) > 0 ? part : UNSEEN;
  }

  /**
   * Where nothing is known, what goes on is taken to go on for as long again as it has: so whoever
   * waits comes soon at first, and then less and less often.
   */
  private Duration soFar(SlotClass wanted, Instant now) {
    return taken.entrySet()
        .stream()
        .filter(use -> use.getKey().of() == wanted)
        .map(use -> Duration.between(use.getValue(), now))
        .max(Comparator.naturalOrder())
        .map(longest -> longest.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : longest)
        .orElse(FIRST_GUESS);
  }

  private static Duration roughly(double millis) {
    return Duration.ofMillis((long) millis);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Keeps a slot for a job that goes on at the service; free again unless kept anew. One whose time
   * was up is had again, even if others have taken all meanwhile: the job does go on.
   */
  public void keep(SlotClass of, String holder, Duration longest) {
    try {
      Undisturbed.run(() -> table.keep(of.id(), holder, clock.instant().plus(longest)));
    } catch (DataAccessException away) {
      log.debug("A slot could not be kept", away);
    }
  }

  /** Gives a slot back after a use that ended well, which tells how long uses take. */
  public void used(SlotClass of, String holder) {
    var since = taken.get(new Use(of, holder));
    if (since != null) {
      var held = Duration.between(since, clock.instant());
      meanMillis.merge(
          of, (double) Math.max(1, held.toMillis()), (old, now) -> old + NEWEST * (now - old));
    }
    free(of, holder);
  }

  /**
   * Gives a slot back, if the holder has one. How long it was held tells nothing: a service that is
   * down fails at once, and those who wait would come as often, and in no order.
   */
  public void free(SlotClass of, String holder) {
    taken.remove(new Use(of, holder));
    try {
      Undisturbed.run(() -> table.free(of.id(), holder));
    } catch (DataAccessException away) {
      log.debug("A slot could not be given back: it is free when its time is up", away);
    }
  }

  /** Lets nobody through for a time: the service has asked for it. */
  public void hold(SlotClass refused, Duration time) {
    try {
      Undisturbed.run(() -> line.hold(refused.id(), clock.instant().plus(time)));
    } catch (DataAccessException away) {
      log.debug("Others will find out for themselves", away);
    }
  }

  /** How it stands with each service. */
  public List<Queue> queues() {
    var now = clock.instant();
    return most.keySet().stream().sorted().map(one -> queue(one, now)).toList();
  }

  private Queue queue(SlotClass one, Instant now) {
    return new Queue(
        one.id(),
        line.waiting(one.id(), now).count(),
        most(one),
        Optional.ofNullable(meanMillis.get(one))
            .map(millis -> Duration.ofMillis(Math.round(millis))));
  }

  /** How many uses end in a second, when all slots are in use. */
  private double perSecond(SlotClass of) {
    double mean = meanMillis.getOrDefault(of, (double) FIRST_GUESS.toMillis());
    return most(of) * 1_000 / mean;
  }

  @SuppressWarnings("NullAway") // There is one for each class.
  private int most(SlotClass of) {
    return most.get(of);
  }

}
