package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was granted, and when. */
final class Grants {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Grant(Instant at, long cost) {}

  private final List<Grant> all = new ArrayList<>();

  void add(Instant at, long cost) {
    all.add(new Grant(at, cost));
  }

  long sum() {
    return all.stream().mapToLong(Grant::cost).sum();
  }

  /** The most that was granted within any 60 seconds; each begins with a grant. */
  long mostInAMinute() {
    long most = 0;
    long within = 0;
    int first = 0;
    for (var grant : all) {
      within += grant.cost();
      while (!all.get(first).at().plus(MINUTE).isAfter(grant.at())) {
        within -= all.get(first++).cost();
      }
      most = Math.max(most, within);
    }
    return most;
  }
}
