package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Standing;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Shares out what a service grants within a minute: never more than the limit in any 60 seconds. Of
 * those who work in the background the nearest deadline comes first; who must wait is told at which
 * place, and when to come again. For whom a person waits takes what is there, the reserve included.
 *
 * <p>Holds no thread and no transaction: every question is answered at once.
 */
public final class Quotas {
  private static final Logger log = LoggerFactory.getLogger(Quotas.class);

  /** Less is not worth another question. */
  private static final Duration LEAST_WAIT = Duration.ofMillis(50);

  /** Until the database that all nodes share is asked again. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  /** The most that a wait is stretched by, so that nobody keeps step with anybody. */
  private static final double JITTER = 0.05;

  /**
   * Who waits here is told when what it needs will have come in, so that those far back claim
   * nothing of what is there: all may claim.
   */
  private static final Duration ALL_CLAIM = Duration.ofDays(1);

  private static final Admission GRANTED = new Admission.Granted();

  private final Map<QuotaClass, Allowance> allowances;
  private final Map<QuotaClass, Bucket> buckets;
  private final Map<QuotaClass, LastMinute> used = new EnumMap<>(QuotaClass.class);
  private final Line line;
  private final InstantSource clock;
  private final RandomGenerator dice = RandomGenerator.getDefault();

  Quotas(
      Map<QuotaClass, Allowance> allowances,
      Map<QuotaClass, Bucket> buckets,
      Line line,
      InstantSource clock) {
    this.allowances = Map.copyOf(allowances);
    this.buckets = Map.copyOf(buckets);
    this.line = line;
    this.clock = clock;
    for (var one : QuotaClass.values()) {
      used.put(one, new LastMinute());
    }
  }

  /**
   * Asks for a call.
   *
   * @param cost at most the cost that the allowance was made for
   * @param caller for whom; nobody means a person
   */
  public Admission ask(QuotaClass wanted, long cost, Optional<OnBehalf> caller) {
    return asked(wanted, cost, caller, true);
  }

  /**
   * Asks whether a call could be made, and takes nothing: for whoever would else do in vain what
   * leads to it. Who could is waited for, as one who was told to come now.
   */
  public Admission foresee(QuotaClass wanted, long cost, Optional<OnBehalf> caller) {
    return asked(wanted, cost, caller, false);
  }

  private Admission asked(QuotaClass wanted, long cost, Optional<OnBehalf> caller, boolean take) {
    try {
      return caller.filter(who -> !who.interactive())
          .map(who -> inTurn(wanted, cost, who, take))
          .orElseGet(() -> atOnce(wanted, cost, take));
    } catch (DataAccessException | BucketExecutionException away) {
      log.atWarn()
          .addKeyValue("class", wanted.id())
          .log("The quota cannot be asked for: {}", away.getClass().getSimpleName());
      return new Admission.Later(
          "waits for %s: the database that shares them out cannot be reached"
              .formatted(wanted.title()),
          AWAY);
    }
  }

  private Admission inTurn(QuotaClass wanted, long cost, OnBehalf who, boolean take) {
    var allowance = allowance(wanted);
    var bucket = bucket(wanted);
    var now = clock.instant();
    var ahead =
        line.ahead(wanted.id(), who, now, allowance.perSecond(), now.plus(ALL_CLAIM));
    long there = bucket.getAvailableTokens();
    long left = allowance.reserve() + (long) Math.ceil(ahead.claimed());
    if (!now.isBefore(ahead.heldUntil()) && there >= cost + left) {
      if (!take) {
        line.enter(wanted.id(), who, cost, now, now);
        return GRANTED;
      }
      if (bucket.tryConsume(cost)) {
        used(wanted).add(now, cost);
        if (ahead.waits()) {
          line.leave(wanted.id(), who);
        }
        return GRANTED;
      }
    }
    long lacking = allowance.reserve() + ahead.cost() + cost - there;
    var wait = stretched(wait(allowance, lacking, now, ahead.heldUntil()));
    line.enter(wanted.id(), who, cost, now, now.plus(wait));
    return new Admission.Later(
        Wait.words(wanted.title(), ahead.before() + 1, ahead.all() + 1, wait), wait);
  }

  private Admission atOnce(QuotaClass wanted, long cost, boolean take) {
    var bucket = bucket(wanted);
    var now = clock.instant();
    var heldUntil = line.waiting(wanted.id(), now).heldUntil();
    if (!now.isBefore(heldUntil)) {
      if (take ? bucket.tryConsume(cost) : bucket.getAvailableTokens() >= cost) {
        if (take) {
          used(wanted).add(now, cost);
        }
        return GRANTED;
      }
    }
    long lacking = cost - bucket.getAvailableTokens();
    var wait = stretched(wait(allowance(wanted), lacking, now, heldUntil));
    return new Admission.Later(Wait.words(wanted.title(), 1, 1, wait), wait);
  }

  private static Duration wait(Allowance allowance, long lacking, Instant now, Instant heldUntil) {
    var refilled =
        Duration.ofMillis((long) Math.ceil(Math.max(0, lacking) * 1_000 / allowance.perSecond()));
    var held = Duration.between(now, heldUntil);
    var wait = held.isPositive() ? held.plus(refilled) : refilled;
    return wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
  }

  private Duration stretched(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * JITTER * dice.nextDouble()));
  }

  /** Gives back what was taken for a call that was not made. */
  public void giveBack(QuotaClass taken, long cost) {
    try {
      Undisturbed.run(() -> bucket(taken).addTokens(cost));
      used(taken).add(clock.instant(), -cost);
    } catch (BucketExecutionException away) {
      log.debug("What was not used could not be given back", away);
    }
  }

  /** Lets nobody through for a time: the service has refused, because others use it too. */
  public void hold(QuotaClass refused, Duration time) {
    try {
      Undisturbed.run(() -> line.hold(refused.id(), clock.instant().plus(time)));
    } catch (DataAccessException away) {
      log.debug("Others will find out for themselves", away);
    }
  }

  /**
   * Gives up all places of a run in all lines, those for slots included, but for those of some paths:
   * there it does not wait any more. Else they would be counted and waited for until the time when it
   * was told to come.
   */
  public void leave(String runId, Set<String> but) {
    try {
      Undisturbed.run(() -> line.leave(runId, but));
    } catch (DataAccessException away) {
      log.debug("A place could not be given up: it is lost when its time is up", away);
    }
  }

  /** How much of a limit the calls of this node have taken within the last minute, from 0 to 1. */
  public double used(QuotaClass of, Instant now) {
    return (double) used(of).sum(now) / allowance(of).perMinute();
  }

  /** How it stands with each class, on all nodes. */
  public List<Standing> standing() {
    var now = clock.instant();
    return Arrays.stream(QuotaClass.values()).map(one -> standing(one, now)).toList();
  }

  private Standing standing(QuotaClass one, Instant now) {
    var allowance = allowance(one);
    var waiting = line.waiting(one.id(), now);
    long lacking = allowance.reserve() + waiting.cost() + 1 - bucket(one).getAvailableTokens();
    boolean free = lacking <= 0 && !waiting.heldUntil().isAfter(now);
    return new Standing(
        one.id(),
        waiting.count(),
        waiting.cost(),
        allowance.refill(),
        free ? Duration.ZERO : wait(allowance, lacking, now, waiting.heldUntil()));
  }

  @SuppressWarnings("NullAway") // There is one for each class.
  private Allowance allowance(QuotaClass of) {
    return allowances.get(of);
  }

  @SuppressWarnings("NullAway") // There is one for each class.
  private Bucket bucket(QuotaClass of) {
    return buckets.get(of);
  }

  @SuppressWarnings("NullAway") // There is one for each class.
  private LastMinute used(QuotaClass of) {
    return used.get(of);
  }
}
