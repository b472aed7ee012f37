package dev.presgen.orchestrator.adapters.limits.quota;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * A limit of so many units a minute, kept in any 60 seconds. A bucket that holds {@code capacity}
 * and gains {@code refill} a minute lets through the sum of both within a minute: as much as it
 * holds at once, and what comes meanwhile. So the sum is the limit; what the bucket holds is small,
 * because it is lost for the refill.
 *
 * <p>It holds a twentieth of the limit, three seconds' worth: a run that was told when its turn is
 * comes up to a second late, and what comes in meanwhile must not be lost. On top it holds a reserve
 * of a fiftieth, which is left to those for whom a person waits.
 *
 * @param perMinute the limit
 * @param capacity the most that can be taken at once
 * @param reserve how much of it work in the background leaves untouched
 * @param minute how long a minute is: shorter against a sandbox whose time runs faster
 */
public record Allowance(long perMinute, long capacity, long reserve, Duration minute) {

  /** Beyond it no limit means anything. */
  public static final long PER_MINUTE_MAX = 1_000_000_000;

  private static final long BURST_PARTS = 20;
  private static final long RESERVE_PARTS = 50;

  /**
   * Splits a limit.
   *
   * @param costMax the cost of the dearest call, which must fit into the bucket
   * @throws IllegalArgumentException when there is no room for it; says what would be right
   */
  public static Allowance of(long perMinute, long costMax) {
    return of(perMinute, costMax, Duration.ofMinutes(1));
  }

  /** Splits a limit for minutes of another length, which must be positive. */
  public static Allowance of(long perMinute, long costMax, Duration minute) {
    if (perMinute < 2 * costMax || perMinute > PER_MINUTE_MAX) {
      throw new IllegalArgumentException(
          "must be between %d and %d, not %d".formatted(2 * costMax, PER_MINUTE_MAX, perMinute));
    }
    long burst = Math.max(costMax, Math.ceilDiv(perMinute, BURST_PARTS));
    // Where the limit is tiny, a reserve would leave nothing to come in.
    long reserve = perMinute < 4 * costMax ? 0 : Math.max(costMax, perMinute / RESERVE_PARTS);
    return new Allowance(perMinute, burst + reserve, reserve, minute);
  }

  /** What comes in within a minute. */
  public long refill() {
    return perMinute - capacity;
  }

  double perSecond() {
    return refill() * 1_000.0 / minute.toMillis();
  }

  BucketConfiguration bucket() {
    return BucketConfiguration.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(refill(), minute)
                .build())
        .build();
  }
}
