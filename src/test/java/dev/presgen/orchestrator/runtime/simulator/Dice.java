package dev.presgen.orchestrator.runtime.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All chance of a simulation: the same seed throws the same dice. */
final class Dice implements RandomGenerator {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  /** Dice that are thrown independently of these from now on. */
  Dice split() {
    return new Dice(random.split());
  }

  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  double roll() {
    return random.nextDouble();
  }

  boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** Evenly from 0 (inclusive) to the bound (exclusive). */
  int below(int bound) {
    return random.nextInt(bound);
  }

  int any() {
    return random.nextInt();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  Duration upTo(Duration longest) {
    return between(Duration.ZERO, longest);
  }

  Duration between(Duration shortest, Duration longest) {
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }

  /** Now and then moments, now and then days: times of every order. */
  Duration someTime() {
    return switch (below(8)) {
      case 0, 1, 2 -> upTo(Duration.ofSeconds(10));
      case 3, 4 -> upTo(Duration.ofMinutes(5));
      case 5 -> upTo(Duration.ofHours(1));
      case 6 -> upTo(Duration.ofHours(24));
      default -> upTo(Duration.ofDays(9));
    };
  }
}
