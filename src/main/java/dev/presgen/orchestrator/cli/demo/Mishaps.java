package dev.presgen.orchestrator.cli.demo;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What a sandbox has let go wrong.
 *
 * @param throttled calls that were told to come back later
 * @param failed calls that failed before anything was done
 * @param failedAfter calls that were done and answered as failed
 * @param dropped connections that ended before anything was done
 * @param lost replies that never arrived
 */
public record Mishaps(int throttled, int failed, int failedAfter, int dropped, int lost) {

  /**
   * Counts.
   *
   * @param faults what the sandbox answers at {@code /sandbox/faults}
   * @param quotas what it answers at {@code /sandbox/quotas}
   */
  public static Mishaps of(Answer faults, Answer quotas) {
    var refused =
        quotas.node()
            .path("classes")
            .valueStream()
            .mapToInt(quota -> quota.path("refused").asInt(0))
            .sum();
    return new Mishaps(
        refused + hits(faults, Mishaps::isThrottling),
        hits(faults, rule -> !isDrop(rule) && !isThrottling(rule) && !isAfter(rule)),
        hits(faults, rule -> !isDrop(rule) && isAfter(rule)),
        hits(faults, rule -> isDrop(rule) && !isAfter(rule)),
        hits(faults, rule -> isDrop(rule) && isAfter(rule)));
  }

  /** How many calls had no right answer. */
  public int all() {
    return throttled + failed + failedAfter + dropped + lost;
  }

  /** In words for people. */
  public String text() {
    return "%d throttled, %d failed and %d failed after the effect, %d connections dropped and %d replies lost"
        .formatted(throttled, failed, failedAfter, dropped, lost);
  }

  private static int hits(Answer faults, Predicate<JsonNode> which) {
    return faults.node()
        .path("rules")
        .valueStream()
        .filter(which)
        .mapToInt(rule -> rule.path("hits").asInt(0))
        .sum();
  }

  private static boolean isThrottling(JsonNode rule) {
    var status = rule.path("status").asInt(0);
    return status == 429 || status == 403;
  }

  private static boolean isDrop(JsonNode rule) {
    return rule.path("fault").asString("").equals("drop");
  }

  private static boolean isAfter(JsonNode rule) {
    return rule.path("when").asString("").equals("after");
  }
}
