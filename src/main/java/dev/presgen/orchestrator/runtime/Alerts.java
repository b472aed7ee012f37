package dev.presgen.orchestrator.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator must mend so that runs go on: one alert for each cause, however many runs
 * it stops. It ends by itself once no run is stopped by it any more.
 */
public interface Alerts {

  /** How many alerts that have ended are told. */
  int ENDED_MAX = 50;

  /** The alerts that are open, oldest first; at most 200. */
  List<Alert> open();

  /** The last alerts that have ended, newest first; at most {@link #ENDED_MAX}. */
  List<Alert> ended();

  /**
   * An alert.
   *
   * @param key names the cause in metrics: the same for the same cause
   * @param cause what is broken
   * @param blocked how many runs stand still because of it now
   * @param touched how many runs did at some time
   */
  record Alert(
      String id,
      String key,
      String cause,
      String whatToDo,
      Instant raisedAt,
      Optional<Instant> endedAt,
      long blocked,
      long touched) {}

  /** The key of a cause: 12 hexadecimal digits of its hash. */
  static String key(String cause) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
