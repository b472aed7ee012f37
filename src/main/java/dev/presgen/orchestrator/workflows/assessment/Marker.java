package dev.presgen.orchestrator.workflows.assessment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What finds an object again that a step has made. */
final class Marker {

  /** What Drive keeps with a file, and what ledgers and services take. */
  static final int LONGEST = 100;

  private Marker() {}

  /**
   * The marker of an object of a visit: the visit's key and the object's name, or where that is too
   * long, its beginning and a hash of the whole.
   *
   * @param key of {@link dev.presgen.orchestrator.workflows.StepContext#key()}
   * @param name letters, at most 20
   */
  static String of(String key, String name) {
    var whole = key + "/" + name;
    if (whole.length() <= LONGEST - 10) { // Room for what a ledger entry adds to its marker.
      return whole;
    }
    var hash = HexFormat.of().formatHex(sha256(whole)).substring(0, 32);
    return whole.substring(0, 40) + "." + hash;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
