package dev.presgen.orchestrator.workflows.assessment.engine;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Chance that can be repeated. {@link Random} is used because its algorithm, and that of {@link
 * java.util.Collections#shuffle}, is laid down in its specification, so that a seed draws the same
 * on every Java.
 */
public final class Draw {

  /** Largest whole number that every reader of JSON keeps exactly (RFC 8259, section 6). */
  public static final long LARGEST_SEED = (1L << 53) - 1;

  private Draw() {}

  /** A seed for a text, such as a run's id: its 64-bit FNV-1a hash, of which 53 bits are kept. */
  public static long seedOf(String text) {
    return hash(text) & LARGEST_SEED;
  }

  /** Chance for one purpose; what is drawn for another purpose does not move it. */
  static Random chance(long seed, String purpose) {
    return new Random(mix(seed ^ hash(purpose)));
  }

  /** 64-bit FNV-1a (Fowler, Noll, Vo; RFC 9923) over UTF-8. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Spreads neighbouring seeds, which {@link Random} starts alike (SplitMix64's finalizer). */
  private static long mix(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
